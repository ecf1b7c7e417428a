import fc from 'fast-check'
import pg from 'pg'
import type { Worker } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import type { Campaign } from './harness/campaign.ts'
import type { Lane } from './harness/command.ts'
import { shopCommands } from './harness/shop-commands.ts'
import * as tiny from './harness/tiny-shop.ts'
import type { WideShop } from './harness/wide-shop.ts'

const LANES = 6
const COMMANDS_MAX = 50
const SHORT_MAX = 12
const PRICES = [1_000, 990] as const

interface Around {
  /** What surrounds the stories once the lanes are open, such as faults; gives the way back. */
  readonly unrest?: () => () => void
  /** How the people of the lanes behave, such as asking again when there was no answer. */
  readonly manner?: (worker: Worker) => Worker
}

/**
 * R27: any sequence of commands leaves what a notebook would say, after each one. Lanes run side by side, each with
 * goods, a customer and a till of its own, in one shop: they share its counters, its books and its locks.
 */
export async function anySequence(
  campaign: Campaign,
  shop: WideShop,
  runs: number,
  { unrest = () => () => undefined, manner = (worker) => worker }: Around = {},
): Promise<void> {
  const client = new pg.Pool({ connectionString: shop.owner_url, max: LANES })
  try {
    const lanes = await Promise.all(Array.from({ length: LANES }, () => openLane(campaign, shop, client, manner)))
    const quiet = unrest()
    try {
      await Promise.all(lanes.map((lane, n) => playLane(campaign, lane, Math.ceil(runs / LANES), campaign.seed + n)))
    } finally {
      quiet()
    }
  } finally {
    await client.end()
  }
  await judgeBooks(campaign, shop.owner_url)
}

async function openLane(
  campaign: Campaign,
  shop: WideShop,
  client: pg.Pool,
  manner: (worker: Worker) => Worker,
): Promise<Lane> {
  const products = await Promise.all(PRICES.map((price) => shop.goods(10, { price, cost: 300 })))
  const customer_id = await shop.customer({ credit_limit: 1e14 })
  const till_id = await shop.till()
  return {
    shop,
    seller: manner(shop.as('admin')),
    stranger: () => manner(shop.as('admin')),
    products,
    customer_id,
    till_id,
    played: () => campaign.attempt(),
    chargesOf: async (document_id) => {
      const text = `select id from money.entry where document_id = $1 and kind = 'charge'`
      const { rows } = await client.query<{ id: string }>(text, [document_id])
      return rows.map(({ id }) => id)
    },
    compare: async (model, order) => {
      const seen = await look(client, { products, warehouse_id: shop.warehouse_id, customer_id, model, order })
      const expected = expectedOf(model, order)
      if (JSON.stringify(seen) !== JSON.stringify(expected))
        throw new Error(`the shop says ${JSON.stringify(seen)}, the notebook ${JSON.stringify(expected)}`)
    },
  }
}

async function playLane(campaign: Campaign, lane: Lane, runs: number, seed: number): Promise<void> {
  // The notebook of a lane is kept from run to run: a shop does not begin anew either.
  const model: tiny.TinyShop = {
    prices: PRICES,
    levels: lane.products.map(() => ({ on_hand: 10, reserved: 0 })),
    orders: [],
    holds: [],
    till: null,
    debts: [],
  }
  // Most stories are short, so that many begin; one in five may be as long as fifty commands.
  const anyCommands = fc.oneof(
    { weight: 4, arbitrary: fc.commands(shopCommands, { maxCommands: SHORT_MAX, size: 'max' }) },
    { weight: 1, arbitrary: fc.commands(shopCommands, { maxCommands: COMMANDS_MAX, size: 'max' }) },
  )
  let played = 0
  const run = fc.asyncProperty(anyCommands, async (commands) => {
    if (campaign.violations.length > 0) return
    played += 1
    model.orders = []
    model.holds = []
    await fc.asyncModelRun(() => ({ model, real: lane }), commands)
  })
  // Shrinking would need the shop as it was: the seed and the last command tell enough.
  const result = await fc.check(run, { numRuns: runs, seed, endOnFailure: true })
  if (result.failed)
    campaign.violate(
      `lane ${seed}, run ${played}: ${String(result.errorInstance)} after ${String(result.counterexample)}`,
    )
  for (let n = 0; n < played; n++) campaign.fault('run')
}

interface Sight {
  readonly products: readonly string[]
  readonly warehouse_id: string
  readonly customer_id: string
  readonly model: tiny.TinyShop
  readonly order: tiny.TinyOrder | undefined
}

/** What the tables say of everything that a command may have touched. */
async function look(client: pg.Pool, { products, warehouse_id, customer_id, model, order }: Sight): Promise<unknown> {
  const { rows } = await client.query<{ seen: unknown[] }>({
    name: 'look',
    text: `
      select jsonb_build_array(
        (select jsonb_agg(jsonb_build_array(l.on_hand::int, l.reserved::int) order by array_position($1::uuid[], l.product_id))
         from stock.level l where l.product_id = any($1::uuid[]) and l.warehouse_id = $2),
        (select jsonb_build_array(o.status, o.handed_over_at is not null, b.paid_minor, b.refunded_minor, b.credited_minor)
         from sales."order" o join money.balance b on b.document_id = o.id where o.id = $3),
        (select coalesce(sum(e.amount) filter (where e.method = 'cash'), 0) + s.opening_minor
         from money.till_session s left join money.entry e on e.till_session_id = s.id where s.id = $4 group by s.id),
        (select a.debt_minor from money.account a where a.party_id = $5)) as seen`,
    values: [products, warehouse_id, order?.id ?? null, model.till?.id ?? null, customer_id],
  })
  const [levels, document, cash, debt] = rows[0]?.seen ?? []
  return [levels, document, cash, debt ?? 0]
}

function expectedOf(model: tiny.TinyShop, order: tiny.TinyOrder | undefined): unknown {
  const { levels, till } = model
  return [
    levels.map(({ on_hand, reserved }) => [on_hand, reserved]),
    order ? [order.status, order.is_handed_over, order.paid, order.refunded, order.credited] : null,
    till ? (till.sums.get('cash') ?? 0) : null,
    tiny.debtOf(model),
  ]
}
