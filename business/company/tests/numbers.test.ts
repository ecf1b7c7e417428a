import { beforeAll, expect, test } from 'vitest'
import { createStore, nextNumber, openBusiness } from '#company'
import { withClient } from '#platform/database/embedded/roles'
import { transact } from '#platform/database/transact'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
let store_id: string

beforeAll(async () => {
  shop = await openShop()
  store_id = (await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))).store.id
})

const take = (kind: string, store = store_id) => transact(shop.ctx, (tx) => nextNumber(tx, { store_id: store, kind }))

test('each store and kind of document counts from one', async () => {
  const other = (await createStore(shop.ctx, { name: 'Sucursal' })).id
  expect([await take('boleta'), await take('boleta'), await take('factura'), await take('boleta', other)]).toEqual([
    1, 2, 1, 1,
  ])
})

test('two documents of one transaction follow each other', async () => {
  const numbers = await transact(shop.ctx, async (tx) => [
    await nextNumber(tx, { store_id, kind: 'guia' }),
    await nextNumber(tx, { store_id, kind: 'guia' }),
  ])
  expect(numbers).toEqual([1, 2])
})

test('50 sales at once, every third undone: the numbers that stay have no gap and no twin', async () => {
  const issued = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      withClient(shop.owner_url, async (client) => {
        await client.query('begin')
        const { rows } = await client.query("select company.next_number($1, 'nota_credito') as number", [store_id])
        await client.query(n % 3 === 0 ? 'rollback' : 'commit')
        return n % 3 === 0 ? null : Number(rows[0].number)
      }),
    ),
  )
  const stayed = issued.filter((number) => number !== null).sort((a, b) => a - b)
  expect(stayed).toEqual(Array.from({ length: 33 }, (_, n) => n + 1))
  expect(await take('nota_credito')).toBe(34)
})

test('a series of a store that does not exist is our bug, not a number', async () => {
  await expect(take('boleta', '00000000-0000-7000-8000-000000000000')).rejects.toThrow(/document_series_store/)
  await expect(take('Boleta; drop')).rejects.toThrow(/document_series_kind/)
})
