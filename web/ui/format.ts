// The one place where figures become words. Amounts arrive as whole minor units and leave as the shop writes them.

export type ShopFormat = {
  locale: string
  currency: string
  time_zone: string
  /** The currency's sign as the business writes it, where it differs from the locale's. */
  symbol?: string
}
export type MoneyParts = { sign: string; symbol: string; digits: string; symbolLast: boolean }

export const chileanFormat: ShopFormat = { locale: 'es-CL', currency: 'CLP', time_zone: 'America/Santiago' }

const minus = '\u2212'
const thinGap = '\u202f'
const decimalsMax = 3

const once = <Value>(make: (key: string) => Value) => {
  const made = new Map<string, Value>()
  return (key: string): Value => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

const currencyFormat = once((key) => {
  const [locale, currency] = key.split('|')
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency ?? 'CLP',
    currencyDisplay: 'narrowSymbol',
    useGrouping: 'always',
  })
})

const decimalsOf = once((key) => currencyFormat(key).resolvedOptions().maximumFractionDigits ?? 0)

/** How many decimals the currency has: none in CLP, two in USD. */
export const currencyDecimals = ({ locale, currency }: ShopFormat): number => decimalsOf(`${locale}|${currency}`)

/** The pieces of an amount, so that a big figure can raise its sign. */
export function moneyParts(minor: number, format: ShopFormat): MoneyParts {
  const parts = currencyFormat(`${format.locale}|${format.currency}`).formatToParts(
    Math.abs(minor) / 10 ** currencyDecimals(format),
  )
  const symbolAt = parts.findIndex((part) => part.type === 'currency')
  const digits = parts.filter((part) => part.type !== 'currency' && part.type !== 'literal')
  return {
    sign: minor < 0 ? minus : '',
    symbol: format.symbol ?? parts[symbolAt]?.value ?? '',
    digits: digits.map((part) => part.value).join(''),
    symbolLast: symbolAt > 0 && symbolAt === parts.length - 1,
  }
}

export function formatMoney(minor: number, format: ShopFormat): string {
  const { sign, symbol, digits, symbolLast } = moneyParts(minor, format)
  return symbolLast ? `${sign}${digits}\u00a0${symbol}` : `${sign}${symbol}${digits}`
}

/** An amount without its sign, as it is typed in a field. */
export function formatAmount(minor: number, format: ShopFormat): string {
  const { sign, digits } = moneyParts(minor, format)
  return sign + digits
}

/** Reads what a person typed: separators of thousands are ignored, the locale's decimal mark divides. Null when it is no amount. */
export function parseMoney(typed: string, format: ShopFormat): number | null {
  const value = parseDecimal(typed.replace(/[^\d.,\-\u2212]/g, ''), format, currencyDecimals(format))
  return value === null ? null : Math.round(value * 10 ** currencyDecimals(format))
}

/** Only for the scale of a chart: $500 mil, $1,5 M. Never for a figure one may quote. */
export function formatMoneyShort(minor: number, format: ShopFormat): string {
  const { symbol } = moneyParts(0, format)
  const value = Math.abs(minor) / 10 ** currencyDecimals(format)
  const sign = minor < 0 ? minus : ''
  const short = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 })
  if (value >= 1_000_000) return `${sign}${symbol}${short.format(value / 1_000_000)}\u00a0M`
  if (value < 1000) return `${sign}${symbol}${short.format(value)}`
  const thousand = format.locale.startsWith('es') ? '\u00a0mil' : 'k'
  return `${sign}${symbol}${short.format(value / 1000)}${thousand}`
}

const quantityFormat = once(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: decimalsMax, useGrouping: 'always' }),
)

export function formatQuantity(quantity: number, { locale }: ShopFormat): string {
  return (quantity < 0 ? minus : '') + quantityFormat(locale).format(Math.abs(quantity))
}

/** A change always shows its direction: +12, −3; nothing moved is empty, as in a ledger. */
export function formatMovement(quantity: number, format: ShopFormat): string {
  if (quantity === 0) return ''
  return (quantity > 0 ? '+' : '') + formatQuantity(quantity, format)
}

export function parseQuantity(typed: string, format: ShopFormat): number | null {
  return parseDecimal(typed, format, decimalsMax)
}

/** A share as a percentage: 0.342 is 34,2 %. */
export function formatPercent(share: number, { locale }: ShopFormat, decimals = 1): string {
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals, useGrouping: 'always' })
  return `${share < 0 ? minus : ''}${figures.format(Math.abs(share) * 100)}${thinGap}%`
}

function parseDecimal(typed: string, { locale }: ShopFormat, decimals: number): number | null {
  const mark = decimalMark(locale)
  const clean = typed.replaceAll(minus, '-').replace(/\s/g, '')
  const [whole = '', fraction = '', ...more] = clean.split(mark)
  if (more.length > 0 || fraction.length > decimals) return null
  const digits = whole.replace(/[.,'\u2019]/g, '')
  if (!/^-?\d*$/.test(digits) || !/^\d*$/.test(fraction) || !/\d/.test(digits + fraction)) return null
  return Number(`${digits === '' || digits === '-' ? `${digits}0` : digits}.${fraction || '0'}`)
}

export const decimalMark = once(
  (locale) => new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.',
)
