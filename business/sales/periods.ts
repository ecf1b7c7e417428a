/** Like-for-like stretches of business days: today until now beside the same weekday until the same hour, and so on. */
export interface Stretch {
  /** First day, and the instant (as a local time of the business) where the stretch ends. */
  readonly from: string
  readonly to: string
}

export interface ComparedStretch {
  readonly now: Stretch
  readonly before: Stretch
}

type Kind = 'today' | 'week' | 'month' | 'year'

/**
 * `local` is the business's own clock as `YYYY-MM-DDTHH:MM:SS`. Today is compared with the same weekday a week ago up
 * to the same time; week, month and year with the one before up to the same elapsed part, so that a month that has
 * only begun is not held against a whole one.
 */
export function compared(kind: Kind, local: string): ComparedStretch {
  const day = local.slice(0, 10)
  const time = local.slice(10)
  const start = startOf(kind, day)
  const before = stretchBefore(kind, start)
  const end = kind === 'month' || kind === 'year' ? sameDayOf(kind, day, before) : addDays(day, -7)
  return { now: { from: start, to: local }, before: { from: before, to: `${end}${time}` } }
}

function startOf(kind: Kind, day: string): string {
  if (kind === 'today') return day
  if (kind === 'week') return addDays(day, -((utc(day).getUTCDay() + 6) % 7))
  return kind === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`
}

function stretchBefore(kind: Kind, start: string): string {
  if (kind === 'today' || kind === 'week') return addDays(start, -7)
  if (kind === 'month') return `${addDays(start, -1).slice(0, 7)}-01`
  return `${Number(start.slice(0, 4)) - 1}-01-01`
}

/** The same day of the stretch before; the 31st of a month that has 30 ends with its last day. */
function sameDayOf(kind: 'month' | 'year', day: string, before: string): string {
  const month = kind === 'month' ? before.slice(0, 7) : `${before.slice(0, 4)}-${day.slice(5, 7)}`
  const wanted = `${month}-${day.slice(8, 10)}`
  const last = lastOfMonth(month)
  return wanted > last ? last : wanted
}

function lastOfMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  const date = utc(day)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`)

/** Making a formatter costs a hundred times what using it does; there are as many as time zones in use. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(time_zone: string): Intl.DateTimeFormat {
  const known = clocks.get(time_zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(time_zone, made)
  return made
}

/** An instant on the business's own clock, as `YYYY-MM-DDTHH:MM:SS`. */
export const localTime = (time_zone: string, at: Date): string => clockOf(time_zone).format(at).replace(' ', 'T')
