import { bare, type CountryPack, exempt, type ReadTaxId, weighted } from './country-pack.ts'

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** CUIT: ten digits and one modulo-11 digit. A remainder of 10 is never given out. */
export function parseCuit(text: string): ReadTaxId {
  const digits = bare(text)
  if (!/^[23]\d{10}$/.test(digits)) return { ok: false }
  const rest = 11 - (weighted(digits.slice(0, 10), WEIGHTS) % 11)
  if (rest === 10) return { ok: false }
  const right = `${digits.slice(0, 10)}${rest === 11 ? 0 : rest}`
  return digits === right ? { ok: true, value: digits } : { ok: false, suggestion: formatCuit(right) }
}

const formatCuit = (value: string) => `${value.slice(0, 2)}-${value.slice(2, 10)}-${value.slice(10)}`

export const argentina: CountryPack = {
  code: 'AR',
  name: { es: 'Argentina', en: 'Argentina' },
  language: 'es',
  time_zone: 'America/Argentina/Buenos_Aires',
  phone_prefix: '54',
  currency: 'ARS',
  currency_decimals: 2,
  amount_format: { symbol: '$', decimals: 2, thousands_mark: '.', decimal_mark: ',' },
  cash_rounding_minor: 0,
  tax_name: 'IVA',
  prices_include_tax: true,
  tax_classes: [
    { code: 'general', basis_points: 2100, says: { es: 'IVA 21 %', en: 'VAT 21 %' } },
    { code: 'reduced', basis_points: 1050, says: { es: 'IVA 10,5 %', en: 'VAT 10.5 %' } },
    { code: 'increased', basis_points: 2700, says: { es: 'IVA 27 %', en: 'VAT 27 %' } },
    exempt,
  ],
  document_kinds: ['factura_b', 'factura_a', 'nota_credito', 'remito'],
  tax_id_name: 'CUIT',
  parseTaxId: parseCuit,
  formatTaxId: formatCuit,
}
