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

const BooksOut = z.object({ ok: z.boolean(), checked_at: z.string(), took_ms: z.int(), laws: z.array(VerdictOut) })

const BooksState = z.object({
  is_running: z.boolean(),
  /** Of the examination that runs: checks answered, and all there are. */
  done: z.int(),
  total: z.int(),
  started_at: z.string().nullable(),
  /** The last attempt could not be ended. */
  failed_at: z.string().nullable(),
  last: BooksOut.nullable(),
})

export const doctorContract = contract({
  'GET /api/health/books': {
    may: 'operations',
    says: 'Checks the laws of the two ledgers over one snapshot, and names what breaks them.',
    answers: { 200: BooksOut },
    limit: 'export',
  },
  'POST /api/health/books/check': {
    may: 'operations',
    says: 'Begins to check the books and answers at once; ask for the state to follow it.',
    body: z.strictObject({}),
    answers: { 202: BooksState },
    limit: 'export',
    keyless: true,
  },
  'GET /api/health/books/last': {
    may: 'operations',
    says: 'How far the running check is, and what the last one found.',
    answers: { 200: BooksState },
  },
})
