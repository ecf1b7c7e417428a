/** How a country writes amounts of its currency. */
export interface AmountFormat {
  readonly symbol: string
  readonly decimals: number
  readonly thousands_mark: '.' | ',' | ' '
  readonly decimal_mark: '.' | ','
}

/** An amount in minor units as people read it: 1234567 is `$1.234.567` in Chile, `£12,345.67` in Britain. */
export function amountText(minor: number, format: AmountFormat): string {
  const digits = Math.abs(minor)
    .toFixed(0)
    .padStart(format.decimals + 1, '0')
  const whole = digits.slice(0, digits.length - format.decimals)
  const fraction = digits.slice(digits.length - format.decimals)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, format.thousands_mark)
  const number = format.decimals > 0 ? `${grouped}${format.decimal_mark}${fraction}` : grouped
  return `${minor < 0 ? '-' : ''}${format.symbol}${number}`
}

const TEXT_MAX = 40

/**
 * What a person typed or a spreadsheet holds, in minor units; null when it is not an amount of this currency. Marks
 * must stand where the country puts them, because `1,234` read the other country's way is a thousand times off.
 */
export function parseAmount(text: string, format: AmountFormat): number | null {
  if (text.length > TEXT_MAX) return null
  const bare = text.replace(format.symbol, '').replace(/[\s\u00a0\u202f]/g, '')
  const negative = bare.startsWith('-')
  const [whole = '', fraction = '', ...rest] = bare.slice(negative ? 1 : 0).split(format.decimal_mark)
  if (rest.length > 0 || !isWhole(whole, format.thousands_mark) || !/^\d*$/.test(fraction)) return null
  if (/[^0]/.test(fraction.slice(format.decimals))) return null
  const kept = fraction.slice(0, format.decimals).padEnd(format.decimals, '0')
  const minor = Number(whole.replaceAll(format.thousands_mark, '') + kept)
  if (!Number.isSafeInteger(minor)) return null
  return negative && minor !== 0 ? -minor : minor
}

function isWhole(text: string, mark: string): boolean {
  if (/^\d+$/.test(text)) return true
  const [first = '', ...groups] = text.split(mark)
  return groups.length > 0 && /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group))
}
