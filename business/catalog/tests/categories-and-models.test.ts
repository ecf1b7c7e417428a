import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

const category = async (name: string, parent_id: string | null = null) => {
  const { status, body } = await shop.owner.post('/api/categories', { name, parent_id })
  expect(status).toBe(201)
  return body
}

describe('categories', () => {
  test('form a tree, and a list by category holds what lies below it', async () => {
    const oils = await category('Lubricantes')
    const motor = await category('Motor', oils.id)
    expect(motor.path).toEqual(['Lubricantes', 'Motor'])
    const { id } = await shop.product({ category_id: motor.id })
    const list = await shop.cashier.get(`/api/products?category=${oils.id}`)
    expect(list.body.items.map((p: { id: string }) => p.id)).toEqual([id])
    expect((await shop.cashier.get(`/api/categories/${motor.id}`)).body.product_count).toBe(1)
  })

  test('a name stands once in a place, whatever its case and accents', async () => {
    await category('Baterías')
    const reply = await shop.owner.post('/api/categories', { name: 'BATERIAS' })
    expect(reply).toMatchObject({ status: 409, body: { code: 'category.name_taken' } })
    const other = await category('Otra')
    expect((await shop.owner.patch(`/api/categories/${other.id}`, { name: 'baterias' })).status).toBe(409)
  })

  test('a category cannot lie inside itself, even when two moves race', async () => {
    const a = await category('A')
    const b = await category('B')
    const replies = await Promise.all([
      shop.owner.patch(`/api/categories/${a.id}`, { parent_id: b.id }),
      shop.owner.patch(`/api/categories/${b.id}`, { parent_id: a.id }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422])
    expect((await shop.owner.patch(`/api/categories/${a.id}`, { parent_id: a.id })).body.code).toBe('category.loop')
  })

  test('the tree has six levels at most', async () => {
    let parent = await category('1')
    for (const name of ['2', '3', '4', '5', '6']) parent = await category(name, parent.id)
    const seventh = await shop.owner.post('/api/categories', { name: '7', parent_id: parent.id })
    expect(seventh).toMatchObject({ status: 422, body: { code: 'category.too_deep' } })
  })

  test('one that holds something is not archived; an empty one is, and its name is free again', async () => {
    const full = await category('Llena')
    const product = await shop.product({ category_id: full.id })
    const refused = await shop.owner.delete(`/api/categories/${full.id}`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'category.in_use', products: 1, categories: 0 } })
    await shop.owner.patch(`/api/products/${product.id}`, { category_id: null })
    expect((await shop.owner.delete(`/api/categories/${full.id}`)).body.archived_at).not.toBeNull()
    await category('Llena')
    const put = await shop.owner.patch(`/api/products/${product.id}`, { category_id: full.id })
    expect(put.body.code).toBe('product.unknown_category')
  })

  test('edits honour the version; unknown ones are not found; sellers only look', async () => {
    const { id } = await category('Versión')
    const old = await shop.owner.patch(`/api/categories/${id}`, { name: 'X' }, { headers: { 'if-match': '"9"' } })
    expect(old.status).toBe(412)
    expect((await shop.owner.get(`/api/categories/${newId()}`)).status).toBe(404)
    expect((await shop.owner.post('/api/categories', { name: 'Y', parent_id: newId() })).status).toBe(422)
    expect((await shop.cashier.post('/api/categories', { name: 'Z' })).status).toBe(403)
    expect((await shop.cashier.get('/api/categories?q=versoin')).status).toBe(200)
  })
})

