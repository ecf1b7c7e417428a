import { bare, type CountryPack, exempt, type ReadTaxId, weighted } from './country-pack.ts'

/** The DIAN's primes, from the right. */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71]

/** NIT with its check digit (dígito de verificación) at the end, as `900373913-4`. */
export function parseNit(text: string): ReadTaxId {
  const [, body, digit] = /^0*([1-9]\d{4,13})(\d)$/.exec(bare(text)) ?? []
  if (body === undefined || digit === undefined) return { ok: false }
  const rest = weighted([...body].reverse().join(''), WEIGHTS) % 11
  const right = `${body}-${rest > 1 ? 11 - rest : rest}`
  return right.endsWith(`-${digit}`) ? { ok: true, value: right } : { ok: false, suggestion: formatNit(right) }
}

function formatNit(value: string): string {
  const [body = '', digit = ''] = value.split('-')
  return `${body.replace(/\B(?=(\d{3})+$)/g, '.')}-${digit}`
}

export const colombia: CountryPack = {
  code: 'CO',
  name: { es: 'Colombia', en: 'Colombia' },
  language: 'es',
  time_zone: 'America/Bogota',
  phone_prefix: '57',
  currency: 'COP',
  currency_decimals: 2,
  amount_format: { symbol: '$', decimals: 2, thousands_mark: '.', decimal_mark: ',' },
  // The smallest coin in use is fifty pesos; amounts here are in hundredths.
  cash_rounding_minor: 5000,
  tax_name: 'IVA',
  prices_include_tax: true,
  tax_classes: [
    { code: 'general', basis_points: 1900, says: { es: 'IVA 19 %', en: 'VAT 19 %' } },
    { code: 'reduced', basis_points: 500, says: { es: 'IVA 5 %', en: 'VAT 5 %' } },
    exempt,
  ],
  document_kinds: ['documento_pos', 'factura', 'nota_credito', 'remision'],
  tax_id_name: 'NIT',
  parseTaxId: parseNit,
  formatTaxId: formatNit,
}
