import type { Item } from './item.ts'

/** Labour by the job; the price holds IVA. */
const jobs = [
  ['SER-CAM', 'Cambio de aceite y filtro', 9_990, 9, 'cambio-aceite'],
  ['SER-CAMD', 'Cambio de aceite y filtro diésel', 12_990, 4, 'cambio-aceite'],
  ['SER-REV', 'Revisión de 20 puntos', 14_990, 1.5, 'revision'],
  ['SER-FRE', 'Cambio de pastillas delanteras', 19_990, 3, 'cambio-pastillas'],
  ['SER-BAL', 'Cambio de balatas traseras', 24_990, 1, 'cambio-balatas'],
  ['SER-BAT', 'Instalación de batería', 4_990, 2.5, 'instalar-bateria'],
  ['SER-REF', 'Cambio de refrigerante', 14_990, 1.3, 'cambio-refrigerante'],
  ['SER-LIQ', 'Cambio de líquido de frenos', 14_990, 0.8, 'cambio-liquido'],
  ['SER-CAJ', 'Cambio de aceite de caja', 17_990, 0.8, 'cambio-caja'],
  ['SER-SCA', 'Escáner y diagnóstico', 19_990, 1.2, 'escaner'],
  ['SER-BUJ', 'Cambio de bujías', 14_990, 1.1, 'cambio-bujias'],
  ['SER-AMO', 'Cambio de amortiguador, por rueda', 17_990, 0.5, 'cambio-amortiguador'],
  ['SER-PLU', 'Instalación de plumillas', 1_990, 1, 'instalar-plumillas'],
  ['SER-INY', 'Limpieza de inyectores', 34_990, 0.6, 'limpieza-inyectores'],
] as const

export const services: Item[] = jobs.map(([sku, name, price, pull, role]) => ({
  sku,
  name,
  category: 'Mano de obra',
  kind: 'service',
  unit: 'SER',
  cost: 0,
  price,
  supplier: 0,
  pull,
  role,
}))
