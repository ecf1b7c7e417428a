import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { handOver, reserve, takeOut } from '#stock'
import { openStockedShop, type StockedShop } from '../../business/stock/tests/stocked-shop.ts'
import { allSealed } from '../../tests/support/all-sealed.ts'
import { checkBooks } from '../doctor.ts'
import { type Damage, findingsAfter } from './damage.ts'

let shop: StockedShop
let product: string

beforeAll(async () => {
  shop = await openStockedShop()
  product = await shop.product({ on_hand: 20, unit_cost: 150 })
  const lines = [{ product_id: product, warehouse_id: shop.warehouses[0], quantity: 3 }]
  const cause = () => ({ kind: 'manual', id: newId() })
  const [firm, handed, cart] = [newId(), newId(), newId()]
  await transact(shop.ctx, async (tx) => {
    await reserve(tx, { owner: { kind: 'work_order', id: handed }, lines, state: 'confirmed' })
    await handOver(tx, { owner: { kind: 'work_order', id: handed }, kind: 'consumption', cause: cause() })
  })
  await transact(shop.ctx, (tx) => reserve(tx, { owner: { kind: 'work_order', id: firm }, lines, state: 'confirmed' }))
  await transact(shop.ctx, (tx) => reserve(tx, { owner: { kind: 'cart', id: cart }, lines, state: 'pending' }))
  const short = await shop.product({ on_hand: 1 })
  await transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ ...lines[0], product_id: short, warehouse_id: shop.warehouses[0], quantity: 2 }],
      kind: 'consumption',
      cause: cause(),
      sell_short: true,
    }),
  )
  await shop.owner.post(`/api/products/${product}/adjust-stock`, {
    warehouse_id: shop.warehouses[0],
    operation: 'subtract',
    quantity: 1,
    reason: 'rotura',
  })
  await transferAndCount()
  await allSealed(shop.owner_url)
})

/** One transfer that arrived, one on its way, and a count that found two too few. */
async function transferAndCount() {
  const [from_warehouse_id, to_warehouse_id] = shop.warehouses
  const items = [{ product_id: product, quantity: 2 }]
  for (const verbs of [['send', 'receive'], ['send']]) {
    const { body } = await shop.owner.post('/api/stock-transfers', { from_warehouse_id, to_warehouse_id, items })
    for (const verb of verbs) await shop.owner.post(`/api/stock-transfers/${body.id}/${verb}`, {})
  }
  const kept = await shop.product()
  await shop.owner.put(`/api/products/${kept}/lot-rule`, { tracks_lots: true })
  const arrival = { product_id: kept, warehouse_id: from_warehouse_id, direction: 'in', quantity: 4, lot_code: 'L-1' }
  await shop.owner.post('/api/stock-movements', arrival)
  const counted = await shop.product({ on_hand: 5 })
  const count = { scope: 'products', warehouse_id: from_warehouse_id, product_ids: [counted] }
  const { body } = await shop.owner.post('/api/stock-counts', count)
  const entries = [{ product_id: counted, mode: 'set', quantity: 3 }]
  await shop.owner.post(`/api/stock-counts/${body.id}/entries`, { entries })
  for (const verb of ['close', 'post']) await shop.owner.post(`/api/stock-counts/${body.id}/${verb}`, {})
}

test('whole books have no fault', async () => {
  const verdicts = await checkBooks(shop.owner_url)
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([])
})

