import { z } from 'zod'
import { contract } from '#platform/contract'

const Finding = z.object({
  check: z.string(),
  says: z.string(),
  rows: z.array(z.record(z.string(), z.unknown())),
  more: z.boolean(),
})

const VerdictOut = z.object({
  law: z.string(),
  says: z.string(),
  ok: z.boolean(),
  checked: z.int(),
  checks: z.int(),
  findings: z.array(Finding),
})

export const doctorContract = contract({
  'GET /api/health/books': {
    may: 'operations',
    says: 'Checks the laws of the two ledgers over one snapshot, and names what breaks them.',
    answers: { 200: z.object({ ok: z.boolean(), took_ms: z.int(), laws: z.array(VerdictOut) }) },
    limit: 'export',
  },
})
