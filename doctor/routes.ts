import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { serve } from '#platform/http/serve'
import { type Language, say } from '#platform/text'
import { type Connection, checkBooks } from './check-books.ts'
import { doctorContract } from './contract.ts'
import type { Verdict } from './law.ts'

interface Examination {
  readonly took_ms: number
  readonly verdicts: readonly Verdict[]
}

/** One examination at a time in a process: it reads everything, and two would tell the same. */
const running = new WeakMap<object, Promise<Examination>>()

export const routes = serve(doctorContract, {
  'GET /api/health/books': async ({ ctx }) => {
    const known = running.get(ctx.db)
    const examination = known ?? examine(ctx).finally(() => running.delete(ctx.db))
    if (!known) running.set(ctx.db, examination)
    const { took_ms, verdicts } = await examination
    const laws = verdicts.map((verdict) => inLanguage(verdict, ctx.request.language))
    return { ok: verdicts.every(({ ok }) => ok), took_ms, laws }
  },
})

async function examine(ctx: Ctx): Promise<Examination> {
  const started = performance.now()
  const verdicts = await ctx.db.connection().execute((connection) => {
    const reading: Connection = { query: (text) => sql.raw<never>(text).execute(connection) }
    return checkBooks(reading)
  })
  return { took_ms: Math.round(performance.now() - started), verdicts }
}

function inLanguage({ says, findings, ...verdict }: Verdict, language: Language) {
  return {
    ...verdict,
    says: say(says, language),
    findings: findings.map((one) => ({ ...one, rows: [...one.rows], says: say(one.says, language) })),
  }
}
