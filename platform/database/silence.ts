import type pg from 'pg'
import type { Log } from '../log.ts'

/** The server ends what takes longer than 15 s itself and says so: who has not answered by then is not there. */
const SILENT_MS = 20_000
/** Several looks: one that comes late, because this process was busy, says nothing about the server. */
const LOOKS = 4

/**
 * Closes a connection whose question stays without an answer for that long: a cable was pulled, a router forgot the line.
 * TCP alone would wait for a quarter of an hour, and everybody who asks by this connection with it. Closed, what was asked
 * fails as on any lost connection, and the next question opens another. Costs the questions nothing.
 */
export function hangUpOnSilence(client: pg.ClientBase, { log, silent_ms = SILENT_MS }: SilenceOptions): void {
  let asked: object | null = null
  let looks = 0
  const timer = setInterval(() => {
    const asking = questionOf(client)
    looks = asking !== null && asking === asked ? looks + 1 : 0
    asked = asking
    if (looks < LOOKS) return
    log.warn({ seconds: Math.round(silent_ms / 1000) }, 'The database does not answer; its connection is closed')
    streamOf(client).destroy()
  }, silent_ms / LOOKS).unref()
  client.once('end', () => clearInterval(timer))
}

export interface SilenceOptions {
  readonly log: Log
  readonly silent_ms?: number | undefined
}

interface Inside {
  readonly _activeQuery?: object | null
  readonly _sentQueryQueue?: readonly object[]
  readonly connection: { readonly stream: { destroy: () => void } }
}

const inside = (client: pg.ClientBase) => client as unknown as Inside

/** What the server is to answer next; pg has no public way to ask. */
const questionOf = (client: pg.ClientBase) => inside(client)._activeQuery ?? inside(client)._sentQueryQueue?.[0] ?? null

const streamOf = (client: pg.ClientBase) => inside(client).connection.stream