/** Each damage and the check that must find it. `$product` is the product with a history. */
const damages: readonly Damage[] = [
  ['a lot loses a unit', 'lot-is-its-movements', 'update stock.lot_level set on_hand = on_hand - 1'],
  [
    'a lot has more than there is',
    'lots-are-there',
    'update stock.level l set on_hand = 0 from stock.lot_level v where v.product_id = l.product_id',
  ],
  [
    'a movement takes more from lots than it moved',
    'lot-movement-within-its-movement',
    'update stock.lot_movement set quantity = quantity + 9',
  ],
  [
    'a transfer that arrived says more than it carried',
    'transfer-is-its-movements',
    `update stock.transfer_line i set quantity = i.quantity + 1, received = i.received + 1
    from stock.transfer t where t.id = i.transfer_id and t.status = 'received'`,
  ],
  [
    'a transfer on its way is called a draft',
    'transfer-is-its-movements',
    `update stock.transfer set status = 'draft', sent_at = null where status = 'in_transit'`,
  ],
  ['what travels is forgotten', 'incoming-is-what-travels', `delete from stock.incoming where cause_kind = 'transfer'`],
  [
    'a transfer loses its line',
    'movement-of-a-known-transfer',
    `delete from stock.transfer_line i using stock.transfer t where t.id = i.transfer_id and t.status = 'received'`,
  ],
  ['a transfer says other units', 'transfer-adds-up', 'update stock.transfer set units = units + 1'],
  [
    'a posted count says another difference',
    'count-is-its-movements',
    'update stock.count_line set counted = counted + 1',
  ],
  ['a figure of a count that nobody entered', 'count-line-is-its-entries', 'delete from stock.count_entry'],
  [
    'a unit vanishes from a level',
    'on-hand-is-the-ledger',
    'update stock.level set on_hand = on_hand - 1 where product_id = $product',
  ],
  ['a level is deleted', 'on-hand-is-the-ledger', 'delete from stock.level where product_id = $product'],
  [
    'a movement changes its quantity',
    'running-balance',
    'update stock.movement set quantity = quantity + 1 where product_id = $product and sequence = 1',
  ],
  [
    'a movement is deleted',
    'sequence-has-no-gap',
    'delete from stock.movement where product_id = $product and sequence = 2',
  ],
  [
    'the last movement is deleted',
    'sequence-has-no-gap',
    'delete from stock.movement where id = (select max(id) from stock.movement where product_id = $product)',
  ],
  [
    'a movement is doubled',
    'on-hand-is-the-ledger',
    `insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after, product_quantity_after, product_value_after_minor, cause_kind, cause_id, actor_name, at)
    select product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after, product_quantity_after, product_value_after_minor, cause_kind, cause_id, actor_name, at from stock.movement where product_id = $product and sequence = 1`,
  ],
  [
    'a movement changes its running balance',
    'running-balance',
    'update stock.movement set balance_after = balance_after + 5 where product_id = $product and sequence = 2',
  ],
  [
    'a movement moves to another warehouse',
    'on-hand-is-the-ledger',
    `update stock.movement set warehouse_id = (select id from company.warehouse w where w.id <> warehouse_id limit 1) where product_id = $product and sequence = 1`,
  ],
  [
    'a movement loses its cost',
    'valuation-is-the-ledger',
    'update stock.movement set cost_minor = 0 where product_id = $product and sequence = 1',
  ],
  [
    'a movement out costs too much',
    'cost-out-follows-the-average',
    `update stock.movement set cost_minor = cost_minor - 100, product_value_after_minor = product_value_after_minor - 100 where product_id = $product and kind = 'consumption'`,
  ],
  [
    'a running value is changed',
    'running-value',
    'update stock.movement set product_value_after_minor = 1 where product_id = $product and sequence = 1',
  ],
  [
    'a sale adds stock',
    'movement-is-well-formed',
    `update stock.movement set kind = 'sale' where product_id = $product and sequence = 1`,
  ],
  [
    'an adjustment loses its reason',
    'movement-is-well-formed',
    `update stock.movement set reason = ' ' where product_id = $product and kind = 'adjustment'`,
  ],
  [
    'a movement has a kind that does not exist',
    'movement-is-well-formed',
    `update stock.movement set kind = 'gift' where product_id = $product and sequence = 1`,
  ],
  [
    'a movement names no cause',
    'movement-is-well-formed',
    `update stock.movement set cause_kind = '' where product_id = $product and sequence = 1`,
  ],
  [
    'a movement names a sale that does not exist',
    'movement-has-its-sale',
    `update stock.movement set cause_kind = 'order' where product_id = $product and sequence = 2`,
  ],
  [
    'the value of a product is changed',
    'valuation-is-the-ledger',
    'update stock.valuation set value_minor = value_minor + 1 where product_id = $product',
  ],
  ['a valuation is deleted', 'valuation-is-the-ledger', 'delete from stock.valuation where product_id = $product'],
  [
    'reserved forgets a promise',
    'reserved-is-the-open-reservations',
    'update stock.level set reserved = 0 where product_id = $product',
  ],
  [
    'a reservation is deleted',
    'reserved-is-the-open-reservations',
    `delete from stock.reservation where product_id = $product and state = 'confirmed'`,
  ],
  [
    'a reservation grows',
    'reserved-is-the-open-reservations',
    `update stock.reservation set quantity = quantity + 1 where product_id = $product and state = 'pending'`,
  ],
  [
    'a consumed reservation opens again',
    'reservation-is-well-formed',
    `update stock.reservation set state = 'confirmed' where product_id = $product and state = 'consumed'`,
  ],
  [
    'a pending reservation never expires',
    'reservation-is-well-formed',
    `update stock.reservation set expires_at = null where product_id = $product and state = 'pending'`,
  ],
  [
    'a reservation is confirmed after its time',
    'reservation-is-well-formed',
    `update stock.reservation set state = 'confirmed', confirmed_at = expires_at where product_id = $product and state = 'pending'`,
  ],
  [
    'an exception is closed too early',
    'below-zero-only-under-an-exception',
    'update stock.oversell set closed_at = now()',
  ],
  ['an exception is forgotten', 'exception-is-open-only-below-zero', 'update stock.level set oversell_id = null'],
  ['a product is deleted', 'stock-of-known-things', 'delete from catalog.product where id = $product'],
  [
    'an audit entry is changed',
    'audit-chain-holds',
    `update platform.audit_entry set reason = 'otra cosa' where action = 'stock.adjusted'`,
  ],
  [
    'an audit entry is deleted',
    'audit-chain-holds',
    `delete from platform.audit_entry where action = 'stock.adjusted'`,
  ],
  ['a seal is deleted', 'audit-chain-holds', 'delete from platform.audit_seal where position = 1'],
  [
    'an audit entry is slipped in',
    'audit-entry-was-not-slipped-in',
    `insert into platform.audit_entry (at, actor_kind, actor_name, ip, agent, request_id, action, thing, thing_id, xid) values (now(), 'person', 'x', '', '', '', 'a', 'b', 'c', '3'::xid8)`,
  ],
  [
    'a fact is deleted',
    'feed-has-no-gap',
    'delete from platform.fact where id = (select min(fact_id) from platform.fact_position)',
  ],
  [
    'a fact is told twice',
    'feed-has-no-gap',
    'insert into platform.fact_position (position, fact_id) select max(position) + 1, min(fact_id) from platform.fact_position',
  ],
  ['a fact loses its place', 'no-fact-was-skipped', 'delete from platform.fact_position where position = 1'],
  [
    'the last fact of a place is deleted',
    'every-place-that-moved-was-told',
    `delete from platform.fact where id = (select max(id) from platform.fact where data->>'product_id' = $product::text and name = 'stock.changed')`,
  ],
]

test.each(damages)('%s: found by %s', async (_what, check, sql) => {
  expect(await findingsAfter(shop.owner_url, sql.replaceAll('$product', `'${product}'::uuid`), check)).toContain(check)
})
