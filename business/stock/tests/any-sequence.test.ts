import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { availabilityOf, confirmReservations, handOver, releaseReservations, reserve, takeIn, takeOut } from '#stock'
import { sweepReservations } from '../jobs.ts'
import { expectBooksToHold } from './books.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'
import { availableAt, bringInto, emptyStock, isOpen, reservedAt, type TinyStock, takeOutOf } from './tiny-stock.ts'

const RUNS = 40
const COMMANDS_MAX = 40
const START = Date.UTC(2026, 5, 1, 12)

let shop: StockedShop

beforeAll(async () => {
  shop = await openStockedShop()
})

const place = fc.constantFrom<0 | 1>(0, 1)
/** Thousandths: 0.001 to 9. */
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((n) => n * 1000),
  fc.integer({ min: 1, max: 9000 }),
)

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('in' as const),
      place,
      quantity,
      cost: fc.integer({ min: 0, max: 5000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('out' as const),
      place,
      quantity,
      sell_short: fc.nat(7).map((n) => n === 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      place,
      quantity,
      firm: fc.boolean(),
      seconds: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('confirm' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hand-over' as const), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

interface Run {
  readonly product_id: string
  readonly stock: TinyStock
}

const outcomeOf = async (work: () => Promise<unknown>) => {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
const cause = () => ({ kind: 'manual', id: newId() })

/** Does the command in both worlds; they must agree on whether it is allowed. */
async function play(run: Run, step: Command): Promise<void> {
  const { stock, product_id } = run
  if (step.kind === 'wait') stock.now += step.seconds
  shop.time.now = new Date(START + stock.now * 1000)
  if (step.kind === 'wait') return
  if (step.kind === 'sweep') return sweepReservations.run(shop.ctx, {})
  if ('which' in step) return playHold(run, step.kind, step.which)

  const at = String(step.place)
  const line = { product_id, warehouse_id: shop.warehouses[step.place], quantity: step.quantity / 1000 }
  const fits = availableAt(stock, at) >= step.quantity
  if (step.kind === 'in') {
    const lines = [{ ...line, cost_minor: step.cost }]
    await transact(shop.ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause: cause() }))
    bringInto(stock, at, step.quantity, step.cost)
  } else if (step.kind === 'out') {
    const { sell_short } = step
    const given = { lines: [line], kind: 'consumption', cause: cause(), sell_short } as const
    const outcome = await outcomeOf(() => transact(shop.ctx, (tx) => takeOut(tx, given)))
    expect(outcome).toBe(fits || sell_short ? 'done' : 'stock.short')
    if (outcome === 'done') takeOutOf(stock, at, step.quantity)
  } else {
    const owner = { kind: 'cart', id: newId() } as const
    const state = step.firm ? 'confirmed' : 'pending'
    const given = { owner, lines: [line], state, ttl_seconds: step.seconds } as const
    const outcome = await outcomeOf(() => transact(shop.ctx, (tx) => reserve(tx, given)))
    expect(outcome).toBe(fits ? 'done' : 'stock.short')
    if (outcome !== 'done') return
    stock.holds.push({ id: owner.id, place: at, quantity: step.quantity, state, ends_at: stock.now + step.seconds })
  }
}

async function playHold({ stock }: Run, kind: 'confirm' | 'release' | 'hand-over', which: number): Promise<void> {
  const hold = stock.holds[which % Math.max(1, stock.holds.length)]
  if (!hold) return
  const owner = { kind: 'cart', id: hold.id } as const
  const wasOpen = isOpen(stock, hold)
  if (kind === 'confirm') {
    const outcome = await outcomeOf(() => transact(shop.ctx, (tx) => confirmReservations(tx, owner)))
    // An expired hold is refused until somebody marked it; then there is nothing left to confirm.
    expect(wasOpen || hold.state !== 'pending' ? ['done'] : ['stock.expired', 'done']).toContain(outcome)
    if (wasOpen && hold.state === 'pending') hold.state = 'confirmed'
  } else if (kind === 'release') {
    await transact(shop.ctx, (tx) => releaseReservations(tx, { owner, reason: 'prueba' }))
    if (wasOpen) hold.state = 'released'
  } else {
    const isThere = (stock.on_hand.get(hold.place) ?? 0) >= hold.quantity
    const outcome = await outcomeOf(() =>
      transact(shop.ctx, (tx) => handOver(tx, { owner, kind: 'consumption', cause: cause() })),
    )
    expect(outcome).toBe(hold.state === 'confirmed' && !isThere ? 'stock.short' : 'done')
    if (hold.state !== 'confirmed' || !isThere) return
    hold.state = 'consumed'
    takeOutOf(stock, hold.place, hold.quantity)
  }
}

/** Both worlds show the same, and nothing left is worth nothing. */
async function compare({ stock, product_id }: Run): Promise<void> {
  const levels = await availabilityOf(shop.ctx, { product_ids: [product_id] })
  for (const [n, warehouse_id] of shop.warehouses.slice(0, 2).entries()) {
    const level = levels.find((one) => one.warehouse_id === warehouse_id)
    const { on_hand = 0, reserved = 0, available = 0 } = level ?? {}
    expect({ on_hand, reserved, available }).toEqual({
      on_hand: (stock.on_hand.get(String(n)) ?? 0) / 1000,
      reserved: reservedAt(stock, String(n)) / 1000,
      available: availableAt(stock, String(n)) / 1000,
    })
  }
  const valuation = await shop.db
    .selectFrom('stock.valuation')
    .select(['quantity', 'value_minor'])
    .where('product_id', '=', product_id)
    .executeTakeFirst()
  const { quantity = 0, value_minor = 0 } = valuation ?? {}
  expect({ quantity, value_minor: value_minor + 0 }).toEqual({
    quantity: stock.quantity / 1000,
    value_minor: stock.value + 0,
  })
  if (quantity === 0) expect(value_minor).toBe(0)
}

test('any sequence of commands leaves what a notebook would say', { timeout: 240_000 }, async () => {
  let played = 0
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: COMMANDS_MAX }), async (steps) => {
      shop.time.now = new Date(START)
      const run = { product_id: await shop.product({ decimals: 3 }), stock: emptyStock() }
      for (const step of steps) {
        await play(run, step)
        await compare(run)
        played += 1
      }
    }),
    { numRuns: RUNS, seed: Number(process.env.REPLAY_SEED ?? 20260601) },
  )
  shop.time.now = null
  await expectBooksToHold(shop)
  expect(played).toBeGreaterThan(RUNS * 15)
})
