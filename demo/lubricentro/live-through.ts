import { changeCost, changePrice } from '#catalog'
import { type PastExpense, postPastExpenses } from '#money'
import { postHistory } from '#stock'
import { contextAt, transactSoon } from '../at.ts'
import { correct, move } from './count-and-move.ts'
import { billsOf } from './expenses.ts'
import { broughtIn, splitReceipts } from './post-days.ts'
import { type Kind, productOf, type Stage } from './stage.ts'
import { countersOf, liveStoreDay } from './store-day.ts'
import type { StoryEvent } from './story.ts'

/** One day of the shop: what arrived, new prices, both counters, what was found broken. */
export async function liveDay(stage: Stage, day: string, events: readonly StoryEvent[]): Promise<void> {
  const of = <K extends StoryEvent['kind']>(kind: K) => events.filter((event): event is Kind<K> => event.kind === kind)
  await receive(stage, of('receipt'))
  await reprice(stage, of('price'))
  await payBills(stage, billsOf(stage, { day, events }))
  for (const counter of countersOf(day, events)) await liveStoreDay(stage, counter)
  await correct(stage, of('adjustment'))
  await move(stage, of('transfer'))
}

async function receive(stage: Stage, receipts: readonly Kind<'receipt'>[]): Promise<void> {
  const [first] = receipts
  if (first === undefined) return
  await transactSoon(contextAt(stage.ctx, stage.team.bodeguero.actor, first.at), async (tx) => {
    await postHistory(tx, await broughtIn(stage, tx, splitReceipts(stage, receipts)))
  })
}

async function payBills(stage: Stage, bills: readonly PastExpense[]): Promise<void> {
  const [first] = bills
  if (first === undefined) return
  await transactSoon(contextAt(stage.ctx, first.by, first.at), (tx) => postPastExpenses(tx, bills))
}

async function reprice(stage: Stage, changes: readonly Kind<'price'>[]): Promise<void> {
  const [first] = changes
  if (first === undefined) return
  await transactSoon(contextAt(stage.ctx, stage.team.gerente.actor, first.at), async (tx) => {
    for (const { sku, cost, price } of changes) {
      const { product_id } = productOf(stage, sku)
      await changeCost(tx, { product_id, cost_minor: cost })
      await changePrice(tx, { product_id, price_minor: price })
    }
  })
}
