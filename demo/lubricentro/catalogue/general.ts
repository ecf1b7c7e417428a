import { type Item, shelfPrice } from './item.ts'

type Row = readonly [sku: string, name: string, cost: number, markup: number, pull: number]

const group = (category: string, role: string, supplier: number, unit: string, rows: readonly Row[]): Item[] =>
  rows.map(([sku, name, cost, markup, pull]) => ({
    sku,
    name,
    category,
    kind: 'good',
    unit,
    cost,
    price: shelfPrice(cost, markup),
    supplier,
    pull,
    role,
  }))

const batteries = group('Baterías', 'bateria', 4, 'UN', [
  ['BAT-BO45', 'Batería Bosch S4 45 Ah 330 CCA', 38_500, 1.3, 2.2],
  ['BAT-BO55', 'Batería Bosch S4 55 Ah 480 CCA', 41_500, 1.3, 4.2],
  ['BAT-BO60', 'Batería Bosch S4 60 Ah 540 CCA', 46_900, 1.28, 2.1],
  ['BAT-BO75', 'Batería Bosch S5 75 Ah 650 CCA', 61_500, 1.26, 1.4],
  ['BAT-BO90', 'Batería Bosch S5 90 Ah 750 CCA', 78_000, 1.24, 0.7],
  ['BAT-VA45', 'Batería Varta Blue 45 Ah 330 CCA', 40_200, 1.28, 1.1],
  ['BAT-VA60', 'Batería Varta Blue 60 Ah 540 CCA', 49_500, 1.27, 1.2],
  ['BAT-VA70', 'Batería Varta Blue 70 Ah 630 CCA', 58_800, 1.26, 0.6],
  ['BAT-HA55', 'Batería Hankook 55 Ah 450 CCA', 36_900, 1.32, 2.6],
  ['BAT-HA65', 'Batería Hankook 65 Ah 550 CCA', 43_800, 1.31, 1.5],
  ['BAT-HA80', 'Batería Hankook 80 Ah 640 CCA', 57_000, 1.28, 0.6],
  ['BAT-HA100', 'Batería Hankook 100 Ah 800 CCA', 76_500, 1.25, 0.4],
])

const electric = [
  ...group('Eléctrico', 'ampolleta', 4, 'UN', [
    ['AMP-H1', 'Ampolleta H1 12 V 55 W', 1_150, 1.9, 4],
    ['AMP-H3', 'Ampolleta H3 12 V 55 W', 1_250, 1.9, 1],
    ['AMP-H4', 'Ampolleta H4 12 V 60/55 W', 1_300, 1.92, 10],
    ['AMP-H7', 'Ampolleta H7 12 V 55 W', 1_700, 1.85, 7],
    ['AMP-H11', 'Ampolleta H11 12 V 55 W', 2_600, 1.75, 3],
    ['AMP-HB3', 'Ampolleta HB3 12 V 60 W', 2_500, 1.7, 1.2],
    ['AMP-HB4', 'Ampolleta HB4 12 V 51 W', 2_500, 1.7, 1],
    ['AMP-T10', 'Ampolleta T10 sin casquillo 5 W', 160, 2.4, 8],
    ['AMP-1156', 'Ampolleta 1156 un contacto 21 W', 230, 2.3, 6],
    ['AMP-1157', 'Ampolleta 1157 dos contactos 21/5 W', 280, 2.2, 8],
    ['AMP-LEDT10', 'Par de ampolletas LED T10 blancas', 1_400, 2, 2],
    ['AMP-LEDH4', 'Kit LED H4 6000 K', 14_900, 1.6, 0.8],
    ['AMP-LEDH7', 'Kit LED H7 6000 K', 15_500, 1.6, 0.6],
  ]),
  ...group('Eléctrico', 'bujia', 4, 'UN', [
    ['BUJ-BKR5E', 'Bujía NGK BKR5E', 1_500, 1.75, 3],
    ['BUJ-BKR6E', 'Bujía NGK BKR6E', 1_500, 1.75, 6],
    ['BUJ-BPR6ES', 'Bujía NGK BPR6ES', 1_350, 1.75, 3],
    ['BUJ-LZKR6B', 'Bujía NGK LZKR6B-10E', 2_900, 1.65, 2.4],
    ['BUJ-ILKR7', 'Bujía NGK Iridium ILZKR7B-11S', 7_600, 1.5, 0.8],
    ['BUJ-FR7DC', 'Bujía Bosch FR7DC+', 1_700, 1.7, 2],
    ['BUJ-CAL', 'Bujía incandescente Bosch Duraterm', 8_400, 1.5, 0.6],
  ]),
  ...group('Eléctrico', 'electrico', 4, 'UN', [
    ['FUS-10', 'Fusible de uña 10 A', 60, 3, 5],
    ['FUS-15', 'Fusible de uña 15 A', 60, 3, 5],
    ['FUS-20', 'Fusible de uña 20 A', 60, 3, 4],
    ['FUS-KIT', 'Surtido de 120 fusibles', 2_400, 1.9, 1],
    ['REL-4', 'Relé 12 V 4 patas 40 A', 1_300, 1.9, 1.5],
    ['REL-5', 'Relé 12 V 5 patas 40 A', 1_450, 1.9, 1.6],
    ['TER-BAT', 'Par de bornes de batería bronce', 1_900, 1.9, 2],
    ['CAB-PAS', 'Cables para pasar corriente 400 A', 6_900, 1.7, 0.9],
    ['CIN-AIS', 'Cinta aisladora 20 m', 480, 2.1, 3],
    ['SEN-O2', 'Sensor de oxígeno universal 4 cables', 17_800, 1.45, 0.2],
  ]),
]

