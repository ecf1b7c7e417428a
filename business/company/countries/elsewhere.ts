import { bare, type CountryPack, exempt } from './country-pack.ts'

/** A country without a pack: no tax until the owner asks for one, and tax numbers as they are written. */
export const elsewhere: CountryPack = {
  code: 'ZZ',
  name: { es: 'Otro país', en: 'Another country' },
  language: 'es',
  time_zone: 'UTC',
  phone_prefix: '',
  currency: 'USD',
  currency_decimals: 2,
  amount_format: { symbol: '$', decimals: 2, thousands_mark: ',', decimal_mark: '.' },
  cash_rounding_minor: 0,
  tax_name: 'IVA',
  prices_include_tax: true,
  tax_classes: [{ ...exempt, code: 'general', says: { es: 'Sin impuesto', en: 'No tax' } }, exempt],
  document_kinds: ['recibo', 'factura', 'nota_credito', 'guia'],
  tax_id_name: 'ID',
  parseTaxId: (text) => {
    const value = bare(text)
    return /^[A-Z\d]{3,25}$/.test(value) ? { ok: true, value } : { ok: false }
  },
  formatTaxId: (value) => value,
}
