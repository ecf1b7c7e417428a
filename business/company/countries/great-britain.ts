import { bare, type CountryPack, exempt, type ReadTaxId, weighted } from './country-pack.ts'

/** VAT number: seven digits and two that make the weighted sum divisible by 97 (newer numbers: 55 more). */
export function parseVat(text: string): ReadTaxId {
  const digits = bare(text).replace(/^GB/, '')
  if (!/^\d{9}$/.test(digits)) return { ok: false }
  const sum = weighted(digits.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7))
  return sum % 97 === 0 || (sum + 55) % 97 === 0 ? { ok: true, value: `GB${digits}` } : { ok: false }
}

export const greatBritain: CountryPack = {
  code: 'GB',
  name: { es: 'Reino Unido', en: 'United Kingdom' },
  language: 'en',
  time_zone: 'Europe/London',
  phone_prefix: '44',
  currency: 'GBP',
  currency_decimals: 2,
  amount_format: { symbol: '£', decimals: 2, thousands_mark: ',', decimal_mark: '.' },
  cash_rounding_minor: 0,
  tax_name: 'VAT',
  prices_include_tax: true,
  tax_classes: [
    { code: 'general', basis_points: 2000, says: { es: 'VAT 20 %', en: 'VAT 20 %' } },
    { code: 'reduced', basis_points: 500, says: { es: 'VAT 5 %', en: 'VAT 5 %' } },
    { code: 'zero', basis_points: 0, says: { es: 'Tasa 0 %', en: 'Zero rate' } },
    exempt,
  ],
  document_kinds: ['receipt', 'invoice', 'credit_note', 'delivery_note'],
  tax_id_name: 'VAT',
  parseTaxId: parseVat,
  formatTaxId: (value) => value.replace(/^GB(\d{3})(\d{4})(\d{2})$/, 'GB $1 $2 $3'),
}
