import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* prepared */'
/** So many texts at most: each is a plan that every connection keeps. */
const TEXTS_MAX = 300

/**
 * Stands at the end of a statement that comes again and again, asked by key: PostgreSQL parses it once a connection, and
 * plans it anew only while a plan for these very values promises more than one for any. Lists, filters, periods and what
 * takes arrays of any length stay without: the best plan depends on what is asked.
 */
export const prepared: RawBuilder<unknown> = sql.raw(MARK)

/** A client that sends by its name what is marked so, or all that it is asked (`always`). */
export function sendByName<C extends pg.ClientBase>(client: C, always = false): C {
  // Asked for at each call: who watches all clients (tests, tracing) does it on their class.
  const send = (...given: unknown[]) => Reflect.apply(Object.getPrototypeOf(client).query, client, given)
  const query = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values)) return send(text, values, ...rest)
    const name = always || text.endsWith(MARK) ? nameOf(text) : undefined
    if (name === undefined) return send(text, values, ...rest)
    const sent: unknown = send({ name, text, values }, ...rest)
    if (!(sent instanceof Promise)) return sent
    return sent.catch((error: unknown) => {
      if (!isOutdated(error)) throw error
      forgetName(text, name)
      // Inside a transaction all that came before is lost, too: whoever began it must begin again.
      if (client.getTransactionStatus() !== 'I') throw error
      return send({ name: nameOf(text), text, values })
    })
  }
  return Object.assign(client, { query })
}

/**
 * The tables changed their shape under a statement that was prepared before: a newer version of the program migrated
 * them. Told by where PostgreSQL says it, because its sentence is translated.
 */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery'

const names = new Map<string, string>()
/** How often names were given anew: the old ones stay taken on the connections that know them. */
let times_renamed = 0

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= TEXTS_MAX) return known
  const name = `${createHash('sha256').update(text).digest('base64url').slice(0, 20)}${times_renamed}`
  names.set(text, name)
  return name
}

/** Gives all statements new names, unless somebody who met the same change did so already. */
function forgetName(text: string, name: string): void {
  if (names.get(text) !== name) return
  names.clear()
  times_renamed += 1
}
