import { BadInput } from './bad-input.ts'

/** A decimal number with a point; nothing else is guessed. An empty cell or NA is a missing value (NaN) where allowed. */
export function numberCell(text: string, column: string, line: number, options: { missing?: boolean } = {}): number {
  const trimmed = text.trim()
  if (options.missing && /^(|NA|NaN|null)$/i.test(trimmed)) return Number.NaN
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN
  if (!(Math.abs(value) <= NUMBER_MAX)) {
    const [es, en] = /^[+-]?[\d.]*,\d+$/.test(trimmed)
      ? ['; los decimales van con punto', '; decimals take a point']
      : Number.isNaN(value)
        ? ['', '']
        : ['; es demasiado grande', '; it is too large']
    throw new BadInput(line, {
      es: `«${column}» no es un número: «${cut(text)}»${es}`,
      en: `"${column}" is not a number: "${cut(text)}"${en}`,
    })
  }
  return value
}

/** Squares and sums of larger ones would leave the numbers that a computer has. */
const NUMBER_MAX = 1e100

/** A message shows a cell, not a page. */
const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

/** A whole number between two bounds, both included. */
export function wholeCell(text: string, column: string, line: number, from: number, to: number): number {
  const value = numberCell(text, column, line)
  if (!Number.isInteger(value) || value < from || value > to)
    throw new BadInput(line, {
      es: `«${column}» debe ser un entero de ${from} a ${to}: «${text}»`,
      en: `"${column}" must be a whole number from ${from} to ${to}: "${text}"`,
    })
  return value
}
