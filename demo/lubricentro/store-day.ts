import { closeTill, expectedBySession, openTill, postPastExpenses, settleTill } from '#money'
import type { Actor } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { type PastSale, postPastSales, sell } from '#sales'
import { contextAt, transactSoon, txAt } from '../at.ts'
import { pettyOf } from './expenses.ts'
import { counterKey } from './miscounts.ts'
import { pastSale } from './past-counter.ts'
import { sendParcel } from './send-parcel.ts'
import { type Kind, productOf, type Stage } from './stage.ts'
import type { Place, StoryEvent } from './story.ts'
import { takeBack } from './take-back.ts'

type Counter = Kind<'sale'> | Kind<'refund'>

/** What happened at one counter on one day. */
export interface CounterDay {
  readonly day: string
  readonly store: 'maipu' | 'san-bernardo'
  /** In the order in which they happened; at least one. */
  readonly events: readonly Counter[]
}

/** The counters of a day, the one that sold first before the other. */
export function countersOf(day: string, events: readonly StoryEvent[]): CounterDay[] {
  const at_counters = events.filter((event): event is Counter => event.kind === 'sale' || event.kind === 'refund')
  const by_store = groupBy(at_counters.sort(byTime), ({ place }) => storeOf(place))
  return [...by_store].map(([store, of_store]) => ({ day, store, events: of_store }))
}

export const FLOAT = 50_000
const MINUTE_MS = 60_000
const BEFORE_FIRST_MS = 20 * MINUTE_MS
const AFTER_LAST_MS = 35 * MINUTE_MS
/** Differences older than this were looked into and settled. */
export const REVIEW_MS = 9 * 86_400_000

/** A day at one counter: the till is opened, everything is sold, refunds go out, the till is counted and closed. */
export async function liveStoreDay(stage: Stage, { day, store, events }: CounterDay): Promise<void> {
  const actor = sellerOf(stage, store)
  const { opened, closed, last } = hoursOf(events)
  // The last day is still going on.
  const goes_on = stage.now.getTime() - last.getTime() < 12 * 60 * MINUTE_MS
  const session_id = newId()
  await transactSoon(contextAt(stage.ctx, actor, goes_on ? last : closed), async (tx) => {
    await openTill(txAt(tx, opened), { id: session_id, till_id: stage.places.tills[store], opening_minor: FLOAT })
    for (const run of runsOf(events)) await liveRun(stage, tx, run, session_id)
    await postPastExpenses(tx, pettyOf(stage, { day, store, events }, { id: session_id, holder: actor }))
    if (!goes_on)
      await countTill(stage, txAt(tx, closed), {
        session_id,
        off: stage.miscounts.get(counterKey({ day, store })) ?? 0,
      })
  })
  const settled = new Date(closed.getTime() + 14 * 60 * MINUTE_MS)
  if (stage.differing.has(session_id) && stage.now.getTime() - settled.getTime() > REVIEW_MS) {
    await settle(contextAt(stage.ctx, stage.team.gerente.actor, settled), session_id, day)
  }
}

/** Who stands at the counter of a store. */
export const sellerOf = (stage: Stage, store: CounterDay['store']): Actor =>
  (store === 'maipu' ? stage.team.cajero : stage.team.vendedor).actor

/** What the central warehouse sends is sold by Maipú. */
export const storeOf = (place: Place): CounterDay['store'] => (place === 'san-bernardo' ? place : 'maipu')

export const byTime = (a: { readonly at: Date }, b: { readonly at: Date }) => a.at.getTime() - b.at.getTime()

/** A till is opened before the first customer and closed after the last. */
export function hoursOf(events: readonly Counter[]) {
  const first = present(events[0], 'a day at the counter has events').at
  const last = present(events.at(-1), 'a day at the counter has events').at
  return { last, opened: new Date(first.getTime() - BEFORE_FIRST_MS), closed: new Date(last.getTime() + AFTER_LAST_MS) }
}

/** Neighbouring sales are posted together; a refund or a sale on account interrupts them, so that the order holds. */
function runsOf(events: readonly Counter[]): Counter[][] {
  const runs: Counter[][] = []
  for (const event of events) {
    const run = runs.at(-1)
    if (event.kind === 'sale' && run?.[0]?.kind === 'sale') run.push(event)
    else runs.push([event])
  }
  return runs
}

async function liveRun(stage: Stage, tx: Tx, run: readonly Counter[], session_id: string): Promise<void> {
  const sales: PastSale[] = []
  for (const event of run) {
    if (event.kind === 'refund') await takeBack(stage, txAt(tx, event.at), event, session_id)
    else if (stage.on_account.has(event.key)) await sellOnAccount(stage, txAt(tx, event.at), event)
    else if (stage.parcels.has(event.key)) await sendParcel(stage, txAt(tx, event.at), event)
    else sales.push(pastSale(stage, event, session_id))
  }
  if (sales.length > 0) await postPastSales(tx, sales)
}

/** Sold on credit through the command itself: the debt, the limit and the account are its business. */
async function sellOnAccount(stage: Stage, tx: Tx, { lines, customer, document, place }: Kind<'sale'>): Promise<void> {
  const amount = lines.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0)
  await sell(tx, {
    ...stage.places.at[place],
    customer_id: customer === null ? null : (stage.customers[customer]?.id ?? null),
    document_kind: document,
    items: lines.map(({ sku, quantity, unit_price }) => ({
      product_id: productOf(stage, sku).product_id,
      quantity,
      unit_price,
    })),
    payments: [{ method: 'on_account', amount }],
  })
}

/** A blind count: nearly always right, now and then a coin short or over. */
async function countTill(
  stage: Stage,
  tx: Tx,
  { session_id, off }: { session_id: string; off: number },
): Promise<void> {
  const expected = await expectedBySession(tx, session_id, FLOAT)
  if (off !== 0) stage.differing.add(session_id)
  const counts = expected.map(({ method, expected_minor }) => ({
    method,
    counted_minor: Math.max(0, expected_minor + (method === 'cash' ? off : 0)),
  }))
  await closeTill(tx, session_id, { counts })
}

async function settle(ctx: Ctx, session_id: string, day: string): Promise<void> {
  await transactSoon(ctx, (tx) => settleTill(tx, session_id, `Diferencia de vuelto revisada, caja del ${day}`))
}
