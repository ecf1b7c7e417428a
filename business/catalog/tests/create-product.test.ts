import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

const create = (fields: object) => shop.owner.post('/api/products', { name: 'Filtro', price: 5990, ...fields })

test('the documented body of the predecessor works as it stands, numbers as strings', async () => {
  const { body: category } = await shop.owner.post('/api/categories', { name: 'Notebooks' })

  const reply = await shop.owner.post('/api/products', {
    name: 'Laptop Dell XPS 15',
    sku: 'LAPTOP-DELL-001',
    category: category.id,
    price: '1500000',
    cost: '1200000',
    min_stock: 5,
    max_stock: 50,
  })

  expect(reply.status).toBe(201)
  expect(reply.headers.etag).toBe('"1"')
  expect(reply.body).toMatchObject({
    sku: 'LAPTOP-DELL-001',
    price: 1_500_000,
    cost: 1_200_000,
    category_id: category.id,
    category: 'Notebooks',
    min_stock: 5,
    max_stock: 50,
    unit: 'UND',
    decimals: 0,
    kind: 'good',
    tax_class: 'general',
    status: 'active',
  })
})

test('margin and markup compare the price without tax with the cost', async () => {
  const product = await shop.product({ price: 11_900, cost: 8000 })
  expect(product).toMatchObject({ margin_basis_points: 2000, markup_basis_points: 2500 })
})

test('an unknown or zero cost gives no invented margin', async () => {
  expect(await shop.product({})).toMatchObject({ cost: null, margin_basis_points: null, markup_basis_points: null })
  expect(await shop.product({ cost: 0 })).toMatchObject({ margin_basis_points: 10_000, markup_basis_points: null })
})

test('without a SKU the shop gives its own; twenty at once get twenty', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => shop.product({})))
  expect(new Set(made.map(({ sku }) => sku)).size).toBe(20)
  expect(made.every(({ sku }) => /^P\d{6}$/.test(sku))).toBe(true)
})

test('a hand-typed code of the own series is skipped', async () => {
  const { sku } = await shop.product({})
  const next = `P${String(Number(sku.slice(1)) + 1).padStart(6, '0')}`
  await shop.product({ sku: next })
  expect((await shop.product({})).sku > next).toBe(true)
})

describe('a code names one product', () => {
  test('a SKU in another case is the same SKU', async () => {
    const { id } = await shop.product({ sku: 'abc-1' })
    const reply = await create({ sku: 'ABC-1' })
    expect(reply).toMatchObject({ status: 409, body: { code: 'product.sku_taken', product_id: id, archived: false } })
  })

  test('an archived product keeps its SKU, and the refusal says so', async () => {
    const { id } = await shop.product({ sku: 'OLD-1' })
    await shop.owner.delete(`/api/products/${id}`)
    expect(await create({ sku: 'OLD-1' })).toMatchObject({ status: 409, body: { archived: true } })
  })

  test('ten at once with one SKU make one product', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => create({ sku: 'RACE-1' })))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9)
  })

  test('UPC-A and its EAN-13 are one barcode', async () => {
    await shop.product({ barcodes: ['036000291452'] })
    const reply = await create({ barcodes: ['0036000291452'] })
    expect(reply).toMatchObject({ status: 409, body: { code: 'product.barcode_taken' } })
  })

  test('a barcode may not be the SKU of another product, nor the reverse', async () => {
    await shop.product({ sku: '4006381333931' })
    expect((await create({ barcodes: ['4006381333931'] })).status).toBe(409)
    await shop.product({ barcodes: ['BOX-77'] })
    expect((await create({ sku: 'box-77' })).status).toBe(409)
  })
})

describe('scanning', () => {
  test('each barcode finds its product with the number of units it means', async () => {
    const { id } = await shop.product({
      sku: 'SCAN-1',
      barcodes: ['7802920000015', { code: '17802920000012', pack_quantity: 12 }],
    })
    const box = await shop.cashier.get('/api/products/by-code/17802920000012')
    expect(box.body).toMatchObject({ product: { id }, pack_quantity: 12 })
    expect((await shop.cashier.get('/api/products/by-code/7802920000015')).body.pack_quantity).toBe(1)
    expect((await shop.cashier.get('/api/products/by-code/scan-1')).body.product.id).toBe(id)
  })

  test('a till reads which product each code names, without those that are archived', async () => {
    const { id } = await shop.product({
      sku: 'SCAN-2',
      name: 'Aceite 4 L',
      price: 32_990,
      barcodes: ['7802920000022', { code: '17802920000029', pack_quantity: 12 }],
    })
    const gone = await shop.product({ sku: 'SCAN-3' })
    await shop.owner.delete(`/api/products/${gone.id}`)
    const { items, next_cursor } = (await shop.cashier.get('/api/products/codes')).body
    expect(next_cursor).toBeNull()
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({
      sku: 'SCAN-2',
      name: 'Aceite 4 L',
      price: 32_990,
      barcodes: [
        { code: '7802920000022', pack_quantity: 1 },
        { code: '17802920000029', pack_quantity: 12 },
      ],
    })
    expect(items.some((one: { id: string }) => one.id === gone.id)).toBe(false)
    const rest = await shop.cashier.get(`/api/products/codes?cursor=${items.at(-1).id}`)
    expect(rest.body.items).toEqual([])
  })

  test('an unknown or archived code is not found', async () => {
    const { id } = await shop.product({ barcodes: ['GONE-1'] })
    await shop.owner.delete(`/api/products/${id}`)
    expect((await shop.cashier.get('/api/products/by-code/GONE-1')).status).toBe(404)
    expect((await shop.cashier.get('/api/products/by-code/NEVER')).status).toBe(404)
  })

  test('a generated barcode is a valid EAN-13 of the in-store series', async () => {
    const { id } = await shop.product({})
    const reply = await shop.owner.post(`/api/products/${id}/generate-barcode`)
    const [{ code }] = reply.body.barcodes
    expect(code).toMatch(/^20\d{11}$/)
    expect((await shop.cashier.get(`/api/products/by-code/${code}`)).body.product.id).toBe(id)
  })
})

