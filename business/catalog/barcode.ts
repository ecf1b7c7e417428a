import { refuse } from './refusals.ts'

/** A code that the whole world reads: EAN-8, UPC-A, EAN-13 or GTIN-14, which differ in length only. */
const GTIN = /^(\d{8}|\d{12,14})$/

/** Prefixes 20 to 29 are reserved for codes that a shop gives itself. */
const IN_STORE_PREFIX = '20'

export type Barcode = { code: string; pack_quantity: number }

/** The check digit of a GTIN without it: weights 3 and 1 from the right. */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

export function isGtin(code: string): boolean {
  return GTIN.test(code)
}

/** Refuses a GTIN whose check digit is wrong; codes of any other form are the shop's own business. */
export function assertReadable(code: string): void {
  if (!isGtin(code)) return
  const expected = checkDigit(code.slice(0, -1))
  if (code.at(-1) !== String(expected)) throw refuse.badCheckDigit({ code, expected })
}

/** One spelling per code, as `catalog.code_key` in SQL has it. */
export function codeKey(code: string): string {
  return isGtin(code) ? code.padStart(14, '0') : code.toLowerCase()
}

/** Refuses unreadable codes and a code that stands twice. */
export function assertBarcodes(barcodes: readonly Barcode[]): void {
  const seen = new Set<string>()
  for (const { code } of barcodes) {
    assertReadable(code)
    if (seen.has(codeKey(code))) throw refuse.barcodeTwice({ code })
    seen.add(codeKey(code))
  }
}

/** The EAN-13 of the shop's own nth code. */
export function inStoreEan(n: number): string {
  const digits = IN_STORE_PREFIX + String(n).padStart(10, '0')
  return digits + checkDigit(digits)
}
