import type { Text } from '../text/text.ts'

const minuteMs = 60_000
const hourMin = 60
const dayHours = 24

/** How long something lasts, in the one unit that says it: 20 min, 3 h, 2 días. */
export function stayOf(t: Text['fulfilment'], ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minuteMs))
  if (minutes < hourMin) return t.minutes(minutes)
  const hours = Math.round(minutes / hourMin)
  return hours < 2 * dayHours ? t.hours(hours) : t.days(Math.round(hours / dayHours))
}

export const since = (at: string): number => Date.now() - new Date(at).getTime()
