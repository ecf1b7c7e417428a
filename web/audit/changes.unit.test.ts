import { expect, test } from 'vitest'
import { changesBetween } from './changes.ts'

test('only what differs is shown, also deep inside', () => {
  const before = { name: 'Filtro', price: 5990, supplier: { name: 'Mann', phone: null } }
  const after = { name: 'Filtro', price: 6490, supplier: { name: 'Bosch', phone: null } }
  expect(changesBetween(before, after)).toEqual([
    { field: 'price', before: '5990', after: '6490' },
    { field: 'supplier.name', before: 'Mann', after: 'Bosch' },
  ])
})

test('a thing that is new has no before, and a list reads in one line', () => {
  expect(changesBetween(null, { permissions: ['orders.see', 'orders.edit'], note: null })).toEqual([
    { field: 'permissions', before: null, after: 'orders.see, orders.edit' },
  ])
})
