import { changeCost, changePrice } from '#catalog'
import type { Ctx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import type { PastSale } from '#sales'
import { adjustStock, type HistoryLine, postHistory } from '#stock'
import { contextAt, transactSoon } from '../at.ts'
import type { Team } from '../demo-people.ts'
import type { Random } from '../random.ts'
import type { Shelved } from './fill-catalogue.ts'
import type { Places } from './open-places.ts'
import { liveStoreDay } from './store-day.ts'
import type { Place, StoryEvent, StoryLine } from './story.ts'
import { suppliers } from './suppliers.ts'

export type Kind<K extends StoryEvent['kind']> = Extract<StoryEvent, { kind: K }>

export type Customer = NonNullable<PastSale['customer']>

/** What the story needs to become rows. */
export interface Stage {
  readonly ctx: Ctx
  readonly places: Places
  readonly team: Team
  readonly shelved: ReadonlyMap<string, Shelved>
  readonly customers: readonly Customer[]
  readonly random: Random
  readonly now: Date
  /** When the shelves were filled for the first time. */
  readonly begins: Date
  /** Sales of the story that are not paid yet: sold on account. */
  readonly on_account: ReadonlySet<number>
  /** What each sale of the story that is given back in part consisted of. */
  readonly lines_of: ReadonlyMap<number, readonly StoryLine[]>
  /** Till sessions whose count was off. */
  readonly differing: Set<string>
  /** The id that each sale of the story got, by its key. */
  readonly sold: Map<number, string>
}

/** One day of the shop: what arrived, new prices, both counters, what was found broken. */
export async function liveDay(stage: Stage, day: string, events: readonly StoryEvent[]): Promise<void> {
  const of = <K extends StoryEvent['kind']>(kind: K) => events.filter((event): event is Kind<K> => event.kind === kind)
  await receive(stage, of('receipt'))
  await reprice(stage, of('price'))
  const counter = groupBy([...of('sale'), ...of('refund')].sort(byTime), ({ place }) => storeOf(place))
  for (const [store, sold] of counter) await liveStoreDay(stage, { day, store, events: sold })
  await adjust(stage, of('adjustment'))
}

/** What the central warehouse sends is sold by Maipú. */
const storeOf = (place: Place) => (place === 'san-bernardo' ? place : 'maipu')

const byTime = (a: StoryEvent, b: StoryEvent) => a.at.getTime() - b.at.getTime()

export function productOf(stage: Pick<Stage, 'shelved'>, sku: string): Shelved {
  return present(stage.shelved.get(sku), 'the story sells what the catalogue has')
}

async function receive(stage: Stage, receipts: readonly Kind<'receipt'>[]): Promise<void> {
  const [first] = receipts
  if (first === undefined) return
  const lines = receipts.flatMap(({ at, place, supplier, lines }): HistoryLine[] => {
    const kind = at.getTime() === stage.begins.getTime() ? 'opening' : 'receipt'
    const cause = { kind, id: newId(), label: suppliers[supplier]?.name ?? '' }
    return lines.map(({ sku, quantity, unit_cost }) => ({
      product_id: productOf(stage, sku).product_id,
      warehouse_id: stage.places.at[place].warehouse_id,
      at: at.toISOString(),
      kind,
      quantity,
      cost_minor: unit_cost * quantity,
      cause,
    }))
  })
  const ctx = contextAt(stage.ctx, stage.team.bodeguero.actor, first.at)
  await transactSoon(ctx, async (tx) => {
    await postHistory(tx, lines)
    tx.audit({
      action: 'stock.received',
      thing: 'receipt',
      thing_id: lines[0]?.cause.id ?? '',
      after: { lines: lines.length, cost_minor: lines.reduce((sum, line) => sum + (line.cost_minor ?? 0), 0) },
    })
  })
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

async function adjust(stage: Stage, adjustments: readonly Kind<'adjustment'>[]): Promise<void> {
  for (const { at, place, sku, quantity, reason } of adjustments) {
    await adjustStock(contextAt(stage.ctx, stage.team.bodeguero.actor, at), {
      product_id: productOf(stage, sku).product_id,
      warehouse_id: stage.places.at[place].warehouse_id,
      operation: quantity < 0 ? 'subtract' : 'add',
      quantity: Math.abs(quantity),
      reason,
    })
  }
}
