import type pg from 'pg'
import type { Log } from '../log.ts'
import { type FeedFact, factsAfter, tailOf } from './feed.ts'
import { listen } from './listen.ts'

/** One who hears the feed. `deliver` gets every fact in order, once; what it may hear is its own business. */
export interface Subscriber {
  readonly deliver: (fact: FeedFact) => void
  readonly isOpen: () => boolean
  /** Resolves when it can take more; used while it catches up. */
  readonly ready: () => Promise<void>
}

export interface Joined {
  readonly cursor: number
  /** The gap is unknown or too large: the client loads everything anew and goes on from `cursor`. */
  readonly snapshot: boolean
}

export interface Hub {
  /** Delivers what came after the cursor, then everything that comes. `null` starts now. */
  readonly join: (subscriber: Subscriber, after: number | null, joined: (start: Joined) => void) => Promise<void>
  readonly leave: (subscriber: Subscriber) => void
  /** The position up to which live subscribers have heard everything. */
  readonly tail: () => number
  readonly size: () => number
  readonly stop: () => Promise<void>
}

export interface HubOptions {
  readonly url: string
  readonly pool: pg.Pool
  readonly log: Log
  /** How often it looks without being told. */
  readonly poll_ms?: number
  /** Larger gaps are not replayed: loading the screen anew is quicker. */
  readonly gap_max?: number
}

const PAGE = 500
const RECENT_MAX = 5_000
const GAP_MAX = 10_000

/** One reader of the feed a process, whatever number of people listen: each fact is read once and handed to all. */
export function startHub({ url, pool, log, poll_ms = 1_000, gap_max = GAP_MAX }: HubOptions): Hub {
  const live = new Set<Subscriber>()
  const reader = new Reader(pool, log, (fact) => {
    for (const subscriber of live) subscriber.deliver(fact)
  })
  const startOf = async (after: number | null): Promise<Joined> => {
    const tail = await reader.tailFor(after)
    const isUnknown = after !== null && (after > tail || tail - after > gap_max)
    return { cursor: after === null || isUnknown ? tail : after, snapshot: isUnknown }
  }
  const join = async (subscriber: Subscriber, after: number | null, joined: (start: Joined) => void) => {
    const start = await startOf(after)
    if (!subscriber.isOpen()) return
    joined(start)
    let { cursor } = start
    while (subscriber.isOpen() && !reader.isStopped()) {
      // No await between this look and the join, so no fact can fall between the two.
      if (cursor >= reader.tail()) return void live.add(subscriber)
      for (const fact of await reader.read(cursor)) {
        if (fact.position > reader.tail()) break
        subscriber.deliver(fact)
        cursor = fact.position
      }
      await subscriber.ready()
    }
  }

  const listening = listen({ url, channel: 'mostrador_facts', log, heard: () => void reader.advance() })
  const timer = setInterval(() => void reader.advance(), poll_ms)
  timer.unref()
  return {
    join,
    leave: (subscriber) => void live.delete(subscriber),
    tail: () => reader.tail(),
    size: () => live.size,
    stop: async () => {
      clearInterval(timer)
      await listening.stop()
      await reader.stop()
    },
  }
}

/** Reads what is new, one read at a time, and keeps the last thousands for those who come back. */
class Reader {
  readonly #pool: pg.Pool
  readonly #log: Log
  readonly #deliver: (fact: FeedFact) => void
  #recent: FeedFact[] = []
  #tail: number | null = null
  #reading: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(pool: pg.Pool, log: Log, deliver: (fact: FeedFact) => void) {
    this.#pool = pool
    this.#log = log
    this.#deliver = deliver
  }

  tail(): number {
    return this.#tail ?? 0
  }

  isStopped(): boolean {
    return this.#stopped
  }

  /** The tail, read anew when the client has heard of more than we have. */
  async tailFor(after: number | null): Promise<number> {
    if (this.#tail === null || (after !== null && after > this.#tail)) await this.advance()
    this.#tail ??= await tailOf(this.#pool)
    return this.#tail
  }

  advance(): Promise<void> {
    this.#again = true
    this.#reading ??= this.#readNew()
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'The feed could not be read; trying again'))
      .finally(() => {
        this.#reading = null
        if (this.#again && !this.#stopped) void this.advance()
      })
    return this.#reading
  }

  async read(after: number): Promise<readonly FeedFact[]> {
    const first = this.#recent[0]
    if (!first || after < first.position - 1) return factsAfter(this.#pool, after, PAGE)
    const start = after - first.position + 1
    return this.#recent.slice(start, start + PAGE)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#reading
  }

  async #readNew(): Promise<void> {
    this.#again = false
    let tail = this.#tail ?? (await tailOf(this.#pool))
    this.#tail = tail
    let page: FeedFact[]
    do {
      this.#again = false
      page = await factsAfter(this.#pool, tail, PAGE)
      for (const fact of page) {
        tail = fact.position
        this.#tail = tail
        this.#recent.push(fact)
        this.#deliver(fact)
      }
      if (this.#recent.length > RECENT_MAX * 2) this.#recent = this.#recent.slice(-RECENT_MAX)
    } while (page.length === PAGE || this.#again)
  }
}
