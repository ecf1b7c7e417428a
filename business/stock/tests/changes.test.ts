import { beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { openDocuments } from './documents.ts'
import type { StockedShop } from './stocked-shop.ts'

/** What transfers and counts change in their own tables, to the last column, while others of their kind stand beside. */

type Documents = Awaited<ReturnType<typeof openDocuments>>

let shop: StockedShop
let here: string
let there: string
let oil: string
let lamp: string
let called: Documents['called']
let made: Documents['made']
let changes: Documents['changes']
let wait: Documents['wait']

const transfer = async (name: string) => {
  const items = [
    { product_id: oil, quantity: 2 },
    { product_id: lamp, quantity: 1 },
  ]
  return called(
    name,
    (
      await made('/api/stock-transfers', {
        id: called(name, newId()),
        from_warehouse_id: here,
        to_warehouse_id: there,
        items,
        note: 'lunes',
      })
    ).id,
  )
}
const count = async (name: string, more: object = {}) =>
  called(
    name,
    (
      await made('/api/stock-counts', {
        id: called(name, newId()),
        scope: 'products',
        warehouse_id: here,
        product_ids: [oil, lamp],
        ...more,
      })
    ).id,
  )
const enter = (id: string, product_id: string, quantity: number, mode = 'set') =>
  made(`/api/stock-counts/${id}/entries`, { entries: [{ id: called('entry', newId()), product_id, mode, quantity }] })

beforeAll(async () => {
  ;({ shop, here, there, oil, lamp, called, made, changes, wait } = await openDocuments())
  await made(`/api/stock-transfers/${await transfer('beside')}/send`)
  await transfer('draft beside')
  await enter(await count('count beside'), oil, 7)
})

beforeEach(() => wait(1))

test('a transfer', async () => {
  let id = ''
  expect(
    await changes(async () => {
      id = await transfer('sent')
    }),
  ).toEqual([
    'new transfer sent: note lunes, lines 2, units 3, number 3, status draft, version 1, created_at 0s, created_by keeper, created_by_name bodeguero, to_warehouse_id there, from_warehouse_id here',
    'new transfer_line sent lamp: position 1, quantity 1, product_id lamp, transfer_id sent',
    'new transfer_line sent oil: position 0, quantity 2, product_id oil, transfer_id sent',
  ])
  const path = `/api/stock-transfers/${id}`
  wait(1)
  expect(await changes(() => made(path, { note: 'martes' }, 'patch'))).toEqual([
    'transfer sent: note lunes → martes, version +1',
  ])
  expect(await changes(() => made(path, { items: [{ product_id: oil, quantity: 2.5 }] }, 'patch'))).toEqual([
    'transfer sent: lines 2 → 1, units 3 → 2.5, version +1',
    'transfer_line sent lamp is gone',
    'transfer_line sent oil: quantity 2 → 2.5',
  ])
  expect(await changes(() => made(`${path}/send`))).toEqual([
    'new incoming oil there: cause_id sent, quantity 2.5, cause_kind transfer, product_id oil, warehouse_id there',
    'transfer sent: status draft → in_transit, sent_at – → 0s, sent_by – → keeper, version +1, sent_by_name – → bodeguero',
    'transfer_line sent oil: cost_minor – → 250',
  ])
  expect(
    await changes(() => made(`${path}/receive`, { items: [{ product_id: oil, quantity: 2, reason: 'se derramó' }] })),
  ).toEqual([
    'incoming oil there is gone',
    'transfer sent: status in_transit → received, version +1, received_at – → 0s, received_by – → keeper, received_by_name – → bodeguero',
    'transfer_line sent oil: reason – → se derramó, received – → 2',
  ])
  const other = await transfer('dropped')
  expect(await changes(() => made(`/api/stock-transfers/${other}/cancel`, { reason: 'no va' }))).toEqual([
    'transfer dropped: status draft → cancelled, version +1, cancelled_at – → 0s, cancelled_by – → keeper, cancel_reason – → no va, cancelled_by_name – → bodeguero',
  ])
})

test('a count', async () => {
  let id = ''
  expect(
    await changes(async () => {
      id = await count('counted', { is_blind: false, note: 'pasillo' })
    }),
  ).toEqual([
    'new count counted here: note pasillo, lines 2, scope products, number 2, status open, version 1, is_blind false, created_at 0s, created_by keeper, warehouse_id here, created_by_name bodeguero',
    'new count_line counted lamp: count_id counted, is_found false, product_id lamp, moved_meanwhile false',
    'new count_line counted oil: count_id counted, is_found false, product_id oil, moved_meanwhile false',
  ])
  const path = `/api/stock-counts/${id}`
  wait(1)
  expect(await changes(() => enter(id, oil, 15.5))).toEqual([
    'count counted here: status open → counting, started_at – → 0s, started_by_name – → bodeguero',
    'count_line counted oil: counted – → 15.5, first_at – → 0s, counted_at – → 0s, counted_by – → keeper, counted_by_name – → bodeguero',
    'new count_entry entry counted oil: at 0s, mode set, actor_id keeper, count_id counted, quantity 15.5, actor_name bodeguero, counted_at 0s, product_id oil',
  ])
  wait(1)
  expect(await changes(() => enter(id, oil, 0.5, 'add'))).toEqual([
    'count_line counted oil: counted 15.5 → 16, counted_at -1s → 0s',
    'new count_entry entry counted oil: at 0s, mode add, actor_id keeper, count_id counted, quantity 0.5, actor_name bodeguero, counted_at 0s, product_id oil',
  ])
  const found = called('found', await shop.product())
  expect(await changes(() => enter(id, found, 3))).toEqual([
    'count counted here: lines 2 → 3',
    'new count_entry entry counted found: at 0s, mode set, actor_id keeper, count_id counted, quantity 3, actor_name bodeguero, counted_at 0s, product_id found',
    'new count_line counted found: counted 3, count_id counted, first_at 0s, is_found true, counted_at 0s, counted_by keeper, product_id found, counted_by_name bodeguero, moved_meanwhile false',
  ])
  expect(await changes(() => made(`${path}/close`, { uncounted: 'zero' }))).toEqual([
    'count counted here: status counting → review, version +1, closed_at – → 0s, closed_by – → keeper, closed_by_name – → bodeguero',
    'count_line counted found: expected – → 0',
    'count_line counted lamp: counted – → 0, expected – → 19, first_at – → 0s, counted_at – → 0s, counted_by – → keeper, counted_by_name – → bodeguero',
    'count_line counted oil: expected – → 15.5',
  ])
  expect(await changes(() => made(`${path}/recount`, { product_ids: [lamp] }))).toEqual([
    'count counted here: status review → counting, version +1',
    'count_line counted lamp: counted 0 → –, expected 19 → –, first_at 0s → –, counted_at 0s → –, counted_by keeper → –, counted_by_name bodeguero → –',
  ])
  expect(await changes(() => made(`${path}/close`))).toEqual([
    'count counted here: status counting → review, version +1',
  ])
  expect(await changes(() => made(`${path}/post`, { reasons: [{ product_id: oil, reason: 'sobraba' }] }))).toEqual([
    'count counted here: status review → posted, version +1, posted_at – → 0s, posted_by – → keeper, posted_by_name – → bodeguero',
    'count_line counted oil: reason – → sobraba',
  ])
  expect(await shop.stockOf(oil)).toMatchObject({ on_hand: 16 })
  const [class_a] = [await count('class', { scope: 'abc', abc_class: 'C', product_ids: undefined })]
  expect((await made(`/api/stock-counts/${class_a}/cancel`, { reason: 'mañana' })).cancel_reason).toBe('mañana')
})