const fluids = [
  ...group('Refrigeración', 'refrigerante', 5, 'UN', [
    ['REF-V1', 'Refrigerante verde 50/50 1 L', 1_350, 1.8, 6],
    ['REF-V5', 'Refrigerante verde 50/50 5 L', 5_400, 1.65, 5],
    ['REF-R1', 'Refrigerante rojo orgánico 1 L', 1_800, 1.75, 4],
    ['REF-R5', 'Refrigerante rojo orgánico 5 L', 7_200, 1.6, 3],
    ['REF-ROS1', 'Refrigerante rosado Toyota 1 L', 3_300, 1.6, 2],
    ['REF-CON1', 'Refrigerante concentrado 1 L', 3_000, 1.6, 1.2],
    ['AGU-DES5', 'Agua desmineralizada 5 L', 1_100, 1.9, 5],
    ['TAP-RAD', 'Tapa de radiador 0,9 bar', 2_400, 1.8, 0.7],
    ['MAN-RAD', 'Manguera flexible de radiador', 4_200, 1.7, 0.5],
  ]),
  ...group('Frenos', 'liquido-frenos', 2, 'UN', [
    ['FRE-DOT3', 'Líquido de frenos DOT 3 500 ml', 1_900, 1.7, 2.5],
    ['FRE-DOT4', 'Líquido de frenos DOT 4 500 ml', 2_500, 1.65, 5],
    ['FRE-DOT41', 'Líquido de frenos DOT 4 1 L', 4_400, 1.6, 1.6],
    ['FRE-DOT51', 'Líquido de frenos DOT 5.1 500 ml', 4_900, 1.5, 0.4],
    ['FRE-LIM', 'Limpiador de frenos 500 ml', 2_300, 1.8, 2.4],
  ]),
]

