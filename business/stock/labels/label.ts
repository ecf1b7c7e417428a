import type { LabelSize } from '../place-shapes.ts'

/** What stands on one label. */
export interface Label {
  /** What the scanner reads. */
  readonly code: string
  readonly title: string
  readonly note: string | null
  readonly price: string | null
  readonly copies: number
}

export type Symbology = 'ean13' | 'code128' | 'qrcode'

/** Millimetres. */
export const SIZES: Record<Exclude<LabelSize, 'sheet'>, { width: number; height: number }> = {
  '30x20': { width: 30, height: 20 },
  '40x25': { width: 40, height: 25 },
  '50x25': { width: 50, height: 25 },
  '60x40': { width: 60, height: 40 },
  '100x50': { width: 100, height: 50 },
}

/** A sheet of A4 with three across and eight down, as stationers sell it. */
export const SHEET = { across: 3, down: 8, width: 70, height: 37 } as const

/** Labels of one print at most. */
export const LABELS_MAX = 2_000

/** The symbol that a code is printed in: EAN-13 only where its check digit is right. */
export function symbologyOf(code: string, wanted: 'auto' | 'ean13' | 'code128' | 'qr'): Symbology {
  if (wanted === 'qr') return 'qrcode'
  if (wanted === 'code128') return 'code128'
  return isEan13(code) ? 'ean13' : 'code128'
}

export function isEan13(code: string): boolean {
  if (!/^\d{13}$/.test(code)) return false
  const digits = [...code].map(Number)
  const sum = digits.slice(0, 12).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10 === digits[12]
}

/** Code 128 and ZPL carry plain ASCII; anything else would not come back as it went in. */
export const isPrintable = (code: string): boolean => /^[\x20-\x7e]{1,48}$/.test(code)