describe('families and variants', () => {
  const family = async () => {
    const { body } = await shop.owner.post('/api/product-families', {
      name: 'Polera',
      option_names: ['Talla', 'Color'],
    })
    return body
  }

  test('variants share a family and differ in options', async () => {
    const { id } = await family()
    await shop.product({ family_id: id, options: { Talla: 'M', Color: 'rojo' } })
    await shop.product({ family_id: id, options: { Color: 'rojo', Talla: 'L' } })
    const { body } = await shop.cashier.get(`/api/product-families/${id}`)
    expect(body.variant_count).toBe(2)
    expect(body.variants.map((v: { options: object }) => v.options)).toEqual([
      { Talla: 'L', Color: 'rojo' },
      { Talla: 'M', Color: 'rojo' },
    ])
    expect(JSON.stringify(body)).not.toContain('"cost"')
  })

  test('the same combination, a missing or an unknown option are refused', async () => {
    const { id } = await family()
    await shop.product({ family_id: id, options: { Talla: 'S', Color: 'azul' } })
    const make = (options: object) => shop.owner.post('/api/products', { name: 'P', price: 1, family_id: id, options })
    expect((await make({ Talla: 'S', Color: 'azul' })).body.code).toBe('product.variant_taken')
    expect((await make({ Talla: 'S' })).body.code).toBe('product.variant_options')
    expect((await make({ Talla: 'S', Color: 'azul', Largo: '1' })).body.code).toBe('product.variant_options')
  })

  test('a family is renamed with its version', async () => {
    const { id } = await family()
    const renamed = await shop.owner.patch(`/api/product-families/${id}`, { name: 'Polerón' })
    expect(renamed.body).toMatchObject({ name: 'Polerón', version: 2 })
    const old = await shop.owner.patch(`/api/product-families/${id}`, { name: 'X' }, { headers: { 'if-match': '"1"' } })
    expect(old.status).toBe(412)
    expect((await shop.owner.get(`/api/product-families/${newId()}`)).status).toBe(404)
  })

  test('a family goes into the archive once its variants are there, takes no more of them, and comes back', async () => {
    const { id, name } = await family()
    const path = `/api/product-families/${id}`
    const options = { Talla: 'XS', Color: 'gris' }
    const variant = await shop.product({ family_id: id, options })
    expect(await shop.owner.delete(path)).toMatchObject({
      status: 409,
      body: { code: 'product_family.in_use', title: expect.stringContaining('1 variante') },
    })
    await shop.owner.delete(`/api/products/${variant.id}`)
    expect((await shop.cashier.delete(path)).status).toBe(403)
    expect((await shop.owner.delete(path)).body.archived_at).toEqual(expect.any(String))
    const named = async (query: string) =>
      (await shop.owner.get(`/api/product-families?q=${name}&${query}`)).body.items.map((one: { id: string }) => one.id)
    expect(await named('limit=200')).not.toContain(id)
    expect(await named('archived=true')).toEqual([id])
    const make = () => shop.owner.post('/api/products', { name: 'P', price: 1, family_id: id, options })
    expect((await make()).body.code).toBe('product.unknown_family')
    expect((await shop.owner.patch(path, { archived: false })).body).toMatchObject({ name, archived_at: null })
    expect((await make()).status).toBe(201)
  })

  test('a variant and the archive of its family cannot both win', async () => {
    const { id } = await family()
    const options = { Talla: 'U', Color: 'negro' }
    const [made, archived] = await Promise.all([
      shop.owner.post('/api/products', { name: 'P', price: 1, family_id: id, options }),
      shop.owner.delete(`/api/product-families/${id}`),
    ])
    expect([made.status, archived.status].sort()).toEqual(made.status === 201 ? [201, 409] : [200, 422])
  })
})

describe('device models', () => {
  const learn = (name: string, brand = 'Apple') =>
    shop.as('tecnico').post('/api/device-models', { device_type: 'Teléfono', brand, name })

  test('another spelling of a known model is that model', async () => {
    const first = await learn('iPhone 11')
    const again = await learn('IPHONE-11', 'apple')
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body.id).toBe(first.body.id)
  })

  test('ten who type a new model at once teach one', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => learn('Galaxy S24', 'Samsung')))
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('a merged model’s spelling means the other from then on, through chains too', async () => {
    const right = (await learn('Moto G9', 'Motorola')).body
    const wrong = (await learn('Motog 9 Play', 'Motorola')).body
    const worse = (await learn('Moto Ge 9', 'Motorola')).body
    await shop.owner.post(`/api/device-models/${worse.id}/merge`, { into_id: wrong.id })
    const merged = await shop.owner.post(`/api/device-models/${wrong.id}/merge`, { into_id: right.id })
    expect(merged.body).toMatchObject({ id: right.id, spelling_count: 3 })
    expect((await learn('Moto Ge 9', 'Motorola')).body.id).toBe(right.id)
    const list = await shop.cashier.get('/api/device-models?brand=motorola')
    expect(list.body.items.map((m: { id: string }) => m.id)).toEqual([right.id])
  })

  test('an id that is in use is refused, whatever is created', async () => {
    const id = newId()
    const category = () => shop.owner.post('/api/categories', { id, name: newId() })
    const family = () => shop.owner.post('/api/product-families', { id, name: 'F', option_names: ['Talla'] })
    const model = () => shop.owner.post('/api/device-models', { id, device_type: 'T', brand: 'B', name: newId() })
    for (const create of [category, family, model]) {
      expect((await create()).status).toBe(201)
      expect((await create()).body.code).toMatch(/\.id_taken$/)
    }
  })

  test('refusals', async () => {
    const { id } = (await learn('Redmi 9', 'Xiaomi')).body
    expect((await learn('---')).body.code).toBe('device_model.unreadable')
    expect((await shop.owner.post(`/api/device-models/${id}/merge`, { into_id: id })).status).toBe(422)
    expect((await shop.owner.post(`/api/device-models/${id}/merge`, { into_id: newId() })).status).toBe(404)
    expect((await shop.cashier.post('/api/device-models', { device_type: 'a', brand: 'b', name: 'c' })).status).toBe(
      403,
    )
  })
})
