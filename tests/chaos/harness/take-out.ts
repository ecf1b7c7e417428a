import pg from 'pg'
import { withClient } from '../../../platform/database/embedded/roles.ts'

/**
 * Takes one guard out of a shop, to prove that a campaign would notice. Only what the test's own database or the
 * test's own connection to it does is changed: production code has no switch for it.
 */

/** Every row lock of the SQL functions of these schemas: who looks no longer waits for who writes. */
export async function takeLocksOut(owner_url: string, schemas: readonly string[]): Promise<number> {
  return rewriteFunctions(owner_url, schemas, (body) =>
    body.replaceAll(/\bfor (no key )?update( of \w+)?(?=\s*[;)\n])/g, ''),
  )
}

/** The check in the database's own words that stands behind a rule of the program. */
export async function takeConstraintsOut(owner_url: string, like: string): Promise<number> {
  return withClient(owner_url, async (client) => {
    const { rows } = await client.query<{ on_table: string; conname: string }>(
      `select conrelid::regclass::text as on_table, conname from pg_constraint where conname like $1 and contype = 'c'`,
      [like],
    )
    for (const { on_table, conname } of rows) await client.query(`alter table ${on_table} drop constraint ${conname}`)
    return rows.length
  })
}

/** Changes what functions do, in place; says how many changed, because a guard that is not there cannot be missed. */
export async function rewriteFunctions(
  owner_url: string,
  schemas: readonly string[],
  rewrite: (definition: string) => string,
): Promise<number> {
  return withClient(owner_url, async (client) => {
    const { rows } = await client.query<{ definition: string }>(
      `select pg_get_functiondef(p.oid) as definition
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any($1) and p.prokind = 'f'`,
      [schemas],
    )
    let changed = 0
    for (const { definition } of rows) {
      const without = rewrite(definition)
      if (without === definition) continue
      await client.query(without)
      changed += 1
    }
    return changed
  })
}

/** The database no longer minds two answers under one key, so that only what is taken out next stands in the way. */
export const freeTheKey = (owner_url: string) =>
  withClient(owner_url, (client) =>
    client.query('alter table platform.idempotency drop constraint idempotency_pkey cascade'),
  )

/** Nobody looks for what a key was answered before, neither alone nor in a batch. */
export async function takeLookAtAnswersOut(owner_url: string): Promise<void> {
  await freeTheKey(owner_url)
  const changed = await rewriteFunctions(owner_url, ['platform'], (body) =>
    body.replace(
      /(FUNCTION platform\.(claim_many|take_key)\(.*)where (c\.n = any \(held\)|k\.actor)/s,
      '$1where false and $3',
    ),
  )
  if (changed !== 2) throw new Error(`the look was taken out of ${changed} functions instead of two`)
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown

/** From now on this process's statements are rewritten before they are sent. Gives the way back. */
export function rewriteStatements(rewrite: (text: string) => string): { undo: () => void; changed: () => number } {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const original = prototype.query
  let changed = 0
  prototype.query = function (...given) {
    const [asked] = given
    const text = textOf(asked)
    const without = text === undefined ? text : rewrite(text)
    if (without === text) return original.apply(this, given)
    changed += 1
    // What is said otherwise is no longer what was prepared under the name.
    return original.apply(this, [
      typeof asked === 'string' ? without : { ...(asked as object), name: undefined, text: without },
      ...given.slice(1),
    ])
  }
  return { undo: () => Object.assign(prototype, { query: original }), changed: () => changed }
}

/** A statement as it comes: its text, or the text with its name and values. */
export function textOf(asked: unknown): string | undefined {
  if (typeof asked === 'string') return asked
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : undefined
}

/** Every error that the database answers this process with, by its code: what no client should ever have caused. */
export function watchErrors(): { codes: () => readonly string[]; undo: () => void } {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const original = prototype.query
  const codes: string[] = []
  prototype.query = function (...given) {
    const answer = original.apply(this, given)
    if (answer instanceof Promise) answer.catch((error: { code?: string }) => codes.push(error.code ?? ''))
    return answer
  }
  return { codes: () => codes, undo: () => Object.assign(prototype, { query: original }) }
}

export const DEADLOCK = '40P01'
