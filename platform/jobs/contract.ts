import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id, PageQuery, pageOf } from '../units.ts'

const RunOut = z.object({
  id: Id,
  job: z.string(),
  status: z.enum(['running', 'completed', 'failed']),
  attempt: z.int(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  duration_ms: z.int().nullable(),
  error: z.string().nullable(),
})

export const jobsContract = contract({
  'GET /api/jobs/status': {
    may: 'jobs.see',
    says: 'The queue and whether this process works on it.',
    answers: {
      200: z.object({
        is_working: z.boolean(),
        running: z.int(),
        waiting: z.int(),
        planned: z.int(),
        dead: z.int(),
        oldest_wait_seconds: z.number(),
      }),
    },
  },
  'GET /api/jobs/scheduled': {
    may: 'jobs.see',
    says: 'What runs by itself, when (cron, UTC), and how it last ended.',
    answers: {
      200: z.object({
        items: z.array(
          z.object({
            job: z.string(),
            schedule: z.string(),
            last_started_at: z.string().nullable(),
            last_status: z.string().nullable(),
          }),
        ),
      }),
    },
  },
  'GET /api/jobs/active': {
    may: 'jobs.see',
    says: 'What is running now.',
    answers: { 200: z.object({ items: z.array(RunOut) }) },
  },
  'GET /api/jobs/runs': {
    may: 'jobs.see',
    says: 'History of runs, newest first.',
    query: PageQuery.pick({ limit: true, cursor: true, count: true }).extend({
      job: z.string().max(100).optional(),
      status: z.enum(['running', 'completed', 'failed']).optional(),
    }),
    answers: { 200: pageOf(RunOut) },
  },
})
