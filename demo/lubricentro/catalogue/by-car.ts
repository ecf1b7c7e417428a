import { CARS, codeOf, type Item, shelfPrice } from './item.ts'

interface Part {
  prefix: string
  name: string
  category: string
  role: string
  supplier: number
  brands: readonly string[]
  /** Net cost for the smallest car; the dearest pays `spread` times as much. */
  cost: number
  spread: number
  markup: number
  pull: number
  unit?: string
  /** How many of the cars, from the commonest down, it is kept for. */
  cars: number
}

const parts: readonly Part[] = [
  {
    prefix: 'FAC',
    name: 'Filtro de aceite',
    category: 'Filtros',
    role: 'filtro-aceite',
    supplier: 1,
    brands: ['Mann', 'Bosch', 'Fram'],
    cost: 2_300,
    spread: 2.4,
    markup: 1.75,
    pull: 3.4,
    cars: 30,
  },
  {
    prefix: 'FAI',
    name: 'Filtro de aire',
    category: 'Filtros',
    role: 'filtro-aire',
    supplier: 1,
    brands: ['Mann', 'Bosch', 'Fram'],
    cost: 4_300,
    spread: 2.2,
    markup: 1.65,
    pull: 1.5,
    cars: 30,
  },
  {
    prefix: 'FCA',
    name: 'Filtro de cabina',
    category: 'Filtros',
    role: 'filtro-cabina',
    supplier: 1,
    brands: ['Bosch', 'Mann'],
    cost: 4_000,
    spread: 2,
    markup: 1.7,
    pull: 0.7,
    cars: 24,
  },
  {
    prefix: 'FCO',
    name: 'Filtro de combustible',
    category: 'Filtros',
    role: 'filtro-combustible',
    supplier: 1,
    brands: ['Bosch', 'Fram'],
    cost: 4_800,
    spread: 3,
    markup: 1.6,
    pull: 0.6,
    cars: 24,
  },
  {
    prefix: 'PAD',
    name: 'Pastillas de freno delanteras',
    category: 'Frenos',
    role: 'pastillas',
    supplier: 2,
    brands: ['Bosch', 'TRW', 'Frasle'],
    cost: 9_800,
    spread: 2,
    markup: 1.55,
    pull: 1.2,
    unit: 'JGO',
    cars: 28,
  },
  {
    prefix: 'BAL',
    name: 'Balatas traseras',
    category: 'Frenos',
    role: 'balatas',
    supplier: 2,
    brands: ['Frasle', 'TRW'],
    cost: 10_500,
    spread: 1.7,
    markup: 1.5,
    pull: 0.4,
    unit: 'JGO',
    cars: 16,
  },
  {
    prefix: 'DIS',
    name: 'Disco de freno delantero',
    category: 'Frenos',
    role: 'disco',
    supplier: 2,
    brands: ['TRW', 'Bosch'],
    cost: 16_500,
    spread: 2,
    markup: 1.45,
    pull: 0.25,
    cars: 14,
  },
  {
    prefix: 'AMD',
    name: 'Amortiguador delantero',
    category: 'Suspensión y dirección',
    role: 'amortiguador',
    supplier: 6,
    brands: ['Monroe', 'KYB'],
    cost: 22_000,
    spread: 1.9,
    markup: 1.42,
    pull: 0.28,
    cars: 16,
  },
  {
    prefix: 'AMT',
    name: 'Amortiguador trasero',
    category: 'Suspensión y dirección',
    role: 'amortiguador',
    supplier: 6,
    brands: ['Monroe', 'KYB'],
    cost: 18_500,
    spread: 1.8,
    markup: 1.42,
    pull: 0.2,
    cars: 14,
  },
  {
    prefix: 'ROT',
    name: 'Rótula inferior',
    category: 'Suspensión y dirección',
    role: 'rotula',
    supplier: 6,
    brands: ['CTR', '555'],
    cost: 6_800,
    spread: 1.8,
    markup: 1.6,
    pull: 0.22,
    cars: 10,
  },
  {
    prefix: 'BIE',
    name: 'Bieleta de barra estabilizadora',
    category: 'Suspensión y dirección',
    role: 'bieleta',
    supplier: 6,
    brands: ['CTR', 'Mando'],
    cost: 4_900,
    spread: 1.7,
    markup: 1.7,
    pull: 0.25,
    cars: 10,
  },
  {
    prefix: 'KDI',
    name: 'Kit de distribución',
    category: 'Correas y transmisión',
    role: 'distribucion',
    supplier: 3,
    brands: ['Gates', 'Contitech'],
    cost: 31_000,
    spread: 2.1,
    markup: 1.38,
    pull: 0.16,
    unit: 'KIT',
    cars: 12,
  },
  {
    prefix: 'TER',
    name: 'Termostato',
    category: 'Refrigeración',
    role: 'termostato',
    supplier: 5,
    brands: ['Wahler', 'Kuji'],
    cost: 5_200,
    spread: 1.8,
    markup: 1.65,
    pull: 0.14,
    cars: 8,
  },
  {
    prefix: 'BAG',
    name: 'Bomba de agua',
    category: 'Refrigeración',
    role: 'bomba-agua',
    supplier: 5,
    brands: ['GMB', 'Dolz'],
    cost: 17_500,
    spread: 1.9,
    markup: 1.45,
    pull: 0.14,
    cars: 10,
  },
]

function forCar(part: Part, car: string, many: number, at: number): Item {
  const brand = part.brands[at % part.brands.length] ?? ''
  // Vans and pick-ups take larger parts than small cars do.
  const size = / D( |$)|HDi|Hilux|L200|Ranger/.test(car) ? 1 : ((at * 7) % 10) / 12
  const cost = Math.round((part.cost * (1 + (part.spread - 1) * size)) / 10) * 10
  const [make = '', model = ''] = car.split(' ')
  return {
    sku: `${part.prefix}-${codeOf(make).slice(0, 3)}-${codeOf(model).slice(0, 4)}${String(((at * 37) % 90) + 10)}`,
    name: `${part.name} ${brand} ${car}`,
    category: part.category,
    kind: 'good',
    unit: part.unit ?? 'UN',
    cost,
    price: shelfPrice(cost, part.markup),
    supplier: part.supplier,
    pull: part.pull * many * 0.32,
    role: part.role,
    fits: car,
  }
}

export const partsByCar: Item[] = parts.flatMap((part) => {
  const common = [...CARS].sort((a, b) => b[1] - a[1]).slice(0, part.cars)
  return common.map(([car, many], at) => forCar(part, car, many, at))
})
