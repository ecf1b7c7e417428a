import { expect, test } from 'vitest'
import { allOf, bodyOf, codesOf, type Expected, judge, type ToReceive, unitsOf, withLine, withScan } from './came.ts'

const oil: Expected = {
  product_id: 'oil',
  sku: 'ACE-1',
  name: 'Aceite 5W-30',
  unit: 'unit',
  decimals: 0,
  ordered: 24,
  open: 12,
  pack_size: 12,
  codes: [
    { code: '7801234567894', pack_quantity: 1 },
    { code: 'CAJA-12', pack_quantity: 12 },
    { code: 'ACE-1', pack_quantity: 1 },
  ],
  bin: null,
  tracks_lots: true,
}
const filter: Expected = { ...oil, product_id: 'filter', name: 'Filtro', open: 5, codes: [], tracks_lots: false }
const order: ToReceive = {
  id: 'o',
  number: 7,
  supplier: { id: 's', name: 'Distribuidora' },
  warehouse: { id: 'w', name: 'Central' },
  expected_on: null,
  items: [oil, filter],
}
const found = (code: string) => {
  const one = codesOf(order.items).get(code)
  if (!one) throw new Error(`${code} is no code of the order`)
  return one
}

test('a scan of the box is twelve, a scan of the piece one, whatever the case of the letters', () => {
  const came = withScan(withScan([], found('caja-12')), found('7801234567894'))
  expect(came).toMatchObject([{ product_id: 'oil', quantity: 13 }])
  expect(unitsOf(came)).toBe(13)
})

test('what differs is named: too much, unordered, broken, dearer, missing, without its lot', () => {
  const other = { product_id: 'x', name: 'Otro', sku: 'X-1' }
  const came = withScan(withScan(withScan([], found('caja-12')), found('ace-1')), { thing: other, pack: 1 })
  const [first] = came
  const verdict = judge(order, first ? withLine(came, { ...first, damaged: 1, pack_cost_minor: 900 }) : came)
  expect(verdict.over).toMatchObject([{ open: 12, line: { quantity: 13 } }])
  expect(verdict.unordered).toMatchObject([{ product_id: 'x' }])
  expect(verdict.damaged).toMatchObject([{ product_id: 'x' }])
  expect(verdict.dearer).toMatchObject([{ product_id: 'x' }])
  expect(verdict.missing).toMatchObject([{ item: { product_id: 'filter' }, left: 5 }])
  expect(verdict.lotless).toMatchObject([{ product_id: 'oil' }])
  expect(judge(null, came)).toMatchObject({ over: [], unordered: [], missing: [] })
})

test('a line of which nothing came is no line; one lot without a quantity holds all of it', () => {
  const came = allOf([], oil)
  const [line] = came
  if (!line) throw new Error('all of a line is a line')
  expect(withLine(came, { ...line, quantity: 0 })).toEqual([])
  const lots = [
    { code: ' L-1 ', expires_on: '2027-01-31', quantity: null },
    { code: '', expires_on: '', quantity: 3 },
  ]
  expect(bodyOf({ ...line, lots })).toEqual({
    product_id: 'oil',
    quantity: 12,
    damaged_quantity: 0,
    lots: [{ code: 'L-1', expires_on: '2027-01-31', quantity: 12 }],
  })
})
