/**
 * Whether work costs the same in a shop with a past: `npm run bench -- growth`. The counter sale, and confirm and pay, with
 * their bare functions at 16 clients, with 10⁴, 10⁵ and 10⁶ counter sales of three lines already there.
 * `--sizes 10000,100000` for a quick look.
 */
import { confirmAndPay, sale } from './kit/acts.ts'
import { type Duel, duel, layRawGround, tableOfDuels } from './kit/duel.ts'
import { median, table } from './kit/figures.ts'
import { openGround, serveGround, sqlFile, stockProducts } from './kit/ground.ts'
import { duelOptions, option } from './kit/options.ts'
import { report } from './kit/report.ts'

const PRODUCTS = 10_000
const CLIENTS = 16
/** So many sales are laid down in one transaction. */
const PART = 50_000

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, Number(option('products', String(PRODUCTS))))
  await layRawGround(ground, product_ids)
  await ground.sql(sqlFile('past.sql'))
  const served = await serveGround(ground)
  const sizes = option('sizes', '10000,100000,1000000').split(',').map(Number)
  const duels: Duel[][] = []
  const laid: string[] = []
  let there = 0
  for (const size of sizes) {
    const began = performance.now()
    for (; there < size; there += Math.min(PART, size - there))
      await ground.sql('select bench.make_past($1, $2)', [Math.min(PART, size - there), product_ids.length])
    await ground.sql('vacuum analyze')
    laid.push(`${size.toLocaleString('en')} there after ${((performance.now() - began) / 1000).toFixed(0)} s more`)
    console.log(laid.at(-1))
    const after = `after ${size.toLocaleString('en')} orders`
    const options = { ...duelOptions(), clients: [CLIENTS] }
    duels.push([
      ...(await duel(ground, served, sale(ground, product_ids, `counter sale ${after}`), options)),
      ...(await duel(ground, served, confirmAndPay(ground, product_ids.length, `confirm + pay ${after}`), options)),
    ])
    // After each size, because the largest takes long: whoever stops it keeps what was measured.
    tell(sizes.slice(0, duels.length), duels, laid)
  }
  await served.stop()
} finally {
  await ground.close()
}

function tell(sizes: readonly number[], duels: readonly Duel[][], laid: readonly string[]): void {
  const growth = table(['', ...sizes.map((size) => size.toLocaleString('en'))], growthOf(duels))
  report({
    name: 'growth',
    title: 'Work in a shop with a past',
    how: `The past is laid in bulk with all constraints (${laid.join(', ')}); facts and audit entries are only those of the measured work. Then as in hot-path, both acts at ${CLIENTS} clients.`,
    body: `${tableOfDuels(duels.flat())}\n\n${growth}`,
    figures: duels.flat(),
  })
}

/** Each figure after each size as a share of the first size's: a machine that slows down slows the bare function too. */
function growthOf(bySize: readonly Duel[][]): string[][] {
  const acts = ['counter sale', 'confirm + pay']
  const rate = (one: Duel | undefined, side: 'http' | 'raw') => median((one?.[side] ?? []).map((round) => round.rate))
  const cpu = (one: Duel | undefined) =>
    median((one?.http ?? []).map(({ postgres_us, node_us }) => postgres_us + node_us))
  const share = (of: (one: Duel | undefined) => number, at: number) =>
    bySize.map((sized) => (of(sized[at]) / of(bySize[0]?.[at])).toFixed(2))
  return acts.flatMap((act, at) => [
    [`${act}: rate ÷ that of the first size`, ...share((one) => rate(one, 'http'), at)],
    [`${act}: CPU ÷ that of the first size`, ...share(cpu, at)],
    [`${act}: bare function's rate ÷ that of the first size`, ...share((one) => rate(one, 'raw'), at)],
  ])
}
