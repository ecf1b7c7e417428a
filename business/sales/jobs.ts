import { z } from 'zod'
import { transact } from '#platform/database/transact'
import { job } from '#platform/jobs/job'
import { todayOf } from './queries-quotes.ts'
import { expireQuotes } from './records.ts'

const QUOTES_MAX = 500

/** Marks quotes whose last day is over; they count as expired already when read. */
export const expireOldQuotes = job(
  'sales.expire-quotes',
  { payload: z.object({}), schedule: '7 * * * *' },
  async (ctx) => {
    await transact(ctx, async (tx) => expireQuotes(tx, await todayOf(tx), QUOTES_MAX))
  },
)
