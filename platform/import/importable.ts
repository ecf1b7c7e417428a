import type { Ctx, Tx } from '../context.ts'
import type { Sentence } from '../text.ts'

/** A column that an import of this kind understands. */
export interface ImportColumn {
  readonly name: string
  readonly says: Sentence
  readonly required: boolean
  /** Other headings people use for it, lower case without accents: guesses for the mapping. */
  readonly also: readonly string[]
  /**
   * How a cell is read: text keeps leading zeros; amounts and quantities accept decimal commas, an amount arrives in the
   * minor unit; days accept DD-MM-YYYY and arrive as YYYY-MM-DD; a moment is a day with its local time, `…THH:MM:SS`.
   */
  readonly type: 'text' | 'amount' | 'quantity' | 'day' | 'moment' | 'flag' | 'whole'
}

export type ImportRow = {
  readonly number: number
  readonly cells: Readonly<Record<string, string | number | boolean | null>>
}

export type RowVerdict =
  | {
      readonly number: number
      readonly outcome: 'created' | 'changed'
      readonly thing_id?: string
      readonly note?: string
    }
  | { readonly number: number; readonly outcome: 'unchanged' }
  | {
      readonly number: number
      readonly outcome: 'refused'
      readonly column: string | null
      readonly code: string
      readonly says: Sentence
      readonly values?: Record<string, unknown>
    }

/**
 * Something a module can import. The platform reads the file, maps columns, keeps the run, resumes it and undoes it;
 * the module judges and applies rows. `judge` must not write; `apply` gets a batch inside one transaction and must be
 * idempotent per (run, row), so that a run killed in the middle can be resumed.
 */
export interface Importable {
  readonly kind: string
  readonly says: Sentence
  readonly may: string
  readonly columns: readonly ImportColumn[]
  /** Decimals of the currency in which amounts are written; none when missing. */
  readonly amount_decimals?: (ctx: Ctx) => Promise<number>
  /** Neighbouring rows with the same value in this column go into one batch: the lines of an invoice. */
  readonly keep_together?: string
  readonly judge: (ctx: Ctx, rows: readonly ImportRow[]) => Promise<readonly RowVerdict[]>
  readonly apply: (tx: Tx, run: { id: string }, rows: readonly ImportRow[]) => Promise<readonly RowVerdict[]>
  /** Takes the whole run back: archive master data, counter-entries for stock and money. Names what blocks it. */
  readonly undo: (
    tx: Tx,
    run: { id: string },
  ) => Promise<{
    readonly undone: number
    readonly blocked: readonly { thing: string; label: string; says: Sentence }[]
  }>
}
