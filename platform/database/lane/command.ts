import type { Ctx } from '../../context.ts'
import type { Emitted } from '../../facts/fact.ts'
import type { Refusal } from '../../refusals.ts'

/** The key under which a command is done once, and what was asked under it. */
export interface Claim {
  readonly actor: string
  readonly key: string
  readonly fingerprint: Buffer
}

/** What was answered the first time, and is answered to every replay. */
export interface Stored {
  readonly status: number
  readonly body: unknown
  readonly headers: Record<string, string>
  readonly replayed: boolean
}

/** One verb that can be served for many at once: an SQL function that takes a JSON array for each of these names. */
export interface Verb {
  readonly calls: string
  readonly takes: readonly string[]
  /** Names of the facts that it makes itself, because only it knows what they say. */
  readonly writes: readonly string[]
}

/** One command, decided as far as it can be without a lock. */
export interface LaneCommand {
  readonly ctx: Ctx
  readonly verb: Verb
  readonly claim: Claim | null
  /** Things that no two commands at work together may share, such as a sale's or an order's id. */
  readonly things: readonly string[]
  /** Rows by the name of the verb's argument. The lane adds the command's number to each, and who asks to `commands`. */
  readonly rows: Readonly<Record<string, readonly object[]>>
  /** The answer to keep under the key; the verb adds the numbers it took. */
  readonly answer: { readonly status: number; readonly body: object; readonly headers: Record<string, string> }
  /** The refusal that the verb's "no" means; null when the one-by-one way knows a way out. */
  readonly refuse: (data: unknown) => Refusal | null
  /** What it tells, given what the verb said (nothing before it ran): for reactions that must share the transaction. */
  readonly tells: (told: unknown) => readonly Emitted[]
}

export type Outcome =
  | { readonly is: 'done'; readonly data: unknown }
  /** The verb's own "no", such as the short lines. Nothing was written. */
  | { readonly is: 'short'; readonly data: unknown }
  | { readonly is: 'known'; readonly fingerprint: string; readonly stored: Stored }
  | { readonly is: 'running' }
  /** Not to be served together with others: by the one-by-one way, which decides anew. */
  | { readonly is: 'alone' }
