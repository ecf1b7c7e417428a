import { BadInput, basketsOf, csvCell, csvReader, frequentSets, RULES_MAX, type Rule, rulesOf } from '#learning'
import { readPieces, runFileCommand, writeLines } from '../learning/run-file-command.ts'

// `npm run -s baskets -- --in baskets.csv --out rules.csv`: what is bought with what.
const line = '--in baskets.csv --out rules.csv [--min-support 0.001] [--min-confidence 0.5]'
const COLUMNS = ['basket_id', 'item'] as const

await runFileCommand({
  usage: { es: `Uso: npm run -s baskets -- ${line}`, en: `Usage: npm run -s baskets -- ${line}` },
  options: ['min-support', 'min-confidence'],
  run: async (files, options) => {
    const min_support = shareOf('min-support', options['min-support'] ?? '0.001')
    const min_confidence = shareOf('min-confidence', options['min-confidence'] ?? '0.5')
    const numbers = new Map<string, number>()
    const baskets = new Map<string, number[]>()
    const reader = csvReader(COLUMNS, ([basket = '', item = ''], at) => {
      if (basket.trim() === '' || item.trim() === '')
        throw emptyCell(basket.trim() === '' ? COLUMNS[0] : COLUMNS[1], at)
      const number = numbers.get(item) ?? numbers.size
      numbers.set(item, number)
      const own = baskets.get(basket)
      if (own) own.push(number)
      else baskets.set(basket, [number])
    })
    await readPieces(files.in, reader.push)
    reader.end()
    if (baskets.size === 0) throw new BadInput(2, { es: 'no hay ninguna canasta', en: 'there is no basket' })
    const { sets, is_complete } = frequentSets(basketsOf([...baskets.values()], numbers.size), { min_support })
    const rules = rulesOf(sets, baskets.size, min_confidence)
    await writeLines(files.out, lines(rules, [...numbers.keys()]))
    const [es, en] =
      is_complete && rules.length < RULES_MAX
        ? ['', '']
        : ['; cortado: sube --min-support', '; cut off: raise --min-support']
    return {
      es: `${baskets.size} canastas, ${numbers.size} artículos, ${sets.length} conjuntos frecuentes, ${rules.length} reglas${es}`,
      en: `${baskets.size} baskets, ${numbers.size} items, ${sets.length} frequent sets, ${rules.length} rules${en}`,
    }
  },
})

/** Items of one side stand in one cell, with a bar between them. */
function* lines(rules: readonly Rule[], names: readonly string[]) {
  const cell = (items: readonly number[]) => csvCell(items.map((item) => names[item] ?? '').join(' | '))
  yield 'antecedent,consequent,support,confidence,lift'
  for (const { antecedent, consequent, support, confidence, lift } of rules) {
    yield [cell(antecedent), cell(consequent), ...[support, confidence, lift].map(numberText)].join(',')
  }
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(10)))
}

function shareOf(name: string, text: string): number {
  const share = Number(text)
  if (text.trim() !== '' && share > 0 && share <= 1) return share
  throw new BadInput(null, {
    es: `--${name} es una parte mayor que 0 y hasta 1, por ejemplo 0.05: «${text}»`,
    en: `--${name} is a share above 0 and up to 1, for example 0.05: "${text}"`,
  })
}

function emptyCell(column: string, at: number): BadInput {
  return new BadInput(at, { es: `falta «${column}»`, en: `"${column}" is empty` })
}
