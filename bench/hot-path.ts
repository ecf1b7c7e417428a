/**
 * What a request costs beside its rows: `npm run bench -- hot-path`. A counter sale, and an order confirmed and paid, over
 * HTTP with sign-in, permission, idempotency, facts and audit on, divided by the bare SQL function of the same rows.
 */
import { confirmAndPay, sale } from './kit/acts.ts'
import { type Duel, duel, layRawGround, tableOfDuels } from './kit/duel.ts'
import { openGround, serveGround, stockProducts } from './kit/ground.ts'
import { duelOptions, option } from './kit/options.ts'
import { pgbench } from './kit/pgbench.ts'
import { report } from './kit/report.ts'

const PRODUCTS = 10_000

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, Number(option('products', String(PRODUCTS))))
  await layRawGround(ground, product_ids)
  const served = await serveGround(ground)
  const acts = [
    confirmAndPay(ground, product_ids.length, 'confirm + pay, one request, 10,000 products', 1),
    confirmAndPay(ground, 3, 'confirm + pay, one request, 3 hot products', 1),
    confirmAndPay(ground, product_ids.length, 'confirm + pay, two requests, 10,000 products'),
    confirmAndPay(ground, 3, 'confirm + pay, two requests, 3 hot products'),
    sale(ground, product_ids, 'counter sale, 10,000 products, gap-free number'),
    sale(ground, product_ids.slice(0, 3), 'counter sale, 3 hot products, gap-free number'),
  ]
  const only = option('only', '')
  const duels: Duel[] = []
  for (const act of acts.filter(({ name }) => name.includes(only))) {
    duels.push(...(await duel(ground, served, act, duelOptions())))
  }
  await served.stop()
  report({
    name: 'hot-path',
    title: 'The hot path against the bare SQL function',
    how: `Three lines an order. Raw: one call of the function in bench/sql/raw.sql, ${pgbench ? 'driven by pgbench -M prepared' : 'driven from Node, because pgbench is not here'}; same server, tables, constraints and durability, measured in turn with HTTP, after 25 seconds of use of each act. Server, database and load share the machine. Confirm and pay are one request or two; the bare function does both in one commit.`,
    body: tableOfDuels(duels),
    figures: duels,
  })
} finally {
  await ground.close()
}
