import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../context.ts'
import { soon } from '../soon.ts'
import { arrayText } from './array-text.ts'

/** Rows of one statement: enough that the round trip no longer counts, few enough that the next is ready when it ends. */
const ROWS_MAX = 2_000

/** Column name → SQL type, in the order of the insert. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * Inserts many rows with one array per column, which costs the database far less than a parameter per value. Columns
 * and types are constants of the caller's code, never input. While the database writes some, the next are made ready.
 */
export async function insertMany<C extends ColumnTypes>(
  tx: Tx,
  table: RawBuilder<unknown>,
  columns: C,
  rows: readonly { readonly [K in keyof C]: unknown }[],
): Promise<void> {
  const names = Object.keys(columns)
  let written: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < rows.length; at += ROWS_MAX) {
    const part = rows.slice(at, at + ROWS_MAX)
    const arrays = names.map(
      (name) => sql`${arrayText(part.map((row) => row[name]))}::${sql.raw(`${columns[name]}[]`)}`,
    )
    const statement = sql`
      insert into ${table} (${sql.join(names.map((name) => sql.ref(name)))})
      select * from unnest(${sql.join(arrays)})`
    await written
    written = statement.execute(tx.db)
    // Whoever waits for it hears of a failure; until then it is nobody's.
    written.catch(() => undefined)
    await soon()
  }
  await written
}
