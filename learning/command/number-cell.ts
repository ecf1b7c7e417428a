import { BadInput } from './bad-input.ts'

/** A decimal number with a point; nothing else is guessed. An empty cell or NA is a missing value (NaN) where allowed. */
export function numberCell(text: string, column: string, line: number, options: { missing?: boolean } = {}): number {
  const trimmed = text.trim()
  if (options.missing && /^(|NA|NaN|null)$/i.test(trimmed)) return Number.NaN
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN
  if (!Number.isFinite(value))
    throw new BadInput(line, {
      es: `«${column}» no es un número: «${text}»`,
      en: `"${column}" is not a number: "${text}"`,
    })
  return value
}

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
