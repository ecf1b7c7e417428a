import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Rows } from '../../../db/rows.ts'
import type { Log } from '../../log.ts'
import { countLane, observeBatch } from '../../metrics/metrics.ts'
import { platformRefuse } from '../../platform-refusals.ts'
import { openDatabase, openPool } from '../pool.ts'
import type { Runtime } from '../transact.ts'
import { serveBatch } from './batch.ts'
import type { LaneCommand, Outcome, Verb } from './command.ts'
import { type Deciders, type Deciding, openDeciders } from './deciding.ts'

/** Two batches at once use both halves of the work: while one is on its way to the disk the other is computed. */
const IN_FLIGHT_MAX = 2
/** A second batch of one verb leaves only with so many: what waits a moment longer costs a large batch little more. */
const SECOND_BATCH_MIN = 16
/**
 * So many leave without waiting for those who still decide. More in one batch would cost less, but then everybody waits
 * for the same things at the same time, and one of the two processors has nothing to do.
 */
const ENOUGH = 8
const DECIDING_MAX_MS = 25
const COMMANDS_MAX = 32
/** Lines and the like of one batch: a verb's work, and the time it holds its locks, has a bound. */
const ROWS_MAX = 2_000
const WAITING_MAX = 2_000
/**
 * How often a batch is tried that had to wait for a lock too long. Mostly our own other batch held it, or those who go one
 * by one; going one by one too would make a queue at that lock in which the next batches wait too long as well.
 */
const TRIES_MAX = 3

/**
 * The commands that wait are served together, in one commit. A command goes as soon as no batch of its verb is on its
 * way and those are decided that somebody began to decide before it was ready; while a batch is on its way, the others
 * gather until they are many. Who is alone waits for nobody.
 */
export interface Lane {
  /** Waits until somebody may begin to decide a command of this verb; the lane is to be told when that is over. */
  readonly decide: (verb: Verb) => Promise<Deciding>
  readonly submit: (command: LaneCommand) => Promise<Outcome>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly command: LaneCommand
  /** How often it was in a batch that waited for a lock in vain. */
  readonly tries: number
  readonly since_ms: number
  /** Its place among those who decide: it may wait for who began before. */
  readonly turn: number
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

export interface LaneOptions {
  readonly url: string
  readonly log: Log
  readonly runtime: Runtime
  /** How long a batch waits at most for commands that were being decided when its first one was ready. */
  readonly deciding_max_ms?: number
}

export function openLane({ url, log, runtime, deciding_max_ms = DECIDING_MAX_MS }: LaneOptions): Lane {
  const pool: pg.Pool = openPool({ url, max: IN_FLIGHT_MAX, log, name: 'mostrador lane' })
  const db: Kysely<Rows> = openDatabase(pool)
  let waiting: Waiting[] = []
  const busy = new Set<string>()
  const in_flight: Verb[] = []
  let is_planned = false
  const deciders = openDeciders(() => plan())
  // Whoever is waited for plans again when they are through; this is for those who take too long.
  const alarm = openAlarm(deciding_max_ms, () => plan())
  const nextVerb = () => readyVerb({ waiting, in_flight, deciders, deciding_max_ms })

  const plan = () => {
    if (is_planned || waiting.length === 0) return
    if (!nextVerb()) return alarm.set()
    is_planned = true
    setImmediate(() => {
      is_planned = false
      const verb = nextVerb()
      if (verb) void send(verb)
      plan()
    })
  }

  const send = async (verb: Verb) => {
    const [batch, rest] = nextBatch(waiting, verb)
    waiting = rest
    in_flight.push(verb)
    const again = await serve(db, runtime, log, batch)
    in_flight.splice(in_flight.indexOf(verb), 1)
    waiting = [...again, ...waiting]
    const through = again.length > 0 ? [] : batch
    for (const { command } of through) for (const thing of thingsOf(command)) busy.delete(thing)
    plan()
  }

  const submit = (command: LaneCommand) => {
    if (waiting.length >= WAITING_MAX) throw platformRefuse.crowded({}, { headers: { 'retry-after': '1' } })
    if (command.claim && busy.has(keyOf(command.claim))) return Promise.resolve<Outcome>({ is: 'running' })
    const things = thingsOf(command)
    // The other one is at work on it: by the one-by-one way this one waits for its lock, and decides after it.
    if (things.some((thing) => busy.has(thing))) return Promise.resolve<Outcome>({ is: 'alone' })
    for (const thing of things) busy.add(thing)
    return new Promise<Outcome>((resolve, reject) => {
      waiting.push({ command, tries: 0, since_ms: performance.now(), turn: deciders.turn(), resolve, reject })
      plan()
    })
  }
  const close = async () => {
    alarm.off()
    await db.destroy()
  }
  return { decide: deciders.begin, submit, close }
}

interface Line {
  readonly waiting: readonly Waiting[]
  readonly in_flight: readonly Verb[]
  readonly deciders: Deciders
  readonly deciding_max_ms: number
}

/** The verb whose batch may leave now: that of who waits longest comes first. */
function readyVerb({ waiting, in_flight, deciders, deciding_max_ms }: Line): Verb | undefined {
  if (in_flight.length >= IN_FLIGHT_MAX) return undefined
  const isReady = (verb: Verb) => {
    const count = countOf(waiting, verb)
    const first = waiting.find(({ command }) => command.verb === verb)
    // What waited for a lock in vain goes when no other batch of its kind is in its way.
    if (in_flight.includes(verb)) return count >= SECOND_BATCH_MIN && first?.tries === 0
    if (!first || count >= ENOUGH || !deciders.anyBefore(verb, first.turn)) return true
    return performance.now() - first.since_ms >= deciding_max_ms
  }
  return [...new Set(waiting.map(({ command }) => command.verb))].find(isReady)
}

function openAlarm(after_ms: number, wake: () => void) {
  let timer: NodeJS.Timeout | undefined
  const set = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      wake()
    }, after_ms)
  }
  return { set, off: () => clearTimeout(timer) }
}

