import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../context.ts'
import { inTurn, type Turn } from '../in-turn.ts'
import { present } from '../invariant.ts'
import { soon } from '../soon.ts'
import { arrayText } from './array-text.ts'

/** Rows of one statement: enough that the round trip no longer counts, few enough that the next is ready when it ends. */
const ROWS_MAX = 2_000

/** Column name → SQL type, in the order of the insert. The value of an array column is its literal, such as `{a,b}`. */
export type ColumnTypes = Readonly<Record<string, string>>

type RowOf<C extends ColumnTypes> = { readonly [K in keyof C]: unknown }

/**
 * Inserts many rows with one array per column, which costs the database far less than a parameter per value. Columns
 * and types are constants of the caller's code, never input. While the database writes some, the next are made ready.
 */
export async function insertMany<C extends ColumnTypes>(
  tx: Tx,
  table: RawBuilder<unknown>,
  columns: C,
  rows: readonly RowOf<C>[],
): Promise<void> {
  await inTurn((turn) => insertInTurn(tx, turn, { table, columns, rows }))
}

export interface ManyRows<C extends ColumnTypes> {
  readonly table: RawBuilder<unknown>
  readonly columns: C
  readonly rows: readonly RowOf<C>[]
}

/** The same behind the author's back: returns when all is made ready, not when it is written. */
export async function insertInTurn<C extends ColumnTypes>(
  { db }: Tx,
  turn: Turn,
  { table, columns, rows }: ManyRows<C>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_MAX) {
    const insert = statementOf({ table, columns, rows: rows.slice(at, at + ROWS_MAX) })
    turn.add(() => insert.execute(db))
    await soon()
  }
}

/** The same, giving the number that the database gave each row, in their order. */
export async function insertNumbered<C extends ColumnTypes & { readonly id: 'uuid' }>(
  { db }: Tx,
  { table, columns, rows }: ManyRows<C>,
): Promise<number[]> {
  const numbers = new Map<unknown, number>()
  for (let at = 0; at < rows.length; at += ROWS_MAX) {
    const insert = statementOf({ table, columns, rows: rows.slice(at, at + ROWS_MAX) })
    const made = await sql<{ id: string; number: number }>`${insert} returning id, number`.execute(db)
    for (const { id, number } of made.rows) numbers.set(id, number)
  }
  return rows.map(({ id }) => present(numbers.get(id), 'every row got its number'))
}

function statementOf<C extends ColumnTypes>({ table, columns, rows }: ManyRows<C>): RawBuilder<unknown> {
  const names = Object.keys(columns)
  const isArray = (name: string) => columns[name]?.endsWith('[]') === true
  const arrays = names.map((name) => {
    const type = sql.raw(isArray(name) ? 'text[]' : `${columns[name]}[]`)
    return sql`${arrayText(rows.map((row) => row[name]))}::${type}`
  })
  const refs = names.map((name) => sql.ref(name))
  const values = names.map((name) =>
    isArray(name) ? sql`${sql.ref(name)}::${sql.raw(columns[name] ?? '')}` : sql.ref(name),
  )
  return sql`
    insert into ${table} (${sql.join(refs)})
    select ${sql.join(values)} from unnest(${sql.join(arrays)}) as given (${sql.join(refs)})`
}
