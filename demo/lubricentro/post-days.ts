import { postPastPrices } from '#catalog'
import {
  type PastExpense,
  type PastRefund,
  type PastTill,
  postPastExpenses,
  postPastRefunds,
  postPastTills,
} from '#money'
import type { Tx } from '#platform/context'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { inPieces } from '#platform/soon'
import { type PastPurchase, postPastPurchases } from '#purchasing'
import { type PricedPast, postPricedSales, pricePastSales } from '#sales'
import type { HistoryLine } from '#stock'
import { contextAt, transactSoon } from '../at.ts'
import { billsOf, pettyOf } from './expenses.ts'
import { counterKey } from './miscounts.ts'
import { pastSale, refundOf, returned } from './past-counter.ts'
import { purchaseOf, type Receipt } from './purchases.ts'
import { type Kind, productOf, type Stage } from './stage.ts'
import { byTime, type CounterDay, countersOf, FLOAT, hoursOf, REVIEW_MS, sellerOf } from './store-day.ts'
import type { StoryEvent } from './story.ts'
import { suppliers } from './suppliers.ts'

/** A day of the shop: its name and what happened on it. */
export interface StoryDay {
  readonly day: string
  readonly events: readonly StoryEvent[]
}

const SETTLED_AFTER_MS = 14 * 3_600_000

/** Days with all that can be made ready of them while those before them are still being written. */
export interface ReadyDays {
  readonly ends: Date
  readonly prices: readonly Kind<'price'>[]
  readonly receipts: Receipts
  readonly counters: readonly Counter[]
  readonly sales: readonly PricedPast[]
  readonly expenses: readonly PastExpense[]
}

export async function readyDays(stage: Stage, days: readonly StoryDay[]): Promise<ReadyDays | null> {
  const events = days.flatMap((one) => one.events)
  const last = events.at(-1)
  if (last === undefined) return null
  const counters = tillsOf(stage, days)
  const sold = soldIn(counters).filter((one): one is Sold => one.event.kind === 'sale')
  const sales = await inPieces(sold, ({ event, till }) => ({ ...pastSale(stage, event, till.id), by: till.holder }))
  return {
    ends: last.at,
    prices: of(events, 'price'),
    receipts: splitReceipts(stage, of(events, 'receipt')),
    counters,
    sales: await pricePastSales(stage.business, sales),
    expenses: [
      ...days.flatMap((one) => billsOf(stage, one)),
      ...counters.flatMap((counter) => pettyOf(stage, counter, counter.till)),
    ],
  }
}

/**
 * Several whole days at once, in one transaction that writes a table at a time: prices, tills, everything that moved in
 * one ledger by its time, and the money. Each of it at its own moment, by the person who did it.
 */
export async function postDays(stage: Stage, days: ReadyDays): Promise<void> {
  await transactSoon(contextAt(stage.ctx, stage.team.gerente.actor, days.ends), async (tx) => {
    await reprice(stage, tx, days.prices)
    const received = await broughtIn(stage, tx, days.receipts)
    await postPastTills(
      tx,
      days.counters.map(({ till }) => till),
      () => trade(stage, tx, days, received),
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
export async function broughtIn(stage: Stage, tx: Tx, { opening, bought }: Receipts): Promise<HistoryLine[]> {
  const there = opening.flatMap((receipt) => openingOf(stage, tx, receipt))
  return [...there, ...(await postPastPurchases(tx, bought))]
}

interface Receipts {
  readonly opening: readonly Receipt[]
  readonly bought: readonly PastPurchase[]
}

export function splitReceipts(stage: Stage, receipts: readonly Receipt[]): Receipts {
  const isOpening = ({ at }: Receipt) => at.getTime() === stage.begins.getTime()
  const bought = receipts.filter((receipt) => !isOpening(receipt))
  return { opening: receipts.filter(isOpening), bought: bought.map((receipt) => purchaseOf(stage, receipt)) }
}

/** What there was at first, and the note of who counted it in. */
function openingOf(stage: Stage, tx: Tx, { at, place, supplier, lines }: Receipt): HistoryLine[] {
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

interface Counter extends CounterDay {
  readonly till: PastTill
}

/** Each store's till of each day, with what was sold at it. */
function tillsOf(stage: Stage, days: readonly StoryDay[]): Counter[] {
  const counters = days.flatMap(({ day, events }) => countersOf(day, events))
  return counters.map((counter) => ({ ...counter, till: tillOf(stage, counter) }))
}

function tillOf(stage: Stage, { day, store, events }: CounterDay): PastTill {
  const { opened, closed } = hoursOf(events)
  const off_minor = stage.miscounts.get(counterKey({ day, store })) ?? 0
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

/** What was sold and taken back in the order in which it happened, whichever the counter. */
const soldIn = (counters: readonly Counter[]) =>
  counters
    .flatMap(({ till, events }) => events.map((event) => ({ event, till })))
    .sort((a, b) => byTime(a.event, b.event))

type Sold = ReturnType<typeof soldIn>[number] & { readonly event: Kind<'sale'> }

async function trade(
  stage: Stage,
  tx: Tx,
  { counters, sales, expenses }: ReadyDays,
  received: readonly HistoryLine[],
): Promise<void> {
  const returns: HistoryLine[] = []
  const refunds: PastRefund[] = []
  for (const { event, till } of soldIn(counters)) {
    if (event.kind !== 'refund') continue
    const back = { ...present(refundOf(stage, event), 'the story gives back what it sold'), by: till.holder }
    refunds.push({ ...back, till_session_id: till.id })
    returns.push({ ...returned(stage, event, back.document_id), actor: till.holder })
  }
  await postPricedSales(tx, sales, [...received, ...returns])
  await postPastRefunds(tx, refunds)
  await postPastExpenses(tx, expenses)
}