const countOf = (waiting: readonly Waiting[], verb: Verb) =>
  waiting.reduce((count, { command }) => count + (command.verb === verb ? 1 : 0), 0)

const keyOf = ({ actor, key }: { actor: string; key: string }) => `key ${actor}\n${key}`
const thingsOf = ({ claim, things }: LaneCommand) => (claim ? [...things, keyOf(claim)] : things)

/** The commands of a verb in their order, up to the bounds; the rest stays in its order. */
function nextBatch(waiting: readonly Waiting[], verb: Verb): [batch: Waiting[], rest: Waiting[]] {
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  let rows = 0
  for (const one of waiting) {
    const isOfVerb = one.command.verb === verb
    if (isOfVerb) rows += weightOf(one.command)
    const fits = batch.length < COMMANDS_MAX && (rows <= ROWS_MAX || batch.length === 0)
    if (isOfVerb && fits) batch.push(one)
    else rest.push(one)
  }
  return [batch, rest]
}

const weightOf = ({ rows }: LaneCommand) => Object.values(rows).reduce((sum, list) => sum + list.length, 0)

/** Serves a batch and tells everybody in it what came of it; gives those who are to be tried again, all or none of them. */
async function serve(db: Kysely<Rows>, runtime: Runtime, log: Log, batch: readonly Waiting[]): Promise<Waiting[]> {
  const now = performance.now()
  observeBatch(
    batch.length,
    batch.map(({ since_ms }) => (now - since_ms) / 1000),
  )
  try {
    const commands = batch.map(({ command }) => command)
    const outcomes = await serveBatch(db, runtime, commands)
    for (const [at, { resolve }] of batch.entries()) {
      const outcome = outcomes[at] ?? { is: 'alone' }
      countLane(outcome.is)
      resolve(outcome)
    }
    if (outcomes.some(({ is }) => is === 'done')) runtime.committed()
  } catch (error) {
    const code = codeOf(error)
    const again = batch.map((one) => ({ ...one, tries: one.tries + 1 }))
    if (code === LOCK_NOT_AVAILABLE && again.every(({ tries }) => tries < TRIES_MAX)) {
      countLane('again', batch.length)
      return again
    }
    if (!isUndone(code)) {
      // The connection is gone and with it the knowledge of what became of the batch: the caller asks again by its key.
      countLane('lost', batch.length)
      for (const { reject } of batch) reject(error)
      return []
    }
    countLane('undone', batch.length)
    log.warn({ error, commands: batch.length }, 'A batch was undone; its commands go one by one')
    for (const { resolve } of batch) resolve({ is: 'alone' })
  }
  return []
}

const LOCK_NOT_AVAILABLE = '55P03'

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

/** The server itself said that the transaction failed, so nothing of it happened. */
const isUndone = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P)/.test(code)
