import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

const ifMatch = (etag: unknown) => ({ headers: { 'if-match': String(etag) } })

test('an edit answers the product with its next version', async () => {
  const { id } = await shop.product({ sku: 'E-1' })
  const reply = await shop.owner.patch(`/api/products/${id}`, { name: 'Aceite 15W-40', barcode: '7802920000022' })
  expect(reply).toMatchObject({
    status: 200,
    body: { name: 'Aceite 15W-40', version: 2, barcodes: [{ code: '7802920000022', pack_quantity: 1 }] },
  })
  expect(reply.headers.etag).toBe('"2"')
})

test('an edit that changes nothing leaves version, audit and feed alone', async () => {
  const { id, name } = await shop.product({})
  const reply = await shop.owner.patch(`/api/products/${id}`, { name })
  expect(reply.body.version).toBe(1)
  const entries = await shop.db.selectFrom('platform.audit_entry').select('id').where('thing_id', '=', id).execute()
  expect(entries).toHaveLength(1)
})

test('whoever edits an old version is shown both values of each field', async () => {
  const { id } = await shop.product({ name: 'Viejo', price: 1000 })
  const seen = await shop.owner.get(`/api/products/${id}`)
  await shop.owner.patch(`/api/products/${id}`, { name: 'De Ana', price: 1500 })

  const reply = await shop.owner.patch(
    `/api/products/${id}`,
    { name: 'De Luis', unit: 'L' },
    ifMatch(seen.headers.etag),
  )

  expect(reply).toMatchObject({
    status: 412,
    body: { code: 'request.changed', current: { name: 'De Ana', price: 1500 } },
  })
  expect(reply.body.conflicts).toEqual([
    { field: 'name', yours: 'De Luis', current: 'De Ana' },
    { field: 'unit', yours: 'L', current: 'UND' },
  ])
  const again = await shop.owner.patch(`/api/products/${id}`, { name: 'De Luis' }, ifMatch(reply.headers.etag))
  expect(again.status).toBe(200)
})

test('the conflict hides the cost from whoever may not see it', async () => {
  const { id } = await shop.product({ cost: 777 })
  const editor = shop.as('bodeguero')
  const reply = await editor.patch(`/api/products/${id}`, { name: 'X' }, ifMatch('"99"'))
  expect(reply.status).toBe(412)
  expect(reply.text).not.toMatch(/cost|margin|markup|777/)
})

test('of ten edits of one version at once, one wins', async () => {
  const { id } = await shop.product({})
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, n) => shop.owner.patch(`/api/products/${id}`, { name: `N${n}` }, ifMatch('"1"'))),
  )
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)])
})

describe('price and cost history', () => {
  test('the first value is recorded, with its author', async () => {
    const { id } = await shop.product({ price: 1000, cost: 400 })
    const prices = await shop.cashier.get(`/api/products/${id}/price-history`)
    expect(prices.body.items).toEqual([expect.objectContaining({ amount: 1000, valid_to: null, author_name: 'admin' })])
    const costs = await shop.owner.get(`/api/products/${id}/cost-history`)
    expect(costs.body.items).toEqual([expect.objectContaining({ amount: 400, valid_to: null })])
  })

  test('two changes in the same instant leave no empty period', async () => {
    shop.time.now = new Date('2026-03-01T12:00:00.000Z')
    const { id } = await shop.product({ price: 1000 })
    await shop.owner.patch(`/api/products/${id}`, { price: 2000 })
    await shop.owner.patch(`/api/products/${id}`, { price: 3000 })
    shop.time.now = null
    const { rows } = await sql<{ amount_minor: number; whole: boolean; joined: boolean | null }>`
      select amount_minor, coalesce(valid_to > valid_from, true) as whole,
        lead(valid_from) over (order by valid_from) = valid_to as joined
      from catalog.price_history where product_id = ${id} order by valid_from`.execute(shop.db)
    expect(rows).toEqual([
      { amount_minor: 1000, whole: true, joined: true },
      { amount_minor: 2000, whole: true, joined: true },
      { amount_minor: 3000, whole: true, joined: null },
    ])
  })

  test('a cost that becomes unknown ends its period; a later one starts a new', async () => {
    const { id } = await shop.product({ cost: 400 })
    await shop.owner.patch(`/api/products/${id}`, { cost: null })
    const ended = await shop.owner.get(`/api/products/${id}/cost-history`)
    expect(ended.body.items).toEqual([expect.objectContaining({ amount: 400, valid_to: expect.any(String) })])
    await shop.owner.patch(`/api/products/${id}`, { cost: 500 })
    const again = await shop.owner.get(`/api/products/${id}/cost-history`)
    expect(again.body.items.map((p: { amount: number }) => p.amount)).toEqual([500, 400])
  })

  test('the cost history is closed to those who may not see costs', async () => {
    const { id } = await shop.product({ cost: 400 })
    expect((await shop.cashier.get(`/api/products/${id}/cost-history`)).status).toBe(403)
  })
})

