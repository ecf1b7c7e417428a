import { z } from 'zod'
import { job } from '#platform/jobs/job'
import { expireReservations } from './commands/expire-reservations.ts'

/** Every minute, so that the mark of an expired hold is visible within one. */
export const sweepReservations = job(
  'stock.expire-reservations',
  { payload: z.object({}), schedule: '* * * * *' },
  expireReservations,
)
