import { expect, test } from 'vitest'
import { afterTake, hear, isDone, leftOf, ordersOf, proposedLot, type Stop, withWaiting } from './walk.ts'

const stop = (product_id: string, more: Partial<Stop> = {}): Stop => ({
  bin: null,
  bins: [],
  product_id,
  sku: `SKU-${product_id}`,
  name: product_id,
  unit: 'un',
  decimals: 0,
  codes: [],
  lots: null,
  on_hand: 10,
  quantity: 2,
  picked: 0,
  orders: [{ fulfilment_id: `f-${product_id}`, number: 7, line_id: `l-${product_id}`, quantity: 2, picked: 0 }],
  ...more,
})
const lot = (code: string, more = {}) => ({ code, expires_on: null, is_expired: false, on_hand: 3, ...more })
const take = (product_id: string, quantity: number) => ({
  key: 'k',
  body: { fulfilment_ids: ['f'], product_id, quantity },
})

test('a scan is a product by any of its labels, a place, a lot of the stop at hand, or nothing', () => {
  const oil = stop('oil', { bins: ['B-03', 'B-04'], codes: [{ code: '780', quantity: 6 }], lots: [lot('L1')] })
  const filter = stop('filter', { bins: ['A-01'], lots: [lot('L1')] })
  const stops = [oil, filter]
  expect(hear('780', stops, oil)).toMatchObject({ is: 'product', quantity: 6 })
  expect(hear('sku-filter', stops, oil)).toMatchObject({ is: 'product', stop: filter, quantity: 1 })
  expect(hear('b-04', stops, oil)).toMatchObject({ is: 'bin', stop: oil, bin: 'B-04' })
  expect(hear('A-01', stops, oil)).toMatchObject({ is: 'bin', stop: filter })
  expect(hear('l1', stops, filter)).toMatchObject({ is: 'lot', stop: filter })
  expect(hear('999', stops, oil)).toEqual({ is: 'unknown' })
})

test('what was taken here counts before the server knows it, in thousandths', () => {
  const seen = withWaiting(stop('oil', { quantity: 0.3, picked: 0.1 }), [take('oil', 0.2), take('other', 9)])
  expect(leftOf(seen)).toBe(0)
  expect(isDone(seen)).toBe(true)
})

test('the lot that expires first and is good is proposed', () => {
  const lots = [lot('OLD', { is_expired: true }), lot('GONE', { on_hand: 0 }), lot('SOON'), lot('LATE')]
  expect(proposedLot(stop('milk', { lots }))?.code).toBe('SOON')
  expect(proposedLot(stop('oil'))).toBeUndefined()
})

test('an order is ready when all its lines are', () => {
  const list = { warehouse_id: 'w', orders: 2, units: 4, stops: [stop('oil'), stop('filter')] }
  const after = afterTake(list, { product_id: 'oil', picked: 2, placed: [{ line_id: 'l-oil', quantity: 2 }] })
  expect(ordersOf(after.stops).map(({ id, isReady }) => [id, isReady])).toEqual([
    ['f-oil', true],
    ['f-filter', false],
  ])
})
