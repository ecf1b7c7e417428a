import { postPastPrices } from '#catalog'
import { type PastRefund, type PastTill, postPastRefunds, postPastTills } from '#money'
import type { Tx } from '#platform/context'
import { livedAt } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { type PastSale, postPastSales } from '#sales'
import type { HistoryLine } from '#stock'
import { contextAt, transactSoon } from '../at.ts'
import { pastSale, refundOf, returned } from './past-counter.ts'
import { purchasesOf } from './purchases.ts'
import { type Kind, productOf, type Stage } from './stage.ts'
import { byTime, FLOAT, hoursOf, REVIEW_MS, sellerOf, storeOf } from './store-day.ts'
import type { StoryEvent } from './story.ts'
import { suppliers } from './suppliers.ts'

/** A day of the shop: its name and what happened on it. */
export interface StoryDay {
  readonly day: string
  readonly events: readonly StoryEvent[]
}

const SETTLED_AFTER_MS = 14 * 3_600_000

/**
 * Several whole days at once, in one transaction that writes a table at a time: prices, tills, everything that moved in
 * one ledger by its time, and the money. Each of it at its own moment, by the person who did it.
 */
export async function postDays(stage: Stage, days: readonly StoryDay[]): Promise<void> {
  const events = days.flatMap((one) => one.events)
  const last = events.at(-1)
  if (last === undefined) return
  await transactSoon(contextAt(stage.ctx, stage.team.gerente.actor, last.at), async (tx) => {
    await reprice(stage, tx, of(events, 'price'))
    const received = await broughtIn(stage, tx, of(events, 'receipt'))
    const counters = tillsOf(stage, days)
    await postPastTills(
      tx,
      counters.map(({ till }) => till),
      () => trade(stage, tx, counters, received),
    )
  })
}

const of = <K extends StoryEvent['kind']>(events: readonly StoryEvent[], kind: K) =>
  events.filter((event): event is Kind<K> => event.kind === kind)

async function reprice(stage: Stage, tx: Tx, changes: readonly Kind<'price'>[]): Promise<void> {
  const by = stage.team.gerente.actor
  await postPastPrices(
    tx,
    changes.map(({ sku, price, cost, at }) => ({
      ...{ product_id: productOf(stage, sku).product_id, price_minor: price, cost_minor: cost, at, by },
    })),
  )
}

/** What suppliers brought, with its papers; what stood on the shelves when the shop opened has none. */
export async function broughtIn(stage: Stage, tx: Tx, receipts: readonly Kind<'receipt'>[]): Promise<HistoryLine[]> {
  const isOpening = ({ at }: Kind<'receipt'>) => at.getTime() === stage.begins.getTime()
  const opening = receipts.filter(isOpening).flatMap((receipt) => openingOf(stage, tx, receipt))
  const bought = receipts.filter((receipt) => !isOpening(receipt))
  return [...opening, ...(await purchasesOf(stage, tx, bought))]
}

/** What there was at first, and the note of who counted it in. */
function openingOf(stage: Stage, tx: Tx, { at, place, supplier, lines }: Kind<'receipt'>): HistoryLine[] {
  const kind = 'opening' as const
  const cause = { kind, id: newId(), label: suppliers[supplier]?.name ?? '' }
  const { actor } = stage.team.bodeguero
  const after = { lines: lines.length, cost_minor: lines.reduce((sum, one) => sum + one.unit_cost * one.quantity, 0) }
  livedAt(tx, at, actor).audit({ action: 'stock.received', thing: 'receipt', thing_id: cause.id, after })
  return lines.map(({ sku, quantity, unit_cost }) => ({
    product_id: productOf(stage, sku).product_id,
    warehouse_id: stage.places.at[place].warehouse_id,
    at: at.toISOString(),
    kind,
    quantity,
    cost_minor: unit_cost * quantity,
    cause,
    actor,
  }))
}

type CounterEvent = Kind<'sale'> | Kind<'refund'>
interface Counter {
  readonly till: PastTill
  readonly events: readonly CounterEvent[]
}

/** Each store's till of each day, with what was sold at it. */
function tillsOf(stage: Stage, days: readonly StoryDay[]): Counter[] {
  return days.flatMap(({ day, events }) => {
    const sold = [...of(events, 'sale'), ...of(events, 'refund')].sort(byTime)
    const stores = [...groupBy(sold, ({ place }) => storeOf(place))]
    return stores.map(([store, at_store]) => ({ till: tillOf(stage, day, store, at_store), events: at_store }))
  })
}

function tillOf(stage: Stage, day: string, store: 'maipu' | 'san-bernardo', events: readonly CounterEvent[]): PastTill {
  const { opened, closed } = hoursOf(events)
  const off_minor = stage.random.chance(0.03)
    ? stage.random.pick([-10_000, -5_000, -2_000, -1_000, -500, 500, 1_000])
    : 0
  const at = new Date(closed.getTime() + SETTLED_AFTER_MS)
  const isSettled = stage.now.getTime() - at.getTime() > REVIEW_MS
  const settled = { at, by: stage.team.gerente.actor, reason: `Diferencia de vuelto revisada, caja del ${day}` }
  return {
    id: newId(),
    till_id: stage.places.tills[store],
    till_name: 'Caja 1',
    store_id: stage.places.at[store].store_id,
    opening_minor: FLOAT,
    holder: sellerOf(stage, store),
    opened_at: opened,
    closed_at: closed,
    off_minor,
    settled: off_minor !== 0 && isSettled ? settled : undefined,
  }
}

/** Sells and takes back in the order in which it happened, whichever the counter. */
async function trade(
  stage: Stage,
  tx: Tx,
  counters: readonly Counter[],
  received: readonly HistoryLine[],
): Promise<void> {
  const all = counters
    .flatMap(({ till, events }) => events.map((event) => ({ event, till })))
    .sort((a, b) => byTime(a.event, b.event))
  const sales: PastSale[] = []
  const returns: HistoryLine[] = []
  const refunds: PastRefund[] = []
  for (const { event, till } of all) {
    if (event.kind === 'sale') sales.push({ ...pastSale(stage, event, till.id), by: till.holder })
    else {
      const back = { ...present(refundOf(stage, event), 'the story gives back what it sold'), by: till.holder }
      refunds.push({ ...back, till_session_id: till.id })
      returns.push({ ...returned(stage, event, back.document_id), actor: till.holder })
    }
  }
  await postPastSales(tx, sales, [...received, ...returns])
  await postPastRefunds(tx, refunds)
}
