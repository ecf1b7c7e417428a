import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { platformRefuse } from '../platform-refusals.ts'

/** So many connections of a pool stay free for the counter, where somebody stands and waits. */
const FOR_THE_COUNTER = 3
/** How long the others wait for one of theirs before they are asked to come again. */
const PATIENCE_MS = 2_000
/** Who would wait behind so many others is told at once. */
const WAITING_MAX = 500

interface Waiting {
  readonly begin: () => void
  readonly timer: NodeJS.Timeout
}

/**
 * A pool as everybody sees it who is not at the counter: a few of its connections are never theirs, so that twenty slow
 * reports cannot stop a sale (R10). Whoever waits longer than two seconds is refused with `request.busy`, 503 and `Retry-After`.
 */
export function keepSomeFree(pool: pg.Pool): PostgresPool {
  let free = Math.max(1, pool.options.max - FOR_THE_COUNTER)
  const waiting = new Set<Waiting>()

  const take = (): Promise<void> => {
    if (free > 0) {
      free -= 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      if (waiting.size >= WAITING_MAX) return reject(comeAgain())
      const one: Waiting = {
        begin: resolve,
        timer: setTimeout(() => {
          waiting.delete(one)
          reject(comeAgain())
        }, PATIENCE_MS),
      }
      waiting.add(one)
    })
  }

  /** The place goes to who has waited longest. */
  const give = () => {
    const [next] = waiting
    if (!next) {
      free += 1
      return
    }
    waiting.delete(next)
    clearTimeout(next.timer)
    next.begin()
  }

  const connect = async () => {
    await take()
    try {
      return returning(await pool.connect(), give)
    } catch (error) {
      give()
      throw error
    }
  }
  return { connect, end: () => pool.end() } as PostgresPool
}

/** The client, whose release gives its place back, too. The pool makes a `release` of its own at each loan. */
function returning(client: pg.PoolClient, give: () => void): PostgresPoolClient {
  const { release } = client
  client.release = (error) => {
    release.call(client, error)
    give()
  }
  return client as unknown as PostgresPoolClient
}

const comeAgain = () => platformRefuse.busy({}, { headers: { 'retry-after': '2' } })
