import { z } from 'zod'
import { job } from '#platform/jobs/job'
import { expireReservations } from './commands/expire-reservations.ts'
import { watchAlerts as judgeAlerts, measureThePace } from './commands/watch-alerts.ts'

/** Every minute, so that the mark of an expired hold is visible within one. */
export const sweepReservations = job(
  'stock.expire-reservations',
  { payload: z.object({}), schedule: '* * * * *' },
  expireReservations,
)

/** Every minute, and at once when something falls low: screens hear of alerts, they never ask in a loop. */
export const watchAlerts = job('stock.watch-alerts', { payload: z.object({}), schedule: '* * * * *' }, judgeAlerts)

/** Every hour, what leaves in a day. */
export const measurePace = job('stock.measure-pace', { payload: z.object({}), schedule: '7 * * * *' }, measureThePace)
