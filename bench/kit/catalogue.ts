/** 100,000 believable products of shops that sell oil, parts, tools, phones and gifts; the same ones for the same seed. */
import { newId } from '../../platform/ids.ts'

const things: readonly [name: string, weight: number, specs: readonly string[]][] = [
  ['Aceite de motor', 30, ['5W-30', '10W-40', '15W-40', '20W-50', '0W-20']],
  ['Filtro de aceite', 18, ['Corolla', 'Yaris', 'Hilux', 'Accent', 'Morning', 'Swift', 'Tiida', 'D-Max']],
  ['Filtro de aire', 15, ['Corolla', 'Yaris', 'Hilux', 'Accent', 'Morning', 'Swift', 'Tiida', 'D-Max']],
  ['Pastilla de freno', 12, ['delantera', 'trasera', 'cerámica', 'metálica']],
  ['Bujía', 10, ['iridio', 'platino', 'cobre', 'níquel']],
  ['Batería', 6, ['45 Ah', '55 Ah', '70 Ah', '90 Ah']],
  ['Ampolleta', 6, ['H1', 'H4', 'H7', 'H11', 'LED']],
  ['Correa de distribución', 5, ['107 dientes', '121 dientes', '129 dientes']],
  ['Líquido refrigerante', 5, ['verde', 'rojo', 'concentrado']],
  ['Plumilla limpiaparabrisas', 4, ['14"', '18"', '22"', '24"']],
  ['Llave combinada', 4, ['8 mm', '10 mm', '13 mm', '17 mm', '19 mm']],
  ['Pantalla', 4, ['iPhone 11', 'iPhone 12', 'Galaxy A52', 'Moto G9', 'Redmi Note 10']],
  ['Cable USB', 3, ['tipo C', 'Lightning', 'micro']],
  ['Taza de cerámica', 2, ['azul', 'blanca', 'con corazón']],
  ['Vela aromática', 2, ['vainilla', 'lavanda', 'canela']],
  ['Ñandú de peluche', 1, ['chico', 'grande']],
]
const brands = [
  'Shell',
  'Mobil',
  'Castrol',
  'Total',
  'Bosch',
  'NGK',
  'Mann',
  'Mahle',
  'Brembo',
  'Denso',
  'Valeo',
  'Gates',
  'Osram',
  'Philips',
  'Stanley',
  'Bahco',
  'Samsung',
  'Anker',
  'Hernández',
  'Ipiranga',
  'Wega',
  'Fram',
  'Hella',
  'SKF',
]
const lines = [
  'Ultra',
  'Plus',
  'Premium',
  'Eco',
  'Sport',
  'Pro',
  'Clásico',
  'Magnatec',
  'Helix',
  'Súper',
  'Max',
  'Titanium',
]
const sizes = ['1 L', '4 L', '5 L', '20 L', '208 L', 'x1', 'x2', 'x4', 'x10', 'caja', 'par', 'kit']

export interface BenchProduct {
  id: string
  sku: string
  name: string
  price_minor: number
}

/** A small generator with a seed (mulberry32): runs can be compared. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Common things are common: the one whose share of all weights this point falls into. */
function thingAt(point: number): (typeof things)[number] {
  let left = point
  for (const thing of things) {
    left -= thing[1]
    if (left < 0) return thing
  }
  return things[0] as (typeof things)[number]
}

export function* benchProducts(count: number, seed = 7): Generator<BenchProduct> {
  const random = randomFrom(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const weights = things.reduce((sum, [, weight]) => sum + weight, 0)
  for (let at = 0; at < count; at += 1) {
    const [thing, , specs] = thingAt(random() * weights)
    const brand = one(brands)
    const reference = `${one('ABCDEFGHJKLMNP'.split(''))}${one('RSTUVWXYZ'.split(''))}${1000 + Math.floor(random() * 9000)}`
    yield {
      id: newId(),
      sku: `${brand.slice(0, 3).toUpperCase()}-${reference}-${at.toString(36).toUpperCase()}`,
      name: `${thing} ${brand} ${one(lines)} ${one(specs)} ${one(sizes)} ${reference}`,
      price_minor: 500 + Math.floor(random() * 200) * 490,
    }
  }
}
