/**
 * Whether a sale costs the same in a shop with a past: `npm run bench -- growth`. The counter sale and its bare function at
 * 16 clients, with 10⁴, 10⁵ and 10⁶ orders of three lines already there. `--sizes 10000,100000` for a quick look.
 */
import { sale } from './kit/acts.ts'
import { type Duel, duel, layRawGround, rowOf, tableOfDuels } from './kit/duel.ts'
import { median, table } from './kit/figures.ts'
import { openGround, serveGround, stockProducts } from './kit/ground.ts'
import { duelOptions, option } from './kit/options.ts'
import { report } from './kit/report.ts'

const PRODUCTS = 10_000
const CLIENTS = 16
const PART = 50_000

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, Number(option('products', String(PRODUCTS))))
  await layRawGround(ground, product_ids)
  const served = await serveGround(ground)
  const duels: Duel[] = []
  let there = 0
  for (const size of option('sizes', '10000,100000,1000000').split(',').map(Number)) {
    for (; there < size; there += PART) {
      await ground.sql('select bench.make_drafts($1, $2)', [Math.min(PART, size - there), product_ids.length])
    }
    there = size
    await ground.sql('vacuum analyze')
    const act = sale(ground, product_ids, `counter sale after ${size.toLocaleString('en')} orders`)
    duels.push(...(await duel(ground, served, act, { ...duelOptions(), clients: [CLIENTS] })))
  }
  await served.stop()
  const rate = ({ http }: Duel) => median(http.map((one) => one.rate))
  const [first] = duels
  const growth = duels.map((one) => [rowOf(one)[0] ?? '', (rate(one) / (first ? rate(first) : Number.NaN)).toFixed(2)])
  report({
    name: 'growth',
    title: 'A sale in a shop with a past',
    how: 'The orders that are there are drafts of three lines with their balances, written in bulk. Then as in hot-path.',
    body: `${tableOfDuels(duels)}\n\n${table(['', 'rate ÷ that of the first row'], growth)}`,
    figures: duels,
  })
} finally {
  await ground.close()
}
