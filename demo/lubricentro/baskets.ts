import type { Random } from '../random.ts'
import type { Item } from './catalogue/item.ts'

export interface BasketLine {
  item: Item
  quantity: number
}

type Shelf = { items: readonly Item[]; weights: readonly number[] }

/** What people come for. A job takes what belongs together; the counter sells one thing or two. */
type Visit = (shop: Shop, random: Random, car: string) => BasketLine[]

export interface Shop {
  ofRole: (role: string) => Shelf
  ofCar: (role: string, car: string) => Item | undefined
  goods: Shelf
}

export function openShelves(catalogue: readonly Item[], interest: ReadonlyMap<string, number>): Shop {
  const weight = (item: Item) => item.pull * (interest.get(item.sku) ?? 1)
  const shelfOf = (items: readonly Item[]): Shelf => ({ items, weights: items.map(weight) })
  const roles = new Map<string, Shelf>()
  for (const role of new Set(catalogue.map((item) => item.role)))
    roles.set(role, shelfOf(catalogue.filter((item) => item.role === role)))
  const byCar = new Map(catalogue.filter(({ fits }) => fits).map((item) => [`${item.role} ${item.fits}`, item]))
  return {
    ofRole: (role) => roles.get(role) ?? { items: [], weights: [] },
    ofCar: (role, car) => byCar.get(`${role} ${car}`),
    goods: shelfOf(catalogue.filter(({ kind }) => kind === 'good')),
  }
}

function take(random: Random, { items, weights }: Shelf, quantity = 1): BasketLine[] {
  const item = items[random.weighted(weights)]
  return item ? [{ item, quantity }] : []
}

const fitted = (shop: Shop, role: string, car: string, quantity = 1): BasketLine[] => {
  const item = shop.ofCar(role, car)
  return item ? [{ item, quantity }] : []
}

const isDiesel = (car: string) => / D( |$)|HDi/.test(car)

const oilChange: Visit = (shop, random, car) => {
  const oils = shop.ofRole('aceite')
  const isFour = (item: Item) => / (4|5) L$/.test(item.name) && item.name.includes('diésel') === isDiesel(car)
  const fours: Shelf = {
    items: oils.items,
    weights: oils.weights.map((w, at) => (isFour(oils.items[at] as Item) ? w : 0)),
  }
  return [
    ...take(random, fours),
    ...fitted(shop, 'filtro-aceite', car),
    ...(random.chance(0.32) ? fitted(shop, 'filtro-aire', car) : []),
    ...(random.chance(0.12) ? fitted(shop, 'filtro-cabina', car) : []),
    ...(random.chance(isDiesel(car) ? 0.3 : 0.06) ? fitted(shop, 'filtro-combustible', car) : []),
    ...(random.chance(0.18) ? take(random, shop.ofRole('aditivo')) : []),
    ...(random.chance(0.75) ? take(random, shop.ofRole('cambio-aceite')) : []),
  ]
}

const brakes: Visit = (shop, random, car) => [
  ...fitted(shop, 'pastillas', car),
  ...(random.chance(0.14) ? fitted(shop, 'disco', car, 2) : []),
  ...(random.chance(0.2) ? fitted(shop, 'balatas', car) : []),
  ...(random.chance(0.4) ? take(random, shop.ofRole('liquido-frenos')) : []),
  ...(random.chance(0.65) ? take(random, shop.ofRole('cambio-pastillas')) : []),
]

const battery: Visit = (shop, random) => [
  ...take(random, shop.ofRole('bateria')),
  ...(random.chance(0.6) ? take(random, shop.ofRole('instalar-bateria')) : []),
]

const bulbs: Visit = (shop, random) => take(random, shop.ofRole('ampolleta'), random.chance(0.55) ? 2 : 1)
const wipers: Visit = (shop, random) => [
  ...take(random, shop.ofRole('plumilla')),
  ...(random.chance(0.5) ? take(random, shop.ofRole('plumilla')) : []),
  ...(random.chance(0.3) ? take(random, shop.ofRole('instalar-plumillas')) : []),
]
const suspension: Visit = (shop, random, car) => [
  ...fitted(shop, 'amortiguador', car, 2),
  ...(random.chance(0.35) ? fitted(shop, 'bieleta', car, 2) : []),
  ...(random.chance(0.2) ? fitted(shop, 'rotula', car) : []),
  ...(random.chance(0.5) ? take(random, shop.ofRole('cambio-amortiguador'), 2) : []),
]
const cooling: Visit = (shop, random, car) => [
  ...take(random, shop.ofRole('refrigerante')),
  ...(random.chance(0.12) ? fitted(shop, 'bomba-agua', car) : []),
  ...(random.chance(0.14) ? fitted(shop, 'termostato', car) : []),
  ...(random.chance(0.25) ? take(random, shop.ofRole('cambio-refrigerante')) : []),
]
const timing: Visit = (shop, random, car) => [
  ...fitted(shop, 'distribucion', car),
  ...(random.chance(0.6) ? fitted(shop, 'bomba-agua', car) : []),
  ...take(random, shop.ofRole('correa')),
]
const plugs: Visit = (shop, random) => [
  ...take(random, shop.ofRole('bujia'), 4),
  ...(random.chance(0.4) ? take(random, shop.ofRole('cambio-bujias')) : []),
]
const labour: Visit = (shop, random) =>
  take(
    random,
    shop.ofRole(random.pick(['escaner', 'revision', 'limpieza-inyectores', 'cambio-liquido', 'cambio-caja'])),
  )
const counter: Visit = (shop, random) =>
  Array.from({ length: random.chance(0.3) ? 2 : 1 }).flatMap(() =>
    take(random, shop.goods, random.chance(0.12) ? 2 : 1),
  )

const visits: readonly (readonly [Visit, number])[] = [
  [oilChange, 34],
  [brakes, 8],
  [battery, 5],
  [bulbs, 7],
  [wipers, 5],
  [suspension, 2.2],
  [cooling, 5],
  [timing, 1],
  [plugs, 3],
  [labour, 3],
  [counter, 27],
]

/** What one visitor with this car takes to the counter; the same thing twice is one line. */
export function basketOf(shop: Shop, random: Random, car: string): BasketLine[] {
  const [visit] = visits[random.weighted(visits.map(([, weight]) => weight))] ?? []
  const lines = new Map<string, BasketLine>()
  for (const line of visit?.(shop, random, car) ?? []) {
    const known = lines.get(line.item.sku)
    lines.set(line.item.sku, known ? { item: line.item, quantity: known.quantity + line.quantity } : line)
  }
  return [...lines.values()]
}
