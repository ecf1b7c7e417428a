import type { AmountFormat } from '#platform/amount-text'
import type { Language, Sentence } from '#platform/text'

/** A rate of the country's sales tax. Products carry the code; documents keep the rate that held when they were issued. */
export interface TaxClass {
  readonly code: string
  /** Share of the net amount, in hundredths of a percent: 1900 is 19 %. */
  readonly basis_points: number
  readonly says: Sentence
}

/** A number that was read, in its one stored spelling; or why not, with the spelling that was probably meant. */
export type ReadTaxId =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly suggestion?: string }

/** What is law or habit in a country. Settings start from it; code asks it and knows no country itself. */
export interface CountryPack {
  readonly code: string
  readonly name: Sentence
  readonly language: Language
  readonly time_zone: string
  readonly phone_prefix: string
  readonly currency: string
  readonly currency_decimals: number
  readonly amount_format: AmountFormat
  readonly cash_rounding_minor: number
  readonly tax_name: string
  readonly prices_include_tax: boolean
  /** The first one is what a new product gets. */
  readonly tax_classes: readonly [TaxClass, ...TaxClass[]]
  /** Documents a sale can give; the first one is for a customer who asks for nothing. */
  readonly document_kinds: readonly [string, ...string[]]
  readonly tax_id_name: string
  readonly parseTaxId: (text: string) => ReadTaxId
  /** The stored spelling as people write it. */
  readonly formatTaxId: (value: string) => string
}

/** Longest text that any reader of numbers looks at. */
export const TAX_ID_MAX = 30

/** The text without what people put between digits. */
export function bare(text: string): string {
  return text.length > TAX_ID_MAX ? '' : text.toUpperCase().replace(/[\s.\-/]/g, '')
}

/** Sum of digits times weights, from the left; weights repeat. */
export function weighted(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, n) => sum + Number(digit) * (weights[n % weights.length] ?? 0), 0)
}

export const exempt: TaxClass = { code: 'exempt', basis_points: 0, says: { es: 'Exento', en: 'Exempt' } }
