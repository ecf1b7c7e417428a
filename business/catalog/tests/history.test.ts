import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { changePrice, createProduct } from '#catalog'
import { codeKey } from '../barcode.ts'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

test('whatever the changes and the clock do, periods neither overlap nor leave a gap', async () => {
  const step = fc.record({ price_minor: fc.integer({ min: 0, max: 5 }), ms: fc.constantFrom(0, 0, 1, 1000, -500) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      shop.time.now = new Date('2026-05-05T10:00:00.000Z')
      const product_id = await createProduct(shop.ctx, { name: 'P', kind: 'good', price: 3 })
      for (const { price_minor, ms } of steps) {
        shop.time.now = new Date(shop.time.now.getTime() + ms)
        await changePrice(shop.ctx, { product_id, price_minor })
      }
      const { rows } = await sql<{ empty: number; apart: number; open: number; last: number; now: number }>`
        select count(*) filter (where valid_to <= valid_from) as empty,
          count(*) filter (where next <> valid_to) as apart,
          count(*) filter (where valid_to is null) as open,
          (array_agg(amount_minor order by valid_from desc))[1] as last,
          (select price_minor from catalog.product where id = ${product_id}) as now
        from (
          select *, lead(valid_from) over (order by valid_from) as next
          from catalog.price_history where product_id = ${product_id}
        ) h`.execute(shop.db)
      const last = rows[0]?.now
      expect(rows).toEqual([{ empty: 0, apart: 0, open: 1, last, now: last }])
    }),
    { numRuns: 25 },
  )
  shop.time.now = null
})

test('twenty price changes at once leave one line of periods', async () => {
  const { id } = await shop.product({ price: 1 })
  await Promise.all(Array.from({ length: 20 }, (_, n) => shop.owner.patch(`/api/products/${id}`, { price: 100 + n })))
  const { rows } = await sql<{ open: number; apart: number; count: number }>`
    select count(*) as count, count(*) filter (where valid_to is null) as open,
      count(*) filter (where next <> valid_to) as apart
    from (
      select *, lead(valid_from) over (order by valid_from) as next
      from catalog.price_history where product_id = ${id}
    ) h`.execute(shop.db)
  expect(rows).toEqual([{ count: 21, open: 1, apart: 0 }])
})

test('SQL and TypeScript have one spelling for a code', async () => {
  const codes = ['036000291452', '4006381333931', '96385074', 'Abc-1', '123', '00012345600012']
  for (const code of codes) {
    const { rows } = await sql<{ key: string }>`select catalog.code_key(${code}) as key`.execute(shop.db)
    expect(rows[0]?.key).toBe(codeKey(code))
  }
})
