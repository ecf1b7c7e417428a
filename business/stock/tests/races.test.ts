import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { confirmReservations, handOver, releaseReservations, reserve, takeIn, takeOut } from '#stock'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

const BUYERS = 64
const UNITS = 5
const ROUNDS = 12

let shop: StockedShop

beforeAll(async () => {
  shop = await openStockedShop()
})

/** A small generator with a seed, so that a failing round can be played again. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return (state >>> 0) / 4_294_967_296
  }
}

/** Three ways of buying one unit; each tells whether it got it. */
const ways = [
  (product_id: string, warehouse_id: string) =>
    buy(async (tx) => {
      const lines = [{ product_id, warehouse_id, quantity: 1 }]
      await takeOut(tx, { lines, kind: 'consumption', cause: { kind: 'manual', id: newId() } })
    }),
  (product_id: string, warehouse_id: string) =>
    buy(async (tx) => {
      const owner = { kind: 'work_order', id: newId() } as const
      await reserve(tx, { owner, lines: [{ product_id, warehouse_id, quantity: 1 }], state: 'confirmed' })
      await handOver(tx, { owner, kind: 'consumption', cause: { kind: 'manual', id: newId() } })
    }),
  async (product_id: string, warehouse_id: string) => {
    const owner = { kind: 'cart', id: newId() } as const
    const held = await buy((tx) =>
      reserve(tx, { owner, lines: [{ product_id, warehouse_id, quantity: 1 }], state: 'pending' }),
    )
    if (!held) return false
    await transact(shop.ctx, (tx) => confirmReservations(tx, owner))
    return buy((tx) => handOver(tx, { owner, kind: 'consumption', cause: { kind: 'manual', id: newId() } }))
  },
]

async function buy(work: Parameters<typeof transact>[1]): Promise<boolean> {
  try {
    await transact(shop.ctx, work)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'stock.short', details: { short_lines: [{ requested: 1, available: 0 }] } })
    return false
  }
}

test('R1: of 64 buyers of 5 units exactly 5 get one, in three warehouses, however they buy', async () => {
  const random = seeded(20260601)
  for (let round = 0; round < ROUNDS; round++) {
    const warehouse = shop.warehouses[round % 3] ?? shop.warehouses[0]
    const product = await shop.product({ on_hand: UNITS, warehouse_id: warehouse, unit_cost: 33 })
    const attempts = Array.from({ length: BUYERS }, () => {
      const way = ways[Math.floor(random() * ways.length)] ?? buyAtOnce
      return way(product, warehouse)
    })
    const got = await Promise.all(attempts)
    expect(got.filter(Boolean)).toHaveLength(UNITS)
    expect(await shop.stockOf(product, warehouse)).toEqual({ on_hand: 0, reserved: 0, available: 0 })
    const value = await shop.db
      .selectFrom('stock.valuation')
      .select(['quantity', 'value_minor'])
      .where('product_id', '=', product)
      .executeTakeFirst()
    expect(value).toEqual({ quantity: 0, value_minor: 0 })
  }
  await expectBooksToHold(shop)
})

const buyAtOnce = ways[0] ?? (async () => false)

test('R2: lines in random order, in and out, over the same products: no deadlock reaches anybody', async () => {
  const random = seeded(7)
  const products = await Promise.all(Array.from({ length: 6 }, () => shop.product({ on_hand: 40 })))
  for (const product of products) await shop.receive(product, 40, 4_321, shop.warehouses[1])
  const pick = () => {
    const shuffled = products.toSorted(() => random() - 0.5).slice(0, 4)
    return shuffled.map((product_id) => ({
      product_id,
      warehouse_id: shop.warehouses[random() < 0.5 ? 0 : 1] ?? '',
      quantity: 1 + Math.floor(random() * 3),
    }))
  }
  const cause = () => ({ kind: 'manual', id: newId() })
  const worker = async () => {
    const outcomes: string[] = []
    for (let n = 0; n < 12; n++) {
      const lines = pick()
      const owner = { kind: 'work_order', id: newId() } as const
      const act = random()
      outcomes.push(
        await outcomeOf(async () => {
          if (act < 0.35) await transact(shop.ctx, (tx) => takeOut(tx, { lines, kind: 'consumption', cause: cause() }))
          else if (act < 0.6) {
            const costed = lines.map((line) => ({ ...line, cost_minor: Math.floor(random() * 1000) }))
            await transact(shop.ctx, (tx) => takeIn(tx, { lines: costed, kind: 'receipt', cause: cause() }))
          } else {
            await transact(shop.ctx, (tx) => reserve(tx, { owner, lines, state: 'confirmed' }))
            if (act < 0.8)
              await transact(shop.ctx, (tx) =>
                handOver(tx, { owner, kind: 'sale', cause: { kind: 'manual', id: owner.id } }),
              )
            else await transact(shop.ctx, (tx) => releaseReservations(tx, { owner, reason: 'prueba' }))
          }
        }),
      )
    }
    return outcomes
  }
  const outcomes = (await Promise.all(Array.from({ length: 24 }, worker))).flat()

  expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'stock.short')).toEqual([])
  expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(100)
  await expectBooksToHold(shop)
})

async function outcomeOf(work: () => Promise<void>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

test('R12: at the very second of expiry each of 200 holds is either confirmed or expired, never both', async () => {
  const product = await shop.product({ on_hand: 200 })
  const start = new Date('2026-06-01T12:00:00Z')
  const owners = Array.from({ length: 200 }, () => ({ kind: 'cart', id: newId() }) as const)
  const lines = [{ product_id: product, warehouse_id: shop.warehouses[0], quantity: 1 }]
  shop.time.now = start
  for (const owner of owners) {
    await transact(shop.ctx, (tx) => reserve(tx, { owner, lines, state: 'pending', ttl_seconds: 60 }))
  }
  const random = seeded(3)
  const confirmed: string[] = []
  await Promise.all([
    ...owners.map(async (owner) => {
      // The clock stands a little before or at the second of expiry, from call to call.
      shop.time.now = new Date(start.getTime() + (random() < 0.5 ? 59_999 : 60_000))
      const outcome = await outcomeOf(async () => {
        await transact(shop.ctx, (tx) => confirmReservations(tx, owner))
        confirmed.push(owner.id)
      })
      expect(['done', 'stock.expired']).toContain(outcome)
    }),
    ...Array.from({ length: 5 }, () =>
      outcomeOf(async () => {
        await transact(shop.ctx, (tx) =>
          takeOut(tx, {
            lines: [{ ...lines[0], product_id: product, warehouse_id: shop.warehouses[0], quantity: 1 }],
            kind: 'consumption',
            cause: { kind: 'manual', id: newId() },
          }),
        )
      }),
    ),
  ])
  shop.time.now = new Date(start.getTime() + 60_000)
  const { body } = await shop.owner.get(`/api/products/${product}/stock-by-warehouse`)
  const states = await shop.db
    .selectFrom('stock.reservation')
    .select(['state', 'owner_id'])
    .where('product_id', '=', product)
    .execute()
  const firm = states.filter(({ state }) => state === 'confirmed').length
  expect(states.filter(({ state }) => !['confirmed', 'pending', 'expired'].includes(state))).toEqual([])
  expect(body.reserved).toBe(firm)
  expect(body.available).toBe(body.on_hand - firm)
  shop.time.now = null
  await expectBooksToHold(shop)
})
