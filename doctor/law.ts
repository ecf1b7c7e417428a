import type { Sentence } from '#platform/text'

/**
 * One question to the whole database whose right answer is "no rows". The doctor shares no code with the writers: each
 * check states in its own SQL what must be true, over every row, constraints or not.
 */
export interface Check {
  /** Stable name, such as `on-hand-is-the-ledger`. */
  readonly name: string
  readonly says: Sentence
  /** Tables it reads. Where one does not exist, the check does not apply. */
  readonly needs: readonly string[]
  /** Gives the offending rows. */
  readonly sql: string
}

export interface Law {
  readonly law: 'B1' | 'B2' | 'B3' | 'B4' | 'B5' | 'B6' | 'B7'
  readonly says: Sentence
  /** What is counted as looked at. */
  readonly counts: { readonly needs: readonly string[]; readonly sql: string }
  readonly checks: readonly Check[]
}

export interface Finding {
  readonly check: string
  readonly says: Sentence
  /** At most twenty; `more` says that there are others. */
  readonly rows: readonly Record<string, unknown>[]
  readonly more: boolean
}

export interface Verdict {
  readonly law: Law['law']
  readonly says: Sentence
  readonly ok: boolean
  /** Rows of the law's main table. */
  readonly checked: number
  /** Checks asked and answered; those of rooms not built yet are left out. */
  readonly checks: number
  readonly findings: readonly Finding[]
}
