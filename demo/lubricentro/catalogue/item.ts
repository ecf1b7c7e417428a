/** What the shop sells, before it has ids: names as they stand on the shelf, costs as the supplier charges today. */
export interface Item {
  sku: string
  name: string
  category: string
  kind: 'good' | 'service'
  unit: string
  /** Net cost and price with IVA, in pesos, at the beginning of the story. */
  cost: number
  price: number
  supplier: number
  /** How much it is asked for beside the others. */
  pull: number
  /** What it belongs to, so that a job takes the right things: `aceite`, `filtro-aceite` ... */
  role: string
  /** The car it fits, when it fits one. */
  fits?: string
}

/** A price as shops write it: with IVA, ending in 90. */
export function shelfPrice(cost: number, markup: number): number {
  const gross = cost * markup * 1.19
  const step = gross < 3_000 ? 100 : gross < 20_000 ? 500 : 1_000
  return Math.max(290, Math.round(gross / step) * step - 10)
}

/** Upper case, without accents, for codes: "Frenos" → "FRE". */
export const codeOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()

/** Cars that one sees in the street, with how many there are of each. */
export const CARS = [
  ['Toyota Yaris 2006–2013', 9],
  ['Toyota Corolla 2009–2014', 8],
  ['Toyota Hilux 2.5 D 2006–2015', 9],
  ['Nissan V16 1.6', 6],
  ['Nissan NP300 2.5 D', 7],
  ['Nissan Versa 2012–2019', 6],
  ['Nissan Qashqai 2.0', 3],
  ['Kia Morning 2011–2017', 9],
  ['Kia Rio 4 1.4', 8],
  ['Kia Sportage 2.0', 5],
  ['Kia Frontier 2.5 D', 4],
  ['Hyundai Accent RB 1.4', 9],
  ['Hyundai Tucson 2.0', 5],
  ['Hyundai Porter 2.5 D', 4],
  ['Chevrolet Sail 1.4', 9],
  ['Chevrolet Spark GT 1.2', 7],
  ['Chevrolet D-Max 2.5 D', 4],
  ['Chevrolet Corsa 1.6', 4],
  ['Suzuki Swift 1.2', 7],
  ['Suzuki Alto 0.8', 5],
  ['Suzuki Vitara 1.6', 4],
  ['Mazda 3 1.6', 4],
  ['Mazda BT-50 2.2 D', 3],
  ['Ford Ranger 2.2 D', 4],
  ['Mitsubishi L200 2.5 D', 8],
  ['Peugeot Partner 1.6 HDi', 5],
  ['Citroën Berlingo 1.6 HDi', 4],
  ['Volkswagen Gol 1.6', 4],
  ['Renault Symbol 1.6', 3],
  ['Great Wall Wingle 2.0 D', 2],
] as const satisfies readonly (readonly [string, number])[]
