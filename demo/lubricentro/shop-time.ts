import { dayIn } from '#platform/clock'

const ZONE = 'America/Santiago'

const hours = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' })

/** The shop's own calendar day of an instant, as midnight UTC. */
export const shopDay = (at: Date): Date => new Date(`${dayIn(ZONE, at)}T00:00:00Z`)

/** How many minutes Chile's clock is behind UTC at noon of a day; it changes twice a year. */
export function minutesBehindUtc(day: Date): number {
  const noon = new Date(day.getTime() + 15 * 3_600_000)
  return (15 - Number(hours.format(noon))) * 60
}
