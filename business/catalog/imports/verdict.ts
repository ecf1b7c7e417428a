import type { RowVerdict } from '#platform/import/importable'
import type { Refusal } from '#platform/refusals'

/** The column that a refusal is about, so that the screen can colour the cell. */
const columnOf: Readonly<Record<string, string>> = {
  'product.sku_taken': 'sku',
  'product.import_no_code': 'sku',
  'product.import_repeated': 'sku',
  'product.barcode_taken': 'barcode',
  'product.barcode_twice': 'barcode',
  'product.bad_check_digit': 'barcode',
  'product.unknown_supplier': 'supplier',
  'product.unknown_tax_class': 'tax_class',
  'product.min_above_max': 'min_stock',
  'product.too_many_decimals': 'min_stock',
  'product.service_has_no_stock': 'min_stock',
  'product.decimals_lowered': 'decimals',
  'product.price_forbidden': 'price',
  'product.import_no_price': 'price',
  'product.cost_forbidden': 'cost',
  'category.too_deep': 'category',
}

export function refusedRow(number: number, { code, sentence, values }: Refusal): RowVerdict {
  const column = typeof values.column === 'string' ? values.column : (columnOf[code] ?? null)
  return { number, outcome: 'refused', column, code, says: sentence, values }
}
