import { wallClock } from '../ui/wall-clock.ts'

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** First and last day of the month that it is in the shop, or of one before it. */
export function monthOf(now: Date, time_zone: string, monthsAgo: number): { from: string; to: string } {
  const [year = 0, month = 1] = wallClock(now, time_zone).slice(0, 7).split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - monthsAgo, 1))
  const last = new Date(Date.UTC(year, month - monthsAgo, 0))
  const begin = `${first.getUTCFullYear()}-${twoDigits(first.getUTCMonth() + 1)}`
  return { from: `${begin}-01`, to: `${begin}-${twoDigits(last.getUTCDate())}` }
}
