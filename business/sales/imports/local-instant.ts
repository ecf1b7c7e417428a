import { localTime } from '../periods.ts'

/**
 * The instant of a local time (`YYYY-MM-DD` or `…THH:MM:SS`) of the business; null when it is no time. Where a clock
 * was set back, the first of the two.
 */
export function localInstant(time_zone: string, local: string): string | null {
  const wanted = local.length === 10 ? `${local}T12:00:00` : local
  const asUtc = Date.parse(`${wanted}Z`)
  if (Number.isNaN(asUtc)) return null
  const offsetAt = (ms: number) => Date.parse(`${localTime(time_zone, new Date(ms))}Z`) - ms
  const first = asUtc - offsetAt(asUtc)
  return new Date(asUtc - offsetAt(first)).toISOString()
}
