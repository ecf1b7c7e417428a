/**
 * How long the list for one walk takes: `npm run bench -- pick-list`. 200 orders of three lines over 500 products, all in
 * bins, every fifth product kept by lot. Promised: 300 ms. The time of the process that answers and of the whole.
 */

import { createParty } from '../business/contacts/contacts.ts'
import { createFulfilment } from '../business/fulfilment/fulfilment.ts'
import { pickListOf } from '../business/fulfilment/queries-picking.ts'
import { newId } from '../platform/ids.ts'
import { median, medianAndRange, table } from './kit/figures.ts'
import { openGround, stockProducts } from './kit/ground.ts'
import { report } from './kit/report.ts'

const ORDERS = 200
const PRODUCTS = 500
const LINES = 3
const ROUNDS = 31
const PROMISED_MS = 300

const ground = await openGround()
try {
  const { ctx, warehouse_id, store_id } = ground
  const products = await stockProducts(ground, PRODUCTS)
  await shelve(products)
  const customer = await createParty(ctx, { name: 'Taller Los Andes', is_customer: true })
  for (let order = 0; order < ORDERS; order += 1) {
    const items = Array.from({ length: LINES }, (_, line) => ({
      product_id: products[(order * 7 + line * 131) % PRODUCTS] ?? '',
      quantity: 1 + (order % 4),
    }))
    await createFulfilment(ctx, { customer_id: customer.id, store_id, warehouse_id, items })
  }
  await ground.sql('vacuum analyze')
  const [whole, own]: [number[], number[]] = [[], []]
  let stops = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage()
    const started = performance.now()
    const list = await pickListOf(ctx, { warehouse_id })
    whole.push(performance.now() - started)
    const { user, system } = process.cpuUsage(before)
    own.push((user + system) / 1000)
    stops = list.stops.length
  }
  const kept = median(whole) <= PROMISED_MS ? 'kept' : 'not kept on this machine'
  report({
    name: 'pick-list',
    title: `The list of a walk through ${ORDERS} orders`,
    how: `${ORDERS} orders of ${LINES} lines over ${PRODUCTS} products with bins, every fifth by lot: ${stops} stops. ${ROUNDS} rounds in this process over PostgreSQL; median and range.`,
    body: `${table(
      ['', 'ms'],
      [
        ['whole answer', medianAndRange(whole, 1)],
        ['of it in this process', medianAndRange(own, 1)],
      ],
    )}\n\nPromised: ${PROMISED_MS} ms, ${kept}.`,
    figures: { whole, own, stops },
  })
} finally {
  await ground.close()
}

/** A place for each product, and lots for every fifth, written in bulk. */
async function shelve(products: readonly string[]): Promise<void> {
  await ground.sql(
    `with made as (
      insert into stock.bin (id, warehouse_id, code, walk_order, created_at)
      select gen_random_uuid(), $1, 'B-' || lpad(n::text, 4, '0'), n, now() from generate_series(1, $2::int) n
      returning id, walk_order)
    insert into stock.bin_product (bin_id, product_id, warehouse_id, position)
    select made.id, p.id, $1, 0
    from unnest($3::uuid[]) with ordinality as p (id, n) join made on made.walk_order = $2::int + 1 - p.n`,
    [ground.warehouse_id, products.length, products],
  )
  for (const product_id of products.filter((_, at) => at % 5 === 0)) {
    const lot = newId()
    await ground.sql(`insert into stock.lot_product values ($1, 30, now(), 'bench')`, [product_id])
    await ground.sql(
      `insert into stock.lot (id, product_id, code, expires_on, created_at) values ($1, $2, 'L-1', '2031-01-01', now())`,
      [lot, product_id],
    )
    await ground.sql('insert into stock.lot_level values ($1, $2, $3, 1000)', [lot, ground.warehouse_id, product_id])
  }
}
