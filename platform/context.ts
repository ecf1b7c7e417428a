import type { Kysely, Transaction } from 'kysely'
import type { Rows } from '../db/rows.ts'
import type { Actor } from './actor.ts'
import type { AuditEntry } from './audit/audit.ts'
import type { Emitted } from './facts/fact.ts'
import type { Log } from './log.ts'
import type { Language } from './text.ts'

/** Where a call came from. `store_id` is the working store that the caller chose (`X-Store-Id`), already checked. */
export interface RequestInfo {
  readonly id: string
  readonly ip: string
  readonly agent: string
  readonly language: Language
  readonly store_id: string | null
}

/**
 * All that a command or query is given. Seven fields, no more: what a function uses from other modules stays
 * visible in its imports. `emit` and `audit` work only inside a transaction (see transact).
 */
export interface Ctx {
  readonly db: Kysely<Rows>
  readonly actor: Actor
  readonly now: () => Date
  readonly log: Log
  readonly request: RequestInfo
  readonly emit: (fact: Emitted) => Promise<void>
  readonly audit: (entry: AuditEntry) => void
}

/** A context inside a transaction. Functions that write take this, so that forgetting the transaction does not compile. */
export interface Tx extends Ctx {
  readonly db: Transaction<Rows>
}