const extras = [
  ...group('Aditivos y limpieza', 'aditivo', 7, 'UN', [
    ['ADI-INY', 'Limpia inyectores bencina 300 ml', 3_100, 1.75, 4],
    ['ADI-INYD', 'Limpia inyectores diésel 300 ml', 3_300, 1.75, 2.6],
    ['ADI-ACE', 'Aditivo para aceite 300 ml', 3_600, 1.7, 1.5],
    ['ADI-OCT', 'Elevador de octanaje 300 ml', 3_900, 1.7, 0.7],
    ['ADI-RAD', 'Tapa fugas de radiador 300 ml', 2_600, 1.8, 0.9],
    ['ADI-FLU', 'Flush limpieza de motor 300 ml', 2_900, 1.75, 2.2],
    ['ADI-BLUE10', 'AdBlue 10 L', 6_800, 1.45, 1.6],
    ['LIM-CAR', 'Limpia carburador 400 ml', 2_200, 1.8, 2.2],
    ['LIM-CON', 'Limpia contactos 300 ml', 2_700, 1.8, 1.2],
    ['LUB-WD', 'Lubricante multiuso 300 ml', 2_900, 1.75, 3],
    ['GRA-LIT', 'Grasa de litio 450 g', 2_500, 1.75, 1.4],
    ['SIL-TAB', 'Silicona para tablero 300 ml', 1_700, 1.9, 2.8],
    ['SHA-AUT', 'Champú para autos 1 L', 1_600, 1.9, 2.6],
    ['CER-AUT', 'Cera líquida 500 ml', 3_200, 1.75, 1.3],
    ['LIM-PAR', 'Limpiaparabrisas concentrado 1 L', 900, 2, 4],
    ['PAN-MIC', 'Paño de microfibra', 650, 2.2, 3.4],
    ['SIL-GRIS', 'Silicona de motor gris 85 g', 2_300, 1.8, 1.9],
    ['SIL-ROJA', 'Silicona alta temperatura roja 85 g', 2_100, 1.8, 1.2],
    ['DES-PINO', 'Desodorante colgante pino', 420, 2.3, 5],
  ]),
  ...group('Accesorios', 'plumilla', 7, 'UN', [
    ['PLU-14', 'Plumilla 14 pulgadas', 1_900, 1.85, 1.6],
    ['PLU-16', 'Plumilla 16 pulgadas', 1_950, 1.85, 2.4],
    ['PLU-18', 'Plumilla 18 pulgadas', 2_050, 1.85, 3],
    ['PLU-20', 'Plumilla 20 pulgadas', 2_150, 1.85, 3.4],
    ['PLU-22', 'Plumilla 22 pulgadas', 2_300, 1.85, 3.2],
    ['PLU-24', 'Plumilla 24 pulgadas', 2_450, 1.85, 2.6],
    ['PLU-26', 'Plumilla 26 pulgadas', 2_600, 1.85, 1.7],
  ]),
  ...group('Accesorios', 'accesorio', 7, 'UN', [
    ['ACC-TRI', 'Triángulos reflectantes, par', 3_100, 1.8, 0.9],
    ['ACC-EXT', 'Extintor 1 kg con soporte', 6_900, 1.6, 1.1],
    ['ACC-BOT', 'Botiquín para vehículo', 3_400, 1.75, 0.8],
    ['ACC-CHA', 'Chaleco reflectante', 1_200, 2, 1.5],
    ['ACC-GAT', 'Gata hidráulica 2 t', 15_800, 1.5, 0.3],
    ['ACC-LLA', 'Llave de cruz', 4_200, 1.7, 0.4],
    ['ACC-EMB', 'Embudo con manguera', 850, 2.1, 1.1],
    ['ACC-TAPC', 'Tapón de cárter M14 con golilla', 900, 2.2, 3.2],
    ['ACC-GOL', 'Golilla de cárter M14 cobre', 110, 3, 6],
    ['ACC-FOC', 'Soporte para celular', 3_000, 1.9, 0.9],
    ['ACC-CAR', 'Cargador USB doble 12 V', 2_700, 1.9, 1.2],
    ['ACC-PIS', 'Juego de pisos de goma', 7_900, 1.65, 0.6],
    ['ACC-CUB', 'Cubre volante 38 cm', 3_600, 1.75, 0.5],
    ['ACC-INF', 'Inflador portátil 12 V', 11_900, 1.55, 0.4],
  ]),
  ...group('Correas y transmisión', 'correa', 3, 'UN', [
    ['COR-4PK', 'Correa Gates 4PK 850', 3_600, 1.65, 0.8],
    ['COR-5PK', 'Correa Gates 5PK 970', 4_300, 1.65, 0.7],
    ['COR-6PK1', 'Correa Gates 6PK 1200', 5_400, 1.62, 1.1],
    ['COR-6PK2', 'Correa Gates 6PK 1550', 6_300, 1.6, 1],
    ['COR-7PK', 'Correa Gates 7PK 2035', 8_900, 1.55, 0.6],
    ['COR-A38', 'Correa en V A38', 1_900, 1.8, 0.9],
    ['COR-TEN', 'Tensor de correa universal', 11_500, 1.5, 0.3],
  ]),
]

export const general: Item[] = [...batteries, ...electric, ...fluids, ...extras]
