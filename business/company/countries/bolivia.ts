import { bare, type CountryPack, exempt, type ReadTaxId } from './country-pack.ts'

/** NIT: 5 to 12 digits; its check digit is not published. */
function parseNit(text: string): ReadTaxId {
  const value = bare(text).replace(/^0+/, '')
  return /^\d{5,12}$/.test(value) ? { ok: true, value } : { ok: false }
}

export const bolivia: CountryPack = {
  code: 'BO',
  name: { es: 'Bolivia', en: 'Bolivia' },
  language: 'es',
  time_zone: 'America/La_Paz',
  phone_prefix: '591',
  currency: 'BOB',
  currency_decimals: 2,
  amount_format: { symbol: 'Bs ', decimals: 2, thousands_mark: '.', decimal_mark: ',' },
  cash_rounding_minor: 10,
  tax_name: 'IVA',
  prices_include_tax: true,
  // The law takes 13 % of the price with tax; over the net amount that is 13/87, 14.94 %.
  tax_classes: [{ code: 'general', basis_points: 1494, says: { es: 'IVA 13 %', en: 'VAT 13 %' } }, exempt],
  document_kinds: ['factura', 'nota_credito', 'nota_entrega'],
  tax_id_name: 'NIT',
  parseTaxId: parseNit,
  formatTaxId: (value) => value,
}
