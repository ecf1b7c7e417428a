import { bare, type CountryPack, exempt, type ReadTaxId } from './country-pack.ts'

/** The RUT's check digit: weights 2 to 7 from the right, modulo 11; 11 is written 0 and 10 is written K. */
export function rutDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, n) => total + Number(digit) * (2 + (n % 6)), 0)
  const rest = 11 - (sum % 11)
  return rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)
}

/** Reads a RUT however it is punctuated, as `12345678-5`. */
export function parseRut(text: string): ReadTaxId {
  const [, body, digit] = /^0*([1-9]\d{0,7})([\dK])$/.exec(bare(text)) ?? []
  if (body === undefined || digit === undefined) return { ok: false }
  const right = rutDigit(body)
  return digit === right
    ? { ok: true, value: `${body}-${right}` }
    : { ok: false, suggestion: formatRut(`${body}-${right}`) }
}

/** `12345678-5` as `12.345.678-5`. */
export function formatRut(value: string): string {
  const [body = '', digit = ''] = value.split('-')
  return `${body.replace(/\B(?=(\d{3})+$)/g, '.')}-${digit}`
}

export const chile: CountryPack = {
  code: 'CL',
  name: { es: 'Chile', en: 'Chile' },
  language: 'es',
  time_zone: 'America/Santiago',
  phone_prefix: '56',
  currency: 'CLP',
  currency_decimals: 0,
  amount_format: { symbol: '$', decimals: 0, thousands_mark: '.', decimal_mark: ',' },
  // Coins of one and five pesos are withdrawn (Ley 20.956): cash totals go to the nearest ten.
  cash_rounding_minor: 10,
  tax_name: 'IVA',
  prices_include_tax: true,
  tax_classes: [{ code: 'general', basis_points: 1900, says: { es: 'IVA 19 %', en: 'VAT 19 %' } }, exempt],
  document_kinds: ['boleta', 'factura', 'nota_credito', 'guia'],
  tax_id_name: 'RUT',
  parseTaxId: parseRut,
  formatTaxId: formatRut,
}
