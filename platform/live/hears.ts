import { type Actor, can, seesStore, seesWarehouse } from '../actor.ts'
import type { FactKind } from '../facts/fact.ts'
import { isInScope } from '../http/scope.ts'
import type { FeedFact } from './feed.ts'

/** Who may hear which fact: the permission its kind names, in the stores and warehouses that the actor sees. */
export interface Hearing {
  readonly hears: (actor: Actor, fact: FeedFact) => boolean
}

export function hearing(kinds: readonly FactKind[]): Hearing {
  const may = new Map(kinds.map((kind) => [kind.fact, kind.may]))
  return {
    hears: (actor, fact) => {
      const permission = may.get(fact.name)
      if (permission === undefined || actor.kind === 'nobody') return false
      if (permission !== 'signed-in' && !can(actor, permission)) return false
      if (fact.store_id !== null && !seesStore(actor, fact.store_id)) return false
      if (fact.warehouse_id !== null && !seesWarehouse(actor, fact.warehouse_id)) return false
      return isInScope(actor, fact.data)
    },
  }
}

/** `order` takes every fact about orders, `stock.changed` only that one; no topics take everything. */
export function isAbout(topics: readonly string[], name: string): boolean {
  return topics.length === 0 || topics.some((topic) => name === topic || name.startsWith(`${topic}.`))
}
