/** Where the time comes from: injected, so tests and the simulation can move it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** Making a formatter costs a hundred times what using it does; there are as many as time zones in use. */
const calendars = new Map<string, Intl.DateTimeFormat>()

function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  calendars.set(zone, made)
  return made
}

/** The business day (YYYY-MM-DD) of an instant in a time zone such as `America/Santiago`. */
export const dayIn = (zone: string, at: Date): string => calendarOf(zone).format(at)
