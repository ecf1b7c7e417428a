/**
 * Goods through the door and what they are worth: `npm run bench -- purchasing`. A purchase order of 500 lines is received
 * whole, once at the prices it was ordered at and once with every price changed; then 100,000 products are valued from the
 * ledger as any past day is: every movement up to its end is summed. Here most products have one movement. `--products 20000` for a quick look.
 */
import { createParty } from '../business/contacts/contacts.ts'
import { attachProduct, receiveGoods, sendPurchase, writePurchase } from '../business/purchasing/purchasing.ts'
import { stockValuation } from '../business/stock/queries/valuation.ts'
import { median, medianAndRange, table } from './kit/figures.ts'
import { type Ground, openGround, stockProducts } from './kit/ground.ts'
import { option } from './kit/options.ts'
import { report } from './kit/report.ts'

const LINES = 500
const ROUNDS = 5
const AIM_MS = { receive: 1_000, value: 2_000 }

const ground = await openGround()
try {
  const count = Number(option('products', '100000'))
  const product_ids = await stockProducts(ground, count)
  const supplier_id = await supplierOf(ground, product_ids.slice(0, LINES))
  const receipts = await receive(supplier_id, product_ids.slice(0, LINES))
  await ground.sql('vacuum analyze')
  const valued = await value()
  report({
    name: 'purchasing',
    title: 'Receiving 500 lines, and what 100,000 products are worth',
    how:
      'One process, one connection pool, no HTTP: the command that a request runs, from its first statement to its ' +
      `commit. ${ROUNDS} rounds each; median and range in milliseconds.`,
    body: table(
      ['', 'ms', 'aim'],
      [
        ['receive 500 lines as ordered', medianAndRange(receipts.same, 0), `≤ ${AIM_MS.receive}`],
        ['receive 500 lines, each at a new price', medianAndRange(receipts.dearer, 0), `≤ ${AIM_MS.receive}`],
        [
          `value ${count.toLocaleString('en')} products by their movements`,
          medianAndRange(valued, 0),
          `≤ ${AIM_MS.value}`,
        ],
      ],
    ),
    figures: { lines: LINES, products: count, receipts, valued, median_value_ms: median(valued) },
  })
} finally {
  await ground.close()
}

async function supplierOf({ ctx }: Ground, ids: readonly string[]): Promise<string> {
  const supplier = await createParty(ctx, { name: 'Proveedor de pruebas', kind: 'company', is_supplier: true })
  for (const product_id of ids) {
    await attachProduct(ctx, supplier.id, { product_id, pack_size: 1, pack_cost_minor: 600, minimum_quantity: 0 })
  }
  return supplier.id
}

async function receive(supplier_id: string, ids: readonly string[]) {
  const { ctx, warehouse_id } = ground
  const taken = { same: [] as number[], dearer: [] as number[] }
  let pack_cost_minor = 600
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    const isDearer = round % 2 === 1
    const lines = ids.map((product_id) => ({ product_id, quantity: 2 }))
    const id = await writePurchase(ctx, { supplier_id, warehouse_id, lines })
    await sendPurchase(ctx, id, { without_mail: true, below_minimum: true })
    if (isDearer) pack_cost_minor += 10
    const came = lines.map((line) => ({
      ...line,
      damaged_quantity: 0,
      lots: [],
      ...(isDearer ? { pack_cost_minor } : {}),
    }))
    const begun = performance.now()
    await receiveGoods(ctx, {
      purchase_order_id: id,
      lines: came,
      accept_over: false,
      accept_unordered: false,
      accept_expired: false,
      close_order: false,
    })
    taken[isDearer ? 'dearer' : 'same'].push(performance.now() - begun)
  }
  return taken
}

/** The first page of the screen with its totals: every movement up to that day is summed. */
async function value(): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now()
    await stockValuation(ground.ctx, { limit: 50 })
    taken.push(performance.now() - begun)
  }
  return taken
}
