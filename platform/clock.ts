/** Where the time comes from: injected, so tests and the simulation can move it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** The business day (YYYY-MM-DD) of an instant in a time zone such as `America/Santiago`. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}
