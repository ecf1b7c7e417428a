import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { readNote, writeNote } from '#platform/note'
import { type Connection, checkBooks } from './check-books.ts'
import type { Verdict } from './law.ts'

/** One look at the whole books and what it found. */
export interface Examination {
  readonly checked_at: string
  readonly took_ms: number
  readonly verdicts: readonly Verdict[]
}

interface Running {
  readonly started_at: string
  done: number
  total: number
  readonly end: Promise<Examination>
}

const NOTE = 'doctor.books'

/** One examination at a time in a process: it reads everything, and two would tell the same. */
const running = new WeakMap<object, Running>()
const failed = new WeakMap<object, { readonly at: string }>()

export const runningOf = (ctx: Ctx): Omit<Running, 'end'> | undefined => running.get(ctx.db)
export const failedOf = (ctx: Ctx) => failed.get(ctx.db)

/** Joins the examination that runs, or begins one. It goes on when nobody waits for it. */
export function examine(ctx: Ctx): Promise<Examination> {
  const known = running.get(ctx.db)
  if (known) return known.end
  failed.delete(ctx.db)
  const state: Running = { started_at: ctx.now().toISOString(), done: 0, total: 0, end: look(ctx, hear) }
  function hear(done: number, total: number) {
    Object.assign(state, { done, total })
  }
  running.set(ctx.db, state)
  const settled = state.end.then(
    () => undefined,
    (error: unknown) => {
      failed.set(ctx.db, { at: ctx.now().toISOString() })
      ctx.log.error({ error }, 'The books could not be checked')
    },
  )
  void settled.finally(() => running.delete(ctx.db))
  return state.end
}

async function look(ctx: Ctx, hear: (done: number, total: number) => void): Promise<Examination> {
  const started = performance.now()
  const verdicts = await ctx.db.connection().execute((connection) => {
    const reading: Connection = { query: (text) => sql.raw<never>(text).execute(connection) }
    return checkBooks([reading], hear)
  })
  const took_ms = Math.round(performance.now() - started)
  const examination = { checked_at: ctx.now().toISOString(), took_ms, verdicts }
  await writeNote(ctx, NOTE, examination)
  return examination
}

const Sentence = z.object({ es: z.string(), en: z.string() })
const Kept = z.object({
  checked_at: z.string(),
  took_ms: z.int(),
  verdicts: z.array(
    z.object({
      law: z.enum(['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7']),
      says: Sentence,
      ok: z.boolean(),
      checked: z.int(),
      checks: z.int(),
      findings: z.array(
        z.object({
          check: z.string(),
          says: Sentence,
          rows: z.array(z.record(z.string(), z.unknown())),
          more: z.boolean(),
        }),
      ),
    }),
  ),
})

/** The last examination that ended, by whichever process; null when there was none, or none that this version reads. */
export async function lastExamination(ctx: Ctx): Promise<Examination | null> {
  const kept = Kept.safeParse(await readNote(ctx, NOTE))
  return kept.success ? kept.data : null
}
