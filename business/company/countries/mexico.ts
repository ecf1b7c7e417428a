import { bare, type CountryPack, exempt, type ReadTaxId } from './country-pack.ts'

/**
 * RFC: three or four letters, a date, three more signs. Its last sign is not checked: the numbers that the tax office
 * gives to the general public and to foreigners (XAXX010101000, XEXX010101000) do not follow the rule.
 */
export function parseRfc(text: string): ReadTaxId {
  const value = bare(text)
  return /^[A-ZÑ&]{3,4}\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[A-Z\d]{3}$/.test(value)
    ? { ok: true, value }
    : { ok: false }
}

export const mexico: CountryPack = {
  code: 'MX',
  name: { es: 'México', en: 'Mexico' },
  language: 'es',
  time_zone: 'America/Mexico_City',
  phone_prefix: '52',
  currency: 'MXN',
  currency_decimals: 2,
  amount_format: { symbol: '$', decimals: 2, thousands_mark: ',', decimal_mark: '.' },
  cash_rounding_minor: 0,
  tax_name: 'IVA',
  prices_include_tax: true,
  tax_classes: [
    { code: 'general', basis_points: 1600, says: { es: 'IVA 16 %', en: 'VAT 16 %' } },
    { code: 'border', basis_points: 800, says: { es: 'IVA 8 % (frontera)', en: 'VAT 8 % (border)' } },
    { code: 'zero', basis_points: 0, says: { es: 'Tasa 0 %', en: 'Zero rate' } },
    exempt,
  ],
  document_kinds: ['ticket', 'factura', 'nota_credito', 'remision'],
  tax_id_name: 'RFC',
  parseTaxId: parseRfc,
  formatTaxId: (value) => value,
}
