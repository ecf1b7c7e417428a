import type { Business } from '#company'
import type { Ctx } from '#platform/context'
import { present } from '#platform/invariant'
import type { PastSale } from '#sales'
import type { Team } from '../demo-people.ts'
import type { Spent } from './expenses.ts'
import type { Shelved } from './fill-catalogue.ts'
import type { Places } from './open-places.ts'
import type { DemoSupplier } from './purchases.ts'
import type { StoryEvent, StoryLine } from './story.ts'

export type Kind<K extends StoryEvent['kind']> = Extract<StoryEvent, { kind: K }>

export type Customer = NonNullable<PastSale['customer']>

/** What the story needs to become rows. */
export interface Stage {
  readonly ctx: Ctx
  readonly business: Business
  readonly places: Places
  readonly team: Team
  readonly shelved: ReadonlyMap<string, Shelved>
  readonly customers: readonly Customer[]
  /** In the order of the story. */
  readonly suppliers: readonly DemoSupplier[]
  /** By how much the counts of tills were off. */
  readonly miscounts: ReadonlyMap<string, number>
  /** What the shop pays by transfer, by day. */
  readonly bills: ReadonlyMap<string, readonly Spent[]>
  /** What a till pays out of its drawer, by day and store. */
  readonly petty: ReadonlyMap<string, Spent>
  readonly now: Date
  /** When the shelves were filled for the first time. */
  readonly begins: Date
  /** Sales of the story that are not paid yet: sold on account. */
  readonly on_account: ReadonlySet<number>
  /** Sales of the story that are told parcel by parcel. */
  readonly parcels: ReadonlySet<number>
  /** What each sale of the story that is given back in part consisted of. */
  readonly lines_of: ReadonlyMap<number, readonly StoryLine[]>
  /** Till sessions whose count was off. */
  readonly differing: Set<string>
  /** The id that each sale of the story got, and what was paid for it, by its key. */
  readonly sold: Map<number, { readonly id: string; readonly is_cash: boolean; readonly paid: number }>
}

export function productOf(stage: Pick<Stage, 'shelved'>, sku: string): Shelved {
  return present(stage.shelved.get(sku), 'the story sells what the catalogue has')
}
