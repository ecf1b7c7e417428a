import { beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

const cause = () => ({ kind: 'manual', id: newId() })
const use = (product_id: string, quantity: number, sell_short = false) =>
  transact(shop.ctx, (tx) =>
    takeOut(tx, {
      lines: [{ product_id, warehouse_id: here, quantity }],
      kind: 'consumption',
      cause: cause(),
      sell_short,
    }),
  )
const skusIn = (body: { items: { product: { id: string } }[] }) => body.items.map((item) => item.product.id)

describe('alerts', () => {
  let out: string
  let low: string
  let near: string
  let fine: string
  let promised: string

  beforeAll(async () => {
    out = await shop.product({ name: 'Agotado', on_hand: 2, min_stock: 5 })
    await use(out, 2)
    low = await shop.product({ name: 'Bajo', on_hand: 10, min_stock: 10 })
    near = await shop.product({ name: 'Cerca', on_hand: 15, min_stock: 10 })
    fine = await shop.product({ name: 'Bien', on_hand: 16, min_stock: 10 })
    promised = await shop.product({ name: 'Prometido', on_hand: 20, min_stock: 10 })
    await shop.cashier.post('/api/stock-reservations', { product_id: promised, warehouse_id: here, quantity: 12 })
  })

  test('critical is nothing available, high at or under the minimum, medium up to one and a half times it', async () => {
    const { body } = await shop.cashier.get('/api/stock-alerts')
    expect(
      body.items.map((item: { product: { id: string }; level: string; percent_of_min: number; missing: number }) => [
        item.product.id,
        item.level,
        item.percent_of_min,
        item.missing,
      ]),
    ).toEqual([
      [out, 'critical', 0, 5],
      [promised, 'high', 80, 2],
      [low, 'high', 100, 0],
      [near, 'medium', 150, 0],
    ])
    expect(skusIn(body)).not.toContain(fine)
  })

  test('without a usual quantity or a maximum, what to order is the minimum again', async () => {
    const { body } = await shop.cashier.get('/api/stock-alerts?level=critical')
    expect(body.items).toMatchObject([{ product: { id: out }, suggested_quantity: 5 }])
  })

  test('the badge counts each level, in all and by warehouse', async () => {
    expect((await shop.cashier.get('/api/stock-alerts/count')).body).toMatchObject({
      total: 4,
      critical: 1,
      high: 2,
      medium: 1,
      has_alerts: true,
      has_critical: true,
      warehouses: [{ warehouse: { id: here }, total: 4, missing: 7 }],
    })
    expect((await shop.cashier.get('/api/stock-alerts/count?multiplier=1.6')).body).toMatchObject({ medium: 2 })
    expect((await shop.cashier.get(`/api/stock-alerts/count?warehouse_id=${shop.warehouses[1]}`)).body).toMatchObject({
      total: 0,
      has_alerts: false,
    })
  })

  test('filters by level, words and warehouse; another warehouse sees none', async () => {
    expect(skusIn((await shop.cashier.get('/api/stock-alerts?level=medium')).body)).toEqual([near])
    expect(skusIn((await shop.cashier.get('/api/stock-alerts?q=AGOTADO')).body)).toEqual([out])
    const elsewhere = shop.as('vendedor', { warehouses: [shop.warehouses[1]] })
    expect((await elsewhere.get('/api/stock-alerts')).body.items).toEqual([])
    expect((await elsewhere.get(`/api/stock-alerts?warehouse_id=${here}`)).status).toBe(404)
  })

  test('falling to the minimum is told once, when it happens', async () => {
    const product = await shop.product({ on_hand: 12, min_stock: 10 })
    const lows = async () =>
      shop.db
        .selectFrom('platform.fact')
        .select('data')
        .where('name', '=', 'stock.low')
        .where('warehouse_id', '=', here)
        .execute()
        .then((rows) => rows.filter(({ data }) => JSON.stringify(data).includes(product)))
    await use(product, 1)
    expect(await lows()).toHaveLength(0)
    await use(product, 1)
    expect(await lows()).toMatchObject([{ data: { available: 10, min_stock: 10 } }])
    await use(product, 1)
    expect(await lows()).toHaveLength(1)
  })
})

describe('lists', () => {
  test('costs leave only with costs.see, also in sorting', async () => {
    const product = await shop.product({ on_hand: 4, unit_cost: 250 })
    const path = `/api/reports/stock?product_id=${product}`
    expect((await shop.owner.get(path)).body).toMatchObject({
      items: [{ on_hand: 4, value_minor: 1000, unit_cost: 250 }],
      totals: { products: 1, value_minor: 1000 },
    })
    for (const url of [path, `/api/stock-levels?product_id=${product}`, `/api/stock-movements?product_id=${product}`]) {
      const reply = await shop.storekeeper.get(url)
      expect(reply.status).toBe(200)
      expect(reply.text).not.toMatch(/cost|value/)
    }
    expect(await shop.storekeeper.get('/api/stock-levels?sort=-value')).toMatchObject({
      status: 403,
      body: { code: 'request.sort_forbidden' },
    })
    expect((await shop.owner.get('/api/stock-levels?sort=-value')).status).toBe(200)
    expect((await shop.owner.get('/api/stock-levels?sort=secret')).status).toBe(422)
  })

  test('pages of levels and movements hold every row once', async () => {
    for (const path of ['/api/stock-levels', '/api/stock-movements']) {
      const whole = (await shop.owner.get(`${path}?limit=200&count=true`)).body
      const paged: unknown[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const url: string = `${path}?limit=3${cursor ? `&cursor=${cursor}` : ''}`
        const { body } = await shop.owner.get(url)
        paged.push(...body.items)
        cursor = body.next_cursor
      }
      expect(paged).toEqual(whole.items)
      expect(whole.total).toBe(paged.length)
    }
  })

  test('somebody of one warehouse sees only its rows, anywhere', async () => {
    const there = await shop.product({ on_hand: 3, warehouse_id: shop.warehouses[1] })
    const keeper = shop.as('gerente', { warehouses: [shop.warehouses[1]] })
    for (const path of ['/api/stock-levels', '/api/stock-movements', '/api/reports/stock']) {
      const { body } = await keeper.get(path)
      expect(skusIn(body)).toEqual([there])
    }
    const { body } = await keeper.get(`/api/products/${there}/stock-by-warehouse`)
    expect(body.warehouses.map((level: { warehouse: { id: string } }) => level.warehouse.id)).toEqual([
      shop.warehouses[1],
    ])
    const ofStore = shop.as('gerente', { stores: [newId()] })
    expect((await ofStore.get('/api/stock-levels')).body.items).toEqual([])
  })

  test('a place below zero is listed until goods arrive, and costs what they cost', async () => {
    const product = await shop.product({ on_hand: 1, unit_cost: 100 })
    await use(product, 4, true)
    expect(await shop.stockOf(product)).toEqual({ on_hand: -3, reserved: 0, available: -3 })
    expect((await shop.owner.get('/api/stock-oversells')).body.items).toMatchObject([
      { product: { id: product }, on_hand: -3, cause_kind: 'manual' },
    ])
    await expectBooksToHold(shop)

    const arrive = (quantity: number, cost_minor: number) =>
      transact(shop.ctx, (tx) =>
        takeIn(tx, {
          lines: [{ product_id: product, warehouse_id: here, quantity, cost_minor }],
          kind: 'receipt',
          cause: cause(),
        }),
      )
    await arrive(2, 260)
    expect((await shop.owner.get('/api/stock-oversells')).body.items).toHaveLength(1)
    await arrive(5, 650)
    expect((await shop.owner.get('/api/stock-oversells')).body.items).toEqual([])
    expect((await shop.owner.get(`/api/products/${product}/stock-by-warehouse`)).body).toMatchObject({
      on_hand: 4,
      value_minor: 520,
      unit_cost: 130,
    })
    await expectBooksToHold(shop)
  })
})

describe('what still has stock is not archived', () => {
  test('a warehouse', async () => {
    const product = await shop.product({ on_hand: 1, warehouse_id: shop.warehouses[2] })
    expect(await shop.owner.delete(`/api/warehouses/${shop.warehouses[2]}`)).toMatchObject({
      status: 409,
      body: { code: 'stock.warehouse_not_empty', products: 1 },
    })
    const empty = { warehouse_id: shop.warehouses[2], operation: 'set', quantity: 0, reason: 'traslado' }
    await shop.owner.post(`/api/products/${product}/adjust-stock`, empty)
    expect((await shop.owner.delete(`/api/warehouses/${shop.warehouses[2]}`)).status).toBe(200)
    expect(await shop.owner.post(`/api/products/${product}/adjust-stock`, { ...empty, quantity: 1 })).toMatchObject({
      status: 409,
      body: { code: 'stock.warehouse_archived' },
    })
  })

  test('a product', async () => {
    const product = await shop.product({ on_hand: 1 })
    expect(await shop.owner.delete(`/api/products/${product}`)).toMatchObject({
      status: 409,
      body: { code: 'stock.product_not_empty' },
    })
    await use(product, 1)
    expect((await shop.owner.delete(`/api/products/${product}`)).status).toBeLessThan(300)
  })
})

test('totals of products: sums over all places or one, and in how many of them it is low', async () => {
  const product = await shop.product({ on_hand: 16, min_stock: 10 })
  await shop.receive(product, 4, 400, shop.warehouses[1])
  await shop.cashier.post('/api/stock-reservations', { product_id: product, warehouse_id: here, quantity: 2 })
  const path = `/api/stock-totals?product_ids=${product}`
  expect((await shop.cashier.get(path)).body.items).toEqual([
    { product_id: product, on_hand: 20, reserved: 2, available: 18, min_stock: 20, low_places: 1 },
  ])
  const there = await shop.cashier.get(`${path}&warehouse_id=${shop.warehouses[1]}`)
  expect(there.body.items).toMatchObject([{ available: 4, min_stock: 10, low_places: 1 }])
  const elsewhere = shop.as('vendedor', { warehouses: [shop.warehouses[2]] })
  expect((await elsewhere.get(path)).body.items).toEqual([])
})