describe('refusals', () => {
  test.each([
    ['fewer decimals', { decimals: 0 }, 422, 'product.decimals_lowered'],
    ['a bad barcode', { barcodes: ['4006381333932'] }, 422, 'product.bad_check_digit'],
    ['an unknown category', { category_id: newId() }, 422, 'product.unknown_category'],
    ['an unknown supplier', { supplier_id: newId() }, 422, 'product.unknown_supplier'],
    ['an unknown tax class', { tax_class: 'luxury' }, 422, 'product.unknown_tax_class'],
    ['a maximum below the minimum it has', { max_stock: 1 }, 422, 'product.min_above_max'],
    ['another kind', { kind: 'service' }, 422, 'request.invalid'],
  ])('%s', async (_what, changes, status, code) => {
    const { id } = await shop.product({ decimals: 1, min_stock: 2 })
    expect(await shop.owner.patch(`/api/products/${id}`, changes)).toMatchObject({ status, body: { code } })
  })

  test('a SKU or barcode of another product', async () => {
    await shop.product({ sku: 'HERS', barcodes: ['HERS-BOX'] })
    const { id } = await shop.product({ sku: 'MINE' })
    expect((await shop.owner.patch(`/api/products/${id}`, { sku: 'hers' })).body.code).toBe('product.sku_taken')
    const coded = await shop.owner.patch(`/api/products/${id}`, { barcodes: ['HERS-BOX'] })
    expect(coded.body.code).toBe('product.barcode_taken')
    expect((await shop.owner.patch(`/api/products/${id}`, { sku: 'mine' })).status).toBe(200)
  })

  test('what does not exist', async () => {
    expect((await shop.owner.patch(`/api/products/${newId()}`, { name: 'X' })).status).toBe(404)
    expect((await shop.owner.get('/api/products/not-an-id')).status).toBe(404)
  })

  test('a price without prices.edit and a cost without costs.see, even the same one', async () => {
    const { id } = await shop.product({ price: 1000, cost: 400 })
    const editor = shop.as('bodeguero')
    expect((await editor.patch(`/api/products/${id}`, { price: 999 })).body.code).toBe('product.price_forbidden')
    expect((await editor.patch(`/api/products/${id}`, { cost: 400 })).body.code).toBe('product.cost_forbidden')
    expect((await editor.patch(`/api/products/${id}`, { name: 'Otro', price: 1000 })).status).toBe(200)
    expect((await shop.cashier.patch(`/api/products/${id}`, { name: 'Otro' })).status).toBe(403)
  })
})

describe('archive', () => {
  test('an archived product is out of lists, keeps its page, and comes back', async () => {
    const { id } = await shop.product({ sku: 'ARCH-1' })
    expect((await shop.owner.delete(`/api/products/${id}`)).body.archived_at).not.toBeNull()
    expect((await shop.owner.get('/api/products?sku=ARCH-1')).body.items).toEqual([])
    expect((await shop.owner.get('/api/products?sku=ARCH-1&archived=true')).body.items).toHaveLength(1)
    expect((await shop.owner.get(`/api/products/${id}`)).status).toBe(200)
    const edit = await shop.owner.patch(`/api/products/${id}`, { name: 'X' })
    expect(edit).toMatchObject({ status: 409, body: { code: 'product.archived' } })
    expect((await shop.owner.post(`/api/products/${id}/restore`)).body.archived_at).toBeNull()
    expect((await shop.owner.get('/api/products?sku=ARCH-1')).body.items).toHaveLength(1)
  })

  test('archiving an old version is refused', async () => {
    const { id } = await shop.product({})
    expect((await shop.owner.delete(`/api/products/${id}`, ifMatch('"7"'))).status).toBe(412)
  })
})

describe('levels by warehouse', () => {
  test('a rule of a warehouse stands before the product’s own, and nulls remove it', async () => {
    const { id } = await shop.product({ min_stock: 5 })
    const rule = { warehouse_id: shop.warehouse_id, min_stock: 2, max_stock: 9, reorder_quantity: 4 }
    expect((await shop.owner.put(`/api/products/${id}/levels`, { items: [rule] })).body.items).toEqual([rule])
    const gone = await shop.owner.put(`/api/products/${id}/levels`, { items: [{ warehouse_id: shop.warehouse_id }] })
    expect(gone.body.items).toEqual([])
  })

  test.each([
    ['a minimum above the maximum', { min_stock: 9, max_stock: 2 }, 'product.min_above_max'],
    ['more decimals than it is counted with', { min_stock: 0.5 }, 'product.too_many_decimals'],
  ])('%s is refused', async (_what, rule, code) => {
    const { id } = await shop.product({})
    const items = [{ warehouse_id: shop.warehouse_id, ...rule }]
    expect((await shop.owner.put(`/api/products/${id}/levels`, { items })).body.code).toBe(code)
  })

  test('a warehouse that is not there, or not theirs, is refused', async () => {
    const { id } = await shop.product({})
    const items = [{ warehouse_id: newId(), min_stock: 1 }]
    expect((await shop.owner.put(`/api/products/${id}/levels`, { items })).body.code).toBe('product.unknown_warehouse')
    const elsewhere = shop.as('bodeguero', { warehouses: [newId()] })
    const mine = [{ warehouse_id: shop.warehouse_id, min_stock: 1 }]
    expect((await elsewhere.put(`/api/products/${id}/levels`, { items: mine })).status).toBe(404)
  })
})
