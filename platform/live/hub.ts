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
  let recent: FeedFact[] = []
  let tail: number | null = null
  let reading: Promise<void> | null = null
  let again = false
  let stopped = false

  const readNew = async () => {
    again = false
    tail ??= await tailOf(pool)
    let page: FeedFact[]
    do {
      again = false
      page = await factsAfter(pool, tail, PAGE)
      for (const fact of page) {
        tail = fact.position
        recent.push(fact)
        for (const subscriber of live) subscriber.deliver(fact)
      }
      if (recent.length > RECENT_MAX * 2) recent = recent.slice(-RECENT_MAX)
    } while (page.length === PAGE || again)
  }
  const advance = (): Promise<void> => {
    again = true
    reading ??= readNew()
      .catch((error: unknown) => log.debug({ error: String(error) }, 'The feed could not be read; trying again'))
      .finally(() => {
        reading = null
        if (again && !stopped) void advance()
      })
    return reading
  }
  const read = async (after: number): Promise<readonly FeedFact[]> => {
    const first = recent[0]
    if (!first || after < first.position - 1) return factsAfter(pool, after, PAGE)
    const start = after - first.position + 1
    return recent.slice(start, start + PAGE)
  }
  const startOf = async (after: number | null): Promise<Joined> => {
    if (tail === null || (after !== null && after > tail)) await advance()
    tail ??= await tailOf(pool)
    const isUnknown = after !== null && (after > tail || tail - after > gap_max)
    return { cursor: after === null || isUnknown ? tail : after, snapshot: isUnknown }
  }
  const join = async (subscriber: Subscriber, after: number | null, joined: (start: Joined) => void) => {
    const start = await startOf(after)
    if (!subscriber.isOpen()) return
    joined(start)
    let cursor = start.cursor
    while (subscriber.isOpen() && !stopped) {
      // No await between this look and the join, so no fact can fall between the two.
      if (cursor >= (tail ?? 0)) return void live.add(subscriber)
      for (const fact of await read(cursor)) {
        if (fact.position > (tail ?? 0)) break
        subscriber.deliver(fact)
        cursor = fact.position
      }
      await subscriber.ready()
    }
  }

  const listening = listen(url, 'mostrador_facts', log, () => void advance())
  const timer = setInterval(() => void advance(), poll_ms)
  timer.unref()
  return {
    join,
    leave: (subscriber) => void live.delete(subscriber),
    tail: () => tail ?? 0,
    size: () => live.size,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await listening.stop()
      await reading
    },
  }
}
