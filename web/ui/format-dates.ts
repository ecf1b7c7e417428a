// Dates as a shop writes them: 24 h, today is "hoy", the year only when it is another one.
import type { ShopFormat } from './format.ts'

type Words = { today: string; yesterday: string }
export const dateWords: Record<'es' | 'en', Words> = {
  es: { today: 'hoy', yesterday: 'ayer' },
  en: { today: 'today', yesterday: 'yesterday' },
}

const dayMs = 86_400_000
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(format: ShopFormat, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${format.locale}|${format.time_zone}|${JSON.stringify(options)}`
  const known = made.get(key)
  if (known) return known
  const fresh = new Intl.DateTimeFormat(format.locale, { timeZone: format.time_zone, hourCycle: 'h23', ...options })
  made.set(key, fresh)
  return fresh
}

const isoDay = (at: Date, format: ShopFormat): string =>
  formatter({ ...format, locale: 'sv-SE' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

const clean = (text: string): string => text.replace(/\./g, '').replace(/ de /g, ' ').replace(/,/g, '')

/** A plain date has no hour of its own: noon keeps it on its day in every time zone of the shop's hemisphere. */
const asDate = (at: string | Date): Date =>
  at instanceof Date ? at : new Date(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T12:00:00Z` : at)

export function formatTime(at: string | Date, format: ShopFormat): string {
  return formatter(format, { hour: '2-digit', minute: '2-digit' }).format(asDate(at))
}

/** 21 nov, or 21 nov 2024 when it is not this year. */
export function formatDay(at: string | Date, format: ShopFormat, now = new Date()): string {
  const date = asDate(at)
  const sameYear = isoDay(date, format).slice(0, 4) === isoDay(now, format).slice(0, 4)
  return clean(
    formatter(format, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(date),
  )
}

/** ene, feb … under the bars of a year. */
export function formatMonth(at: string | Date, format: ShopFormat): string {
  return clean(formatter(format, { month: 'short' }).format(asDate(at)))
}

/** hoy, ayer, or the day. */
export function formatNearDay(at: string | Date, format: ShopFormat, now = new Date()): string {
  const date = asDate(at)
  const words = format.locale.startsWith('es') ? dateWords.es : dateWords.en
  if (isoDay(date, format) === isoDay(now, format)) return words.today
  if (isoDay(date, format) === isoDay(new Date(now.getTime() - dayMs), format)) return words.yesterday
  return formatDay(date, format, now)
}

/** 21 nov 17:10, or hoy 17:10. */
export function formatMoment(at: string | Date, format: ShopFormat, now = new Date()): string {
  return `${formatNearDay(at, format, now)} ${formatTime(at, format)}`
}

/** sábado 21 nov: the head of a day. */
export function formatLongDay(at: string | Date, format: ShopFormat): string {
  return clean(formatter(format, { weekday: 'long', day: 'numeric', month: 'short' }).format(asDate(at)))
}

/** 21-11-2026: documents and receipts. */
export function formatDocumentDay(at: string | Date, format: ShopFormat): string {
  const [year, month, day] = isoDay(asDate(at), format).split('-')
  return `${day}-${month}-${year}`
}
