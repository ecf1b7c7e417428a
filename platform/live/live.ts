import type { FastifyRequest } from 'fastify'
import { type Actor, nobody } from '../actor.ts'
import { platformRefuse } from '../platform-refusals.ts'
import type { FeedFact } from './feed.ts'
import type { Hearing } from './hears.ts'
import { isAbout } from './hears.ts'
import type { Hub } from './hub.ts'

/** What the two mouths of the feed share: the hub, who hears what, and the connections that are open. */
export interface Live {
  readonly hub: Hub
  readonly hearing: Hearing
  readonly connections: Connections
  readonly timing: Timing
}

export interface Timing {
  /** A sign of life for clients and proxies. */
  readonly beat_ms: number
  /** How often the right to listen is asked for again; must stay below 5 s (W8). */
  readonly recheck_ms: number
  /** How long a socket may stay without saying who it is. */
  readonly introduce_ms: number
}

export const TIMING: Timing = { beat_ms: 10_000, recheck_ms: 2_500, introduce_ms: 5_000 }

/** What a reader may leave unread in our memory before it is cut off. */
export const UNREAD_MAX = 1024 * 1024

const PER_ACTOR_MAX = 50
const ALL_MAX = 5_000

export interface Connection {
  /** Who listens now; a changed role changes what is heard from the next fact on. */
  actor: Actor
  /** Ends it because the server stops: the client comes back after the given time. */
  readonly dismiss: (after_ms: number) => void
}

export class Connections {
  readonly #open = new Set<Connection>()
  #closing = false

  /** Refuses when this actor, or the server, already has too many. */
  assertRoom(actor: Actor): void {
    if (this.#closing) throw platformRefuse.unavailable({}, { headers: { 'retry-after': '2' } })
    const own = [...this.#open].filter((connection) => connection.actor.id === actor.id && actor.id !== null)
    if (own.length < PER_ACTOR_MAX && this.#open.size < ALL_MAX) return
    throw platformRefuse.tooMany({ seconds: 30 }, { headers: { 'retry-after': '30' } })
  }

  add(connection: Connection): void {
    this.#open.add(connection)
  }

  delete(connection: Connection): void {
    this.#open.delete(connection)
  }

  size(): number {
    return this.#open.size
  }

  /** Tells everybody to come back, each after another time, so that the next server is not stormed (W4). */
  dismissAll(): void {
    this.#closing = true
    for (const connection of this.#open) connection.dismiss(jitter())
  }

  reopen(): void {
    this.#closing = false
  }
}

/** When to come back: between half a second and four. */
export const jitter = () => 500 + Math.floor(Math.random() * 3_500)

export function mayHear(live: Live, actor: Actor, topics: readonly string[], fact: FeedFact): boolean {
  return isAbout(topics, fact.name) && live.hearing.hears(actor, fact)
}

/** Who this is now; nobody when the session has ended or the database cannot tell who it is. */
export async function actorNow(request: FastifyRequest): Promise<Actor> {
  try {
    return await request.server.authenticate(request)
  } catch {
    return nobody
  }
}

/**
 * Asks again and again whether the actor may still listen. A database that does not answer is no revocation: the
 * connection hears nothing from it either.
 */
export function watchActor(
  request: () => FastifyRequest,
  every_ms: number,
  seen: (actor: Actor) => void,
): NodeJS.Timeout {
  let asking = false
  const ask = async () => {
    if (asking) return
    asking = true
    try {
      seen(await request().server.authenticate(request()))
    } catch (error) {
      if (isRefused(error)) seen(nobody)
    } finally {
      asking = false
    }
  }
  return setInterval(() => void ask(), every_ms).unref()
}

const isRefused = (error: unknown) =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500

/** Topics as a query names them: `?topics=order,stock.changed`. */
export const topicsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => /^[a-z_.-]{1,60}$/.test(topic))
    .slice(0, 50)

/** A cursor that cannot be one is like an unknown cursor: the client loads everything anew. */
export function cursorOf(given: unknown): number | null {
  if (given === undefined || given === null || given === '') return null
  const number = typeof given === 'number' ? given : /^\d{1,15}$/.test(String(given)) ? Number(given) : -1
  return Number.isSafeInteger(number) && number >= 0 ? number : Number.MAX_SAFE_INTEGER
}