test.each([
  ['an EAN with a wrong check digit', { barcodes: ['4006381333932'] }, 422, 'product.bad_check_digit'],
  ['the same barcode twice', { barcodes: ['X-1', 'x-1'] }, 422, 'product.barcode_twice'],
  ['an unknown category', { category_id: newId() }, 422, 'product.unknown_category'],
  ['an unknown image', { image_file_id: newId() }, 422, 'product.unknown_image'],
  ['an unknown tax class', { tax_class: 'luxury' }, 422, 'product.unknown_tax_class'],
  ['an unknown family', { family_id: newId(), options: { Talla: 'M' } }, 422, 'product.unknown_family'],
  ['a minimum above the maximum', { min_stock: 9, max_stock: 3 }, 422, 'product.min_above_max'],
  ['levels finer than the product is counted', { min_stock: 0.5 }, 422, 'product.too_many_decimals'],
  ['levels of a service', { kind: 'service', min_stock: 1 }, 422, 'product.service_has_no_stock'],
  ['a negative price', { price: -1 }, 422, 'request.invalid'],
  ['a price with decimals', { price: 9.5 }, 422, 'request.invalid'],
  ['a SKU with a space', { sku: 'A 1' }, 422, 'request.invalid'],
  ['S28: fields that are not the caller’s', { on_hand: 5 }, 422, 'request.invalid'],
  ['S28: the version', { version: 7 }, 422, 'request.invalid'],
  ['S28: the time of creation', { created_at: '2020-01-01T00:00:00Z' }, 422, 'request.invalid'],
])('%s is refused', async (_what, fields, status, code) => {
  expect(await create(fields)).toMatchObject({ status, body: { code } })
})

test('an id made by the client is used, once', async () => {
  const id = newId()
  expect((await create({ id })).body.id).toBe(id)
  expect(await create({ id })).toMatchObject({ status: 409, body: { code: 'product.id_taken' } })
})

test('litres are counted in decimals, a service keeps no stock', async () => {
  expect(await shop.product({ unit: 'L', decimals: 3, min_stock: 0.125 })).toMatchObject({ min_stock: 0.125 })
  expect(await shop.product({ name: 'Cambio de aceite', kind: 'service' })).toMatchObject({ kind: 'service' })
})

test('the creation is in the audit trail and on the feed, without its cost', async () => {
  const product = await shop.product({ cost: 123_457 })
  const entry = await shop.db
    .selectFrom('platform.audit_entry')
    .selectAll()
    .where('thing_id', '=', product.id)
    .executeTakeFirstOrThrow()
  expect(entry).toMatchObject({ action: 'product.created', label: product.sku, actor_name: 'admin' })
  const facts = await shop.db.selectFrom('platform.fact').selectAll().where('name', 'like', 'product.%').execute()
  expect(facts.some((fact) => JSON.stringify(fact.data).includes(product.id))).toBe(true)
  expect(JSON.stringify(facts)).not.toContain('123457')
})

test('who may not set prices or see costs may not slip them in', async () => {
  const editor = shop.as('bodeguero')
  const price = await editor.post('/api/products', { name: 'X', price: 1 })
  expect(price).toMatchObject({ status: 403, body: { code: 'product.price_forbidden' } })
  const pricer = shop.as('bodeguero', { permissions: ['products.see', 'products.edit', 'prices.edit'] })
  const cost = await pricer.post('/api/products', { name: 'X', price: 1, cost: 1 })
  expect(cost).toMatchObject({ status: 403, body: { code: 'product.cost_forbidden' } })
  expect((await shop.cashier.post('/api/products', { name: 'X', price: 1 })).status).toBe(403)
  expect((await shop.anonymous.post('/api/products', { name: 'X', price: 1 })).status).toBe(401)
})
