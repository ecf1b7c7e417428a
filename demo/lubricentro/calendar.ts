/** Days on which a Chilean shop is closed by law or habit. Fixed dates; Easter's Friday and Saturday are computed. */
const fixed = new Set([
  '01-01',
  '05-01',
  '05-21',
  '06-20',
  '06-29',
  '07-16',
  '08-15',
  '09-18',
  '09-19',
  '10-12',
  '10-31',
  '11-01',
  '12-08',
  '12-25',
])

/** Easter Sunday (Meeus, Jones and Butcher). */
export function easterOf(year: number): Date {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return new Date(Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1))
}

export const dayText = (day: Date): string => day.toISOString().slice(0, 10)

const DAY_MS = 86_400_000

/** Sundays and holidays are closed. */
export function isOpen(day: Date): boolean {
  if (day.getUTCDay() === 0) return false
  if (fixed.has(dayText(day).slice(5))) return false
  const easter = easterOf(day.getUTCFullYear()).getTime()
  return day.getTime() !== easter - 2 * DAY_MS && day.getTime() !== easter - DAY_MS
}

/** Each day of the last `months` months, ending with `last`, oldest first. */
export function daysUntil(last: Date, months: number): Date[] {
  const end = Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), last.getUTCDate())
  const begin = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - months, last.getUTCDate() + 1)
  return Array.from({ length: Math.round((end - begin) / DAY_MS) + 1 }, (_, at) => new Date(begin + at * DAY_MS))
}

/** How busy a day is beside the mean: Saturdays and the days around pay-day are full, February is empty, before the long weekends everybody checks the car. */
export function busyness(day: Date, at: number, of: number): number {
  const weekday = [0, 1.05, 0.92, 0.9, 0.96, 1.12, 1.25][day.getUTCDay()] ?? 1
  const month = [0.98, 0.84, 1.06, 0.97, 0.95, 1.03, 1, 0.97, 1.1, 1, 1.02, 1.18][day.getUTCMonth()] ?? 1
  const date = day.getUTCDate()
  const payday = date <= 5 || date >= 28 ? 1.12 : 0.97
  const trend = 0.9 + (0.22 * at) / Math.max(1, of - 1)
  return weekday * month * payday * trend
}
