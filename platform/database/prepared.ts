import { createHash } from 'node:crypto'
import type pg from 'pg'

/** So many texts at most: each is a plan that every connection keeps. */
const TEXTS_MAX = 200
const names = new Map<string, string>()

/** Says that this statement comes again and again: PostgreSQL parses and plans it once a connection. Gives the text. */
export function prepared(text: string): string {
  if (!names.has(text) && names.size < TEXTS_MAX)
    names.set(text, createHash('sha256').update(text).digest('base64url').slice(0, 20))
  return text
}

/** A client that sends by its name what was said to come again, or all that it is asked (`always`). */
export function sendByName<C extends pg.ClientBase>(client: C, always = false): C {
  // Asked for at each call: who watches all clients (tests, tracing) does it on their class.
  const send = (...given: unknown[]) => Reflect.apply(Object.getPrototypeOf(client).query, client, given)
  const query = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values)) return send(text, values, ...rest)
    const name = names.get(always ? prepared(text) : text)
    return name === undefined ? send(text, values, ...rest) : send({ name, text, values }, ...rest)
  }
  return Object.assign(client, { query })
}
