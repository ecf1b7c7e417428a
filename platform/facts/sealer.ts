import type pg from 'pg'
import type { Log } from '../log.ts'

/** Gives facts their place in the feed and audit entries their seal, soon after each commit. */
export interface Sealer {
  /** Something was committed; returns at once. The runtime's `committed`. */
  readonly poke: () => void
  /** Resolves when all that was committed before the call is sealed, as far as open transactions allow. */
  readonly drain: () => Promise<void>
  readonly stop: () => Promise<void>
}

export interface SealerOptions {
  pool: pg.Pool
  log: Log
  /** How often it looks without being poked: for commits of other processes that died before poking. */
  every_ms?: number
}

const BATCH = 1_000
/** An older transaction is still open: it ends within milliseconds, or its own commit pokes. */
const WAITING_MS = 20
const WAITS_MAX = 25
/** The first commit is sealed at once; those that follow wait this long for each other, so that sales feel little of it. */
const PACE_MS = 100

interface Sealed {
  placed: number
  sealed: number
  waiting: boolean
}

/** One loop a process; processes take turns by a lock in the database. A dead database is retried at each tick. */
export function startSealer({ pool, log, every_ms = 1_000 }: SealerOptions): Sealer {
  let running: Promise<void> | null = null
  let poked = false
  let stopped = false
  let failing = false
  const pace = keepPace()

  const sealAll = async () => {
    let waits = 0
    while (!stopped || poked) {
      await pace.turn()
      poked = false
      const { placed, sealed, waiting } = await sealOnce(pool)
      pace.rest(PACE_MS)
      if (!waiting && !poked) return
      if (placed < BATCH && sealed < BATCH && !poked) {
        waits += 1
        if (waits > WAITS_MAX || stopped) return
        pace.rest(0)
        await sleep(WAITING_MS)
      }
    }
  }

  const run = async () => {
    try {
      await sealAll()
      if (failing) log.info('Facts are sealed again')
      failing = false
    } catch (error) {
      if (!failing) log.warn({ error: messageOf(error) }, 'Facts could not be sealed; trying again each second')
      failing = true
    }
    // A poke that arrived after the last look starts the next round; after a failure the tick does.
    running = poked && !failing ? run() : null
  }

  const poke = () => {
    poked = true
    running ??= run()
  }
  const timer = setInterval(poke, every_ms)
  timer.unref()

  const drain = async () => {
    pace.hurry(true)
    poke()
    while (running) await running
    pace.hurry(false)
  }
  const stop = async () => {
    clearInterval(timer)
    stopped = true
    await drain()
  }
  return { poke, drain, stop }
}

/** Keeps rounds apart, unless somebody is in a hurry. */
function keepPace() {
  let due_ms = 0
  let hurried = 0
  let wake = () => {}
  const turn = async () => {
    const left_ms = due_ms - performance.now()
    if (left_ms <= 0 || hurried > 0) return
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, left_ms)
    })
  }
  const rest = (ms: number) => {
    due_ms = performance.now() + ms
  }
  const hurry = (begins: boolean) => {
    hurried += begins ? 1 : -1
    wake()
  }
  return { turn, rest, hurry }
}

async function sealOnce(pool: pg.Pool): Promise<Sealed> {
  const { rows } = await pool.query<Sealed>({
    name: 'seal',
    text: 'select placed, sealed, waiting from platform.seal($1)',
    values: [BATCH],
  })
  return rows[0] ?? { placed: 0, sealed: 0, waiting: false }
}

const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
