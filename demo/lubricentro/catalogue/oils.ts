import { codeOf, type Item, shelfPrice } from './item.ts'

/** Brand, line, grade, base, net cost of a litre, popularity; then the sizes it is sold in. */
const motor = [
  ['Shell', 'Helix HX3', '20W-50', 'mineral', 2_650, 7, [1, 4, 20]],
  ['Shell', 'Helix HX5', '15W-40', 'mineral', 2_900, 6, [1, 4, 20]],
  ['Shell', 'Helix HX7', '10W-40', 'semisintético', 3_700, 10, [1, 4, 20]],
  ['Shell', 'Helix HX8', '5W-30', 'sintético', 4_900, 9, [1, 4]],
  ['Shell', 'Helix Ultra', '5W-40', 'sintético', 6_100, 4, [1, 4]],
  ['Shell', 'Rimula R4 X', '15W-40', 'diésel', 3_100, 5, [4, 20, 208]],
  ['Castrol', 'GTX', '20W-50', 'mineral', 2_700, 6, [1, 4]],
  ['Castrol', 'GTX', '15W-40', 'mineral', 2_950, 4, [1, 4]],
  ['Castrol', 'Magnatec', '10W-40', 'semisintético', 3_950, 8, [1, 4]],
  ['Castrol', 'Magnatec', '5W-30', 'sintético', 5_300, 6, [1, 4]],
  ['Castrol', 'Edge', '5W-40', 'sintético', 6_600, 3, [1, 4]],
  ['Castrol', 'CRB Turbomax', '15W-40', 'diésel', 3_050, 3, [4, 20]],
  ['Mobil', 'Super 1000', '20W-50', 'mineral', 2_550, 6, [1, 4]],
  ['Mobil', 'Super 2000', '10W-40', 'semisintético', 3_600, 8, [1, 4]],
  ['Mobil', 'Super 3000', '5W-40', 'sintético', 5_400, 4, [1, 4]],
  ['Mobil', '1 ESP', '5W-30', 'sintético', 7_200, 2, [1, 4]],
  ['Mobil', 'Delvac MX', '15W-40', 'diésel', 3_000, 5, [4, 20, 208]],
  ['Liqui Moly', 'Molygen', '5W-30', 'sintético', 7_900, 2, [1, 5]],
  ['Liqui Moly', 'Leichtlauf', '10W-40', 'semisintético', 5_600, 2, [1, 5]],
  ['Total', 'Quartz 5000', '20W-50', 'mineral', 2_450, 4, [1, 4]],
  ['Total', 'Quartz 7000', '10W-40', 'semisintético', 3_500, 5, [1, 4]],
  ['Total', 'Quartz 9000', '5W-40', 'sintético', 5_200, 3, [1, 4]],
  ['Total', 'Quartz Ineo MC3', '5W-30', 'sintético', 5_900, 2, [1, 5]],
] as const

const gear = [
  ['Shell', 'Spirax S2 A', '80W-90', 'caja y diferencial', 3_300, 3, [1, 20]],
  ['Mobil', 'Mobilube HD', '80W-90', 'caja y diferencial', 3_250, 3, [1, 20]],
  ['Castrol', 'Syntrax', '75W-90', 'caja sintético', 6_400, 2, [1]],
  ['Liqui Moly', 'GL4+', '75W-90', 'caja sintético', 7_300, 1, [1]],
  ['Shell', 'Spirax S4', 'ATF Dexron III', 'caja automática', 3_900, 3, [1]],
  ['Castrol', 'Transmax', 'ATF Dexron VI', 'caja automática', 5_100, 2, [1]],
  ['Mobil', 'ATF 220', 'Dexron II', 'dirección hidráulica', 3_400, 3, [1]],
  ['Castrol', 'Power 1 2T', 'API TC', 'dos tiempos', 3_600, 2, [1]],
  ['Shell', 'Advance 4T', '10W-40', 'moto', 4_200, 3, [1]],
  ['Castrol', 'Actevo 4T', '20W-50', 'moto', 3_900, 2, [1]],
] as const

/** A drum costs less by the litre, and is bought by fewer. */
const bulk: Record<number, readonly [cost: number, pull: number, unit: string]> = {
  1: [1, 0.9, 'UN'],
  4: [0.94, 1, 'UN'],
  5: [0.94, 0.8, 'UN'],
  20: [0.86, 0.12, 'BAL'],
  208: [0.8, 0.015, 'TAM'],
}

type Line = readonly [string, string, string, string, number, number, readonly number[]]

function bottles([brand, line, grade, base, litre, popularity, sizes]: Line, category: string, role: string): Item[] {
  return sizes.map((size) => {
    const [cheaper = 1, pull = 1, unit = 'UN'] = bulk[size] ?? []
    const cost = Math.round(litre * size * cheaper)
    const code = codeOf(line).slice(0, 4)
    return {
      sku: `ACE-${codeOf(brand).slice(0, 3)}${code}-${grade.replace(/[^0-9A-Z]/g, '').slice(0, 6)}-${size}`,
      name: `Aceite ${brand} ${line} ${grade} ${base} ${size} L`,
      category,
      kind: 'good',
      unit,
      cost,
      price: shelfPrice(cost, size >= 20 ? 1.18 : 1.36),
      supplier: brand === 'Liqui Moly' ? 7 : 0,
      pull: popularity * pull * 2.2,
      role,
    }
  })
}

export const oils: Item[] = [
  ...motor.flatMap((line) => bottles(line, 'Aceites de motor', 'aceite')),
  ...gear.flatMap((line) => bottles(line, 'Aceites de caja y otros', 'aceite-caja')),
]
