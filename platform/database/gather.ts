import type { Ctx } from '../context.ts'
import { readerOf } from './reader.ts'

/**
 * Reads that wait are read together, so many callers cost one query; each still reads after it asked. Different reads of
 * one turn of the loop travel together, too: see `reader.ts`.
 */
export type Gathered<V> = (ctx: Ctx, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>

const IN_FLIGHT_MAX = 1
const KEYS_MAX = 1_000

interface Asker {
  readonly ctx: Ctx
  readonly keys: readonly string[]
  readonly resolve: (found: ReadonlyMap<string, unknown>) => void
  readonly reject: (error: unknown) => void
}

interface Line {
  waiting: Asker[]
  in_flight: number
  planned: boolean
}

const only = <V>(found: ReadonlyMap<string, V>, keys: readonly string[]) =>
  new Map(keys.flatMap((key) => (found.has(key) ? [[key, found.get(key)] as const] : [])))

/**
 * `load` must not depend on who asks: what the actor may see is for the caller to judge. Inside a transaction it is
 * asked at once and alone, because there each read belongs to its own snapshot.
 */
export function gather<V>(
  load: (ctx: Pick<Ctx, 'db' | 'now'>, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): Gathered<V> {
  const lines = new WeakMap<object, Line>()

  const plan = (line: Line) => {
    if (line.planned || line.in_flight >= IN_FLIGHT_MAX || line.waiting.length === 0) return
    line.planned = true
    setImmediate(() => {
      line.planned = false
      void send(line)
      plan(line)
    })
  }

  const send = async (line: Line) => {
    const [first] = line.waiting
    if (!first) return
    const askers: Asker[] = []
    const keys = new Set<string>()
    while (line.waiting[0] && (askers.length === 0 || keys.size + line.waiting[0].keys.length <= KEYS_MAX)) {
      const asker = line.waiting.shift() as Asker
      askers.push(asker)
      for (const key of asker.keys) keys.add(key)
    }
    line.in_flight += 1
    try {
      const found = await load({ db: readerOf(first.ctx.db), now: first.ctx.now }, [...keys])
      for (const { resolve, keys: asked } of askers) resolve(only(found, asked))
    } catch (error) {
      for (const { reject } of askers) reject(error)
    } finally {
      line.in_flight -= 1
      plan(line)
    }
  }

  return (ctx, keys) => {
    if (keys.length === 0) return Promise.resolve(new Map<string, V>())
    if (ctx.db.isTransaction) return load(ctx, [...new Set(keys)])
    const line = lines.get(ctx.db) ?? { waiting: [], in_flight: 0, planned: false }
    lines.set(ctx.db, line)
    return new Promise((resolve, reject) => {
      const taken = resolve as Asker['resolve']
      line.waiting.push({ ctx, keys, resolve: taken, reject })
      plan(line)
    })
  }
}
