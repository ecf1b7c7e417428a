import {
  BadInput,
  basketsOfRows,
  csvCell,
  csvReader,
  frequentSets,
  keptCell,
  NumberColumn,
  RULES_MAX,
  type Rule,
  rulesOf,
} from '#learning'
import { writeResult } from '../learning/result-file.ts'
import { readPieces, runFileCommand } from '../learning/run-file-command.ts'

// `npm run -s baskets -- --in baskets.csv --out rules.csv`: what is bought with what.
const line = '--in baskets.csv [--out rules.csv] [--min-support 0.001] [--min-confidence 0.5]'
const COLUMNS = ['basket_id', 'item'] as const

await runFileCommand({
  usage: { es: `Uso: npm run -s baskets -- ${line}`, en: `Usage: npm run -s baskets -- ${line}` },
  options: ['min-support', 'min-confidence'],
  run: async (files, options) => {
    const min_support = shareOf('min-support', options['min-support'] ?? '0.001', Number.MIN_VALUE)
    const min_confidence = shareOf('min-confidence', options['min-confidence'] ?? '0.5', 0)
    const rows = { basket: new NumberColumn(), item: new NumberColumn() }
    const [baskets, items] = [new Map<string, number>(), new Map<string, number>()]
    const reader = csvReader(COLUMNS, ([basket = '', item = ''], at) => {
      if (basket.trim() === '' || item.trim() === '')
        throw emptyCell(basket.trim() === '' ? COLUMNS[0] : COLUMNS[1], at)
      rows.basket.push(numberOf(baskets, basket))
      rows.item.push(numberOf(items, item))
    })
    await readPieces(files.in, reader.push)
    reader.end()
    if (baskets.size === 0) throw new BadInput(2, { es: 'no hay ninguna canasta', en: 'there is no basket' })
    const counts = { basket_count: baskets.size, item_count: items.size }
    const held = basketsOfRows(rows.basket.numbers, rows.item.numbers, counts)
    const { sets, is_complete } = frequentSets(held, { min_support })
    const rules = rulesOf(sets, baskets.size, min_confidence)
    await writeResult(files.out, async (result) => {
      for (const line of lines(rules, [...items.keys()])) await result.line(line)
    })
    const [es, en] =
      is_complete && rules.length < RULES_MAX
        ? ['', '']
        : ['; cortado: sube --min-support', '; cut off: raise --min-support']
    return {
      es: `${baskets.size} canastas, ${items.size} artículos, ${sets.length} conjuntos frecuentes, ${rules.length} reglas${es}`,
      en: `${baskets.size} baskets, ${items.size} items, ${sets.length} frequent sets, ${rules.length} rules${en}`,
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

/** Names are numbered in the order in which they are met. */
function numberOf(names: Map<string, number>, name: string): number {
  const number = names.get(name) ?? names.size
  if (number === names.size) names.set(keptCell(name), number)
  return number
}

function shareOf(name: string, text: string, least: number): number {
  const share = /^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN
  if (share >= least && share <= 1) return share
  const [es, en] = least > 0 ? ['mayor que 0 y hasta 1', 'above 0 and up to 1'] : ['de 0 a 1', 'from 0 to 1']
  throw new BadInput(null, {
    es: `--${name} es una parte ${es}, por ejemplo 0.05: «${text}»`,
    en: `--${name} is a share ${en}, for example 0.05: "${text}"`,
  })
}

function emptyCell(column: string, at: number): BadInput {
  return new BadInput(at, { es: `falta «${column}»`, en: `"${column}" is empty` })
}
