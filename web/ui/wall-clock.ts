// The clock on the shop's wall, as the browser's own field for a day and an hour reads and writes it.

const minuteMs = 60_000
const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/** `2026-11-29T08:46`, in the shop's time. */
export function wallClock(at: Date, time_zone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone, hourCycle: 'h23', ...parts })
    .format(at)
    .replace(' ', 'T')
}

/** The moment at which that clock shows this; null when it is no time at all. */
export function momentOf(wall: string, time_zone: string): Date | null {
  const asUtc = whole.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN
  if (Number.isNaN(asUtc)) return null
  const ahead = (at: number) => Date.parse(`${wallClock(new Date(at), time_zone)}Z`) - at + (at % minuteMs)
  // Twice, for the night in which the clock is moved.
  const near = asUtc - ahead(asUtc)
  return new Date(asUtc - ahead(near))
}
