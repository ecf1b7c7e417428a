import { beforeAll, expect, test } from 'vitest'
import { openWarehouse, type Warehouse } from '../../business/fulfilment/tests/warehouse.ts'
import { allSealed } from '../../tests/support/all-sealed.ts'
import { checkBooks } from '../doctor.ts'
import { type Damage, findingsAfter } from './damage.ts'

let owner_url: string
const seed = Number(process.env.REPLAY_SEED ?? Math.floor(Math.random() * 1e9))

/** A warehouse in which everything happened once: delivered by lot, half packed, given back, exchanged, in quarantine. */
beforeAll(async () => {
  process.stdout.write(`  the corruptor picks its rows with seed ${seed}\n`)
  const shop = await openWarehouse()
  owner_url = shop.owner_url
  const [oil, milk] = [
    await shop.product({ on_hand: 50, price: 4_000 }),
    await shop.product({ on_hand: 50, price: 2_000 }),
  ]
  await shop.owner.put(`/api/products/${milk}/lot-rule`, { tracks_lots: true })
  const lot = { product_id: milk, warehouse_id: shop.warehouse_id, code: 'L1', expires_on: '2031-01-01', quantity: 30 }
  expect((await shop.owner.post('/api/stock-lots', lot)).status).toBe(200)
  const lines = [oil, milk].map((product_id) => ({ product_id, quantity: 3 }))
  const sent = await shop.bring(await shop.ordered(lines), 'delivered')
  await shop.bring(await shop.ordered(lines), 'packing')
  const refused = await shop.bring(await shop.ordered([{ product_id: oil, quantity: 1 }]), 'shipped')
  const came_back = { state: 'returned', return_reason: 'Nadie en casa' }
  expect((await shop.owner.patch(`/api/fulfilments/${refused.id}`, came_back)).status).toBe(200)
  const { total } = (await shop.owner.get(`/api/orders/${sent.order_id}`)).body
  expect((await shop.pay(sent.order_id, total)).status).toBe(201)
  await giveBack(shop, sent, oil)
  await allSealed(owner_url)
})

async function giveBack(shop: Warehouse, { order_id, items }: Awaited<ReturnType<Warehouse['see']>>, other: string) {
  const [first, second] = items.map(({ order_line_id }) => order_line_id)
  const take = async (order_line_id: string | undefined, disposition: string) => {
    const lines = [{ order_line_id, quantity: 1, disposition }]
    const { body, status } = await shop.owner.post('/api/returns', {
      order_id,
      lines,
      reason: 'defective',
      is_here: true,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  await take(second, 'quarantine')
  const back = await take(first, 'restock')
  const till = await shop.atTill(shop.owner)
  const terms = { items: [{ product_id: other, quantity: 1 }], payments: [], till_session_id: till.session_id }
  const exchanged = await shop.owner.post(`/api/returns/${back.id}/exchange`, terms)
  expect(exchanged.status, JSON.stringify(exchanged.body)).toBe(200)
}

test('whole books have no fault', async () => {
  expect((await checkBooks(owner_url)).flatMap(({ findings }) => findings)).toEqual([])
})

/** One row of a table, chosen by the seed. */
const one = (table: string, where = 'true', id = 'id') =>
  `${id} = (select ${id} from ${table} where ${where} order by md5(${id}::text || '${seed}') limit 1)`

const damages: readonly Damage[] = [
  [
    'an order loses a line on its way',
    'fulfilment-covers-its-order',
    `delete from fulfilment.line where ${one('fulfilment.line')}`,
  ],
  [
    'a warehouse prepares more than was ordered',
    'fulfilment-covers-its-order',
    `update fulfilment.line set quantity = quantity + 1 where ${one('fulfilment.line')}`,
  ],
  [
    'something counts as shipped and is in no parcel',
    'shipped-is-in-a-parcel',
    `update fulfilment.line set shipped = shipped + 1 where ${one('fulfilment.line', 'shipped = 0')}`,
  ],
  [
    'goods vanish from a parcel',
    'shipped-is-in-a-parcel',
    'delete from fulfilment.shipment_line where (shipment_id, line_id) = (select shipment_id, line_id from fulfilment.shipment_line limit 1)',
  ],
  [
    'more is packed than was picked',
    'shipped-is-in-a-parcel',
    `update fulfilment.line set packed = picked + 1 where ${one('fulfilment.line')}`,
  ],
  [
    'a parcel took more off the shelf than it holds',
    'parcel-left-the-stock',
    `update stock.movement set quantity = quantity - 1 where ${one('stock.movement', `cause_kind = 'shipment'`)}`,
  ],
  ['a parcel leaves a second time', 'parcel-left-the-stock', 'update fulfilment.shipment set dispatched_at = null'],
  [
    'an order jumps over the carrier',
    'state-is-the-last-step',
    `update fulfilment.fulfilment set state = 'delivered' where ${one('fulfilment.fulfilment', `state = 'packing'`)}`,
  ],
  [
    'a parcel travels though its goods are back in the shop',
    'what-came-back-is-not-on-its-way',
    `update fulfilment.shipment set state = 'in_transit', failed_at = null where state = 'failed'`,
  ],
  [
    'more was taken of a lot than was picked',
    'picked-lots-within-picked',
    'update fulfilment.picked_lot set quantity = quantity + 100',
  ],
  [
    'more comes back than was sold',
    'returned-within-sold',
    `update returns.taken set returned = returned + 1 where ${one('returns.taken', 'true', 'order_line_id')}`,
  ],
  ['a returned line is forgotten', 'returned-within-sold', `delete from returns.line where ${one('returns.line')}`],
  [
    'goods come back dearer than they left',
    'returned-goods-came-in',
    `update returns.line set cost_minor = cost_minor + 1 where ${one('returns.line', 'cost_minor > 0')}`,
  ],
  [
    'what waits in quarantine can be sold',
    'quarantine-is-not-for-sale',
    `update stock.reservation set state = 'released', settled_at = now() where ${one('stock.reservation', `owner_kind = 'return' and state = 'confirmed'`)}`,
  ],
  [
    'half of an exchange is lost',
    'exchange-sums-to-nothing',
    `delete from money.entry where ${one('money.entry', `method = 'exchange'`)}`,
  ],
]

test.each(damages)('%s: the doctor says %s', async (_what, check, sql) => {
  expect(await findingsAfter(owner_url, sql)).toContain(check)
})
