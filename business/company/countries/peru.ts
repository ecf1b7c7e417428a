import { bare, type CountryPack, exempt, type ReadTaxId, weighted } from './country-pack.ts'

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** RUC: two digits for the kind of taxpayer, eight more, one modulo-11 digit. */
export function parseRuc(text: string): ReadTaxId {
  const digits = bare(text)
  if (!/^(10|15|16|17|20)\d{9}$/.test(digits)) return { ok: false }
  const right = `${digits.slice(0, 10)}${(11 - (weighted(digits.slice(0, 10), WEIGHTS) % 11)) % 10}`
  return digits === right ? { ok: true, value: digits } : { ok: false, suggestion: right }
}

export const peru: CountryPack = {
  code: 'PE',
  name: { es: 'Perú', en: 'Peru' },
  language: 'es',
  time_zone: 'America/Lima',
  phone_prefix: '51',
  currency: 'PEN',
  currency_decimals: 2,
  amount_format: { symbol: 'S/', decimals: 2, thousands_mark: ',', decimal_mark: '.' },
  cash_rounding_minor: 10,
  tax_name: 'IGV',
  prices_include_tax: true,
  tax_classes: [{ code: 'general', basis_points: 1800, says: { es: 'IGV 18 %', en: 'IGV 18 %' } }, exempt],
  document_kinds: ['boleta', 'factura', 'nota_credito', 'guia'],
  tax_id_name: 'RUC',
  parseTaxId: parseRuc,
  formatTaxId: (value) => value,
}
