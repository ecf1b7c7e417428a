import type { Ctx } from '#platform/context'
import { serve } from '#platform/http/serve'
import { type Language, say } from '#platform/text'
import { doctorContract } from './contract.ts'
import { type Examination, examine, failedOf, lastExamination, runningOf } from './examination.ts'
import type { Verdict } from './law.ts'

export const routes = serve(doctorContract, {
  'GET /api/health/books': async ({ ctx }) => answerOf(await examine(ctx), ctx.request.language),
  'POST /api/health/books/check': ({ ctx }) => {
    // Whoever asked need not wait: how it ends is kept, and a failure is logged where it happens.
    examine(ctx).catch(() => undefined)
    return stateOf(ctx)
  },
  'GET /api/health/books/last': ({ ctx }) => stateOf(ctx),
})

async function stateOf(ctx: Ctx) {
  const now = runningOf(ctx)
  const last = await lastExamination(ctx)
  const { done = 0, total = 0, started_at = null } = now ?? {}
  return {
    is_running: now !== undefined,
    done,
    total,
    started_at,
    failed_at: failedOf(ctx)?.at ?? null,
    last: last && answerOf(last, ctx.request.language),
  }
}

function answerOf({ checked_at, took_ms, verdicts }: Examination, language: Language) {
  const laws = verdicts.map((verdict) => inLanguage(verdict, language))
  return { ok: verdicts.every(({ ok }) => ok), checked_at, took_ms, laws }
}

function inLanguage({ says, findings, ...verdict }: Verdict, language: Language) {
  return {
    ...verdict,
    says: say(says, language),
    findings: findings.map((one) => ({ ...one, rows: [...one.rows], says: say(one.says, language) })),
  }
}
