import pg from 'pg'
import { sweepReservations } from '../../business/stock/jobs.ts'
import { openDatabase, openPool } from '../../platform/database/pool.ts'
import { setRuntime } from '../../platform/database/transact.ts'
import { silentLog } from '../../platform/log.ts'
import { systemContext } from '../../platform/system-context.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, hands, pause } from './harness/campaign.ts'
import { insist, type WideShop } from './harness/wide-shop.ts'

const TTL_SECONDS = 60
const PER_PRODUCT = 50
const START = Date.UTC(2026, 5, 1, 12)

/**
 * R12: holds that run out while people confirm them at the very second and the sweeper is killed at random. Each ends
 * confirmed or given back, never both; and what is available is right the moment time is over, swept or not.
 */
export async function expiry(campaign: Campaign, shop: WideShop, reservations: number): Promise<void> {
  const sweeper = await openSweeper(shop)
  try {
    for (let left = reservations; left > 0 && campaign.violations.length === 0; left -= PER_PRODUCT)
      await oneShelf(campaign, shop, sweeper, Math.min(left, PER_PRODUCT))
  } finally {
    shop.time.now = null
    await sweeper.close()
  }
  await judgeBooks(campaign, shop.owner_url)
}

type Sweeper = Awaited<ReturnType<typeof openSweeper>>

/** A sweeper on a connection of its own, whose backend can be killed in the middle of its work. */
async function openSweeper(shop: WideShop) {
  const pool = openPool({ url: shop.app_url, max: 2, log: silentLog, name: 'campaign sweeper' })
  const db = openDatabase(pool)
  setRuntime(db, { reactions: [], committed: () => undefined })
  const ctx = systemContext(db, { log: silentLog, clock: () => shop.time.now ?? new Date(), name: 'sweeper' })
  // Connected before there is anything to kill: a sweep is over in a few milliseconds.
  const killer = new pg.Client({ connectionString: shop.owner_url })
  await killer.connect()
  await killer.query('set role mostrador_app')
  return {
    sweep: () =>
      sweepReservations.run(ctx, {}).then(
        () => true,
        () => false,
      ),
    kill: async () => {
      const { rowCount } = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'campaign sweeper' and datname = current_database() and state <> 'idle'`,
      )
      return rowCount ?? 0
    },
    close: async () => {
      await killer.end()
      await db.destroy()
    },
  }
}

/** Sweeps, and half of the time kills the sweeper at some moment of its work. */
async function sweepInDanger(campaign: Campaign, sweeper: Sweeper): Promise<void> {
  const { random } = campaign
  let isOver = false
  const swept = sweeper.sweep().finally(() => {
    isOver = true
  })
  if (random.chance(0.5)) {
    await pause(random.whole(0, 3))
    for (let killed = 0; killed === 0 && !isOver; ) {
      killed = await sweeper.kill()
      for (let n = 0; n < killed; n++) campaign.fault('sweeper killed')
    }
  }
  if (!(await swept)) campaign.fault('sweep cut off')
  await pause(random.whole(0, 20))
}

async function oneShelf(campaign: Campaign, shop: WideShop, sweeper: Sweeper, holds: number): Promise<void> {
  const { random } = campaign
  const warehouse_id = random.pick(shop.warehouses)
  const product_id = await shop.goods(holds, { warehouse_id })
  const at = (milliseconds: number) => {
    shop.time.now = new Date(START + milliseconds)
  }
  at(0)
  const wanted = { product_id, warehouse_id, quantity: 1, ttl_seconds: TTL_SECONDS }
  const ids: string[] = []
  await hands(8, holds, async () => {
    // By somebody else each time: nobody may hold much without ever buying.
    const who = shop.as('admin')
    const hold = await insist((key) => who.post('/api/stock-reservations', wanted, key))
    if (hold.status === 201) ids.push(hold.body.id)
    else campaign.violate(`a hold was refused: ${hold.text}`)
  })

  const confirmed = new Set<string>()
  let ended = false
  const killing = (async () => {
    while (!ended) await sweepInDanger(campaign, sweeper)
  })()
  await hands(8, ids.length, async (n) => {
    // A little before, or at, the second of expiry: the clock jumps from call to call.
    at(random.pick([TTL_SECONDS * 1000 - 1, TTL_SECONDS * 1000, TTL_SECONDS * 1000 + 1]))
    const id = String(ids[n])
    const reply = await insist((key) => shop.owner.post(`/api/stock-reservations/${id}/confirm`, {}, key))
    campaign.attempt()
    if (reply.status === 200) confirmed.add(id)
    else if (reply.status !== 409) campaign.violate(`${reply.status} ${reply.text.slice(0, 200)}`)
  })
  at(TTL_SECONDS * 1000 + 5_000)
  await judgeShelf(campaign, shop, { product_id, warehouse_id, holds, ids, confirmed })
  ended = true
  await killing
  await sweeper.sweep()
  await judgeShelf(campaign, shop, { product_id, warehouse_id, holds, ids, confirmed })
}

interface Shelf {
  readonly product_id: string
  readonly warehouse_id: string
  readonly holds: number
  readonly ids: readonly string[]
  readonly confirmed: ReadonlySet<string>
}

async function judgeShelf(campaign: Campaign, shop: WideShop, shelf: Shelf): Promise<void> {
  const { product_id, warehouse_id, holds, ids, confirmed } = shelf
  const { body } = await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)
  const level = body.warehouses.find((one: { warehouse: { id: string } }) => one.warehouse.id === warehouse_id)
  if (level.available !== holds - confirmed.size)
    campaign.violate(`${level.available} available of ${holds} with ${confirmed.size} confirmed`)
  const rows = await shop.db
    .selectFrom('stock.reservation')
    .select(['id', 'state'])
    .where('product_id', '=', product_id)
    .execute()
  if (rows.length !== ids.length) campaign.violate(`${rows.length} holds where ${ids.length} were made`)
  for (const { id, state } of rows) {
    const isConfirmed = state === 'confirmed'
    if (isConfirmed !== confirmed.has(id))
      campaign.violate(`hold ${id} is ${state}, and confirmed: ${confirmed.has(id)}`)
  }
}
