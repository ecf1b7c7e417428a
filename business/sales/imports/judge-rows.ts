import type { Ctx } from '#platform/context'
import type { ImportRow, RowVerdict } from '#platform/import/importable'
import { amountOf } from '#platform/quantity'
import type { Sentence, Values } from '#platform/text'
import type { PastLine } from '../bulk/past-sale.ts'
import { text } from '../text.ts'
import { type Known, knownFor, textIn } from './known.ts'
import { localInstant } from './local-instant.ts'

/** A row that can be posted: its line, and what it says of its document. */
export interface SaleLine {
  readonly number: number
  readonly document: string
  readonly at: string
  readonly store_id: string
  readonly warehouse_id: string
  readonly method: string
  readonly customer: string
  readonly is_cancelled: boolean
  readonly line: PastLine
}

export type Judged = SaleLine | Extract<RowVerdict, { outcome: 'refused' }>

export async function judgeLines(ctx: Ctx, rows: readonly ImportRow[]): Promise<{ known: Known; judged: Judged[] }> {
  const known = await knownFor(ctx, rows)
  return { known, judged: rows.map((row) => judgeRow(ctx, row, known)) }
}

export const isLine = (one: Judged): one is SaleLine => 'line' in one

function judgeRow(ctx: Ctx, row: ImportRow, known: Known): Judged {
  const { number, cells } = row
  const no = (column: string, code: string, says: Sentence, values: Values = {}): Judged => {
    return { number, outcome: 'refused', column, code: `sale.${code}`, says, values }
  }
  const sku = textIn(row, 'sku')
  const product = known.products.get(sku)
  if (!product) return no('sku', 'import_unknown_product', text.importUnknownProduct, { sku })
  const { quantity, unit_price, discount } = cells
  if (typeof quantity !== 'number' || quantity <= 0)
    return no('quantity', 'import_bad_quantity', text.importBadQuantity)
  if (typeof unit_price !== 'number' || unit_price < 0) return no('unit_price', 'import_bad_price', text.importBadPrice)
  const discount_minor = typeof discount === 'number' ? discount : 0
  if (discount_minor < 0 || discount_minor > amountOf(quantity, unit_price)) {
    return no('discount', 'import_bad_discount', text.importBadDiscount)
  }
  const asked = textIn(row, 'method')
  const method = asked === '' ? 'cash' : known.methods.get(asked.toLowerCase())
  if (method === undefined) return no('method', 'import_unknown_method', text.importUnknownMethod, { method: asked })
  const warehouse = warehouseNamed(textIn(row, 'warehouse'), known)
  if (!warehouse) return no('warehouse', 'import_unknown_warehouse', text.importUnknownWarehouse)
  const at = localInstant(known.time_zone, textIn(row, 'date'))
  if (at === null || at > ctx.now().toISOString()) return no('date', 'import_bad_date', text.importBadDate)
  const { id: product_id, sku: _sku, ...rest } = product
  const tax_basis_points = known.rates.get(product.tax_class) ?? 0
  return {
    number,
    document: textIn(row, 'document'),
    at,
    store_id: warehouse.store_id,
    warehouse_id: warehouse.id,
    method,
    customer: textIn(row, 'customer'),
    is_cancelled: cells.cancelled === true,
    line: { ...rest, product_id, sku: product.sku, quantity, unit_price, discount_minor, tax_basis_points },
  }
}

/** By code or name; without one, the only default or the only warehouse there is. */
function warehouseNamed(name: string, { warehouses }: Known) {
  const key = name.toLowerCase()
  const matches =
    name === ''
      ? warehouses
      : warehouses.filter((one) => [one.code, one.name].some((word) => word.toLowerCase() === key))
  const defaults = matches.filter(({ is_default }) => is_default)
  return matches.length === 1 ? matches[0] : defaults.length === 1 ? defaults[0] : undefined
}
