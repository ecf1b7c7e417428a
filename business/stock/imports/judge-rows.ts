import { countryOf, type Warehouse, warehousesOf } from '#company'
import type { Ctx } from '#platform/context'
import type { ImportRow } from '#platform/import/importable'
import { amountOf, fitsDecimals } from '#platform/quantity'
import { Refusal } from '#platform/refusals'
import { QUANTITY_MAX } from '#platform/units'
import { availabilityOf } from '../queries/availability.ts'
import { refuse } from '../refusals.ts'
import type { StockLine } from '../reservation.ts'
import { type CodedProduct, productsByCode } from './products-by-code.ts'

export interface OpeningLine extends StockLine {
  readonly cost_minor: number | null
}

/** What a row will bring in, nothing (a quantity of zero), or why not. */
export interface Judged {
  readonly number: number
  readonly outcome: OpeningLine | 'nothing' | Refusal
}

/** Judges rows without writing. A place that stands twice in the file, or already has stock, is refused. */
export async function judgeRows(ctx: Ctx, rows: readonly ImportRow[]): Promise<Judged[]> {
  const known = {
    products: await productsByCode(
      ctx,
      rows.map(({ cells }) => textOf(cells.sku)),
    ),
    warehouses: await warehousesOf(ctx),
    decimals: (await countryOf(ctx)).currency_decimals,
  }
  const judged = rows.map((row): Judged => ({ number: row.number, outcome: attempt(() => readRow(row, known)) }))
  return refuseStocked(ctx, judged)
}

interface Known {
  readonly products: ReadonlyMap<string, CodedProduct>
  readonly warehouses: readonly Warehouse[]
  readonly decimals: number
}

function readRow({ cells }: ImportRow, known: Known): OpeningLine | 'nothing' {
  const sku = textOf(cells.sku)
  const product = known.products.get(sku)
  if (!product) throw refuse.importUnknownProduct({ sku, column: 'sku' })
  if (!product.tracks_stock) throw refuse.notTracked({ name: product.name, column: 'sku' })
  const warehouse = warehouseNamed(textOf(cells.warehouse), known.warehouses)
  const quantity = quantityOf(cells.quantity, product)
  if (quantity === 0) return 'nothing'
  const cost_minor = costOf(cells.unit_cost, quantity, known.decimals)
  return { product_id: product.id, warehouse_id: warehouse.id, quantity, cost_minor }
}

type Cell = ImportRow['cells'][string]

const textOf = (cell: Cell | undefined) => (cell === null || cell === undefined ? '' : String(cell).trim())

/** By code or name; a shop with one warehouse need not name it. */
function warehouseNamed(name: string, warehouses: readonly Warehouse[]): Warehouse {
  const key = name.toLowerCase()
  const matches =
    name === '' ? warehouses : warehouses.filter((one) => [one.code, one.name].some((n) => n.toLowerCase() === key))
  const [only, ...others] = matches
  if (!only || others.length > 0) throw refuse.importUnknownWarehouse({ warehouse: name, column: 'warehouse' })
  return only
}

function quantityOf(cell: Cell | undefined, { name, decimals }: CodedProduct): number {
  if (typeof cell !== 'number' || cell < 0 || cell > QUANTITY_MAX)
    throw refuse.importBadQuantity({ column: 'quantity' })
  if (!fitsDecimals(cell, decimals)) throw refuse.tooManyDecimals({ name, decimals, column: 'quantity' })
  return cell
}

function costOf(cell: Cell | undefined, quantity: number, decimals: number): number | null {
  if (cell === null || cell === undefined) return null
  const unit_minor = typeof cell === 'number' ? cell * 10 ** decimals : -1
  const whole = Math.round(unit_minor)
  if (whole < 0 || Math.abs(unit_minor - whole) > 1e-6) throw refuse.importBadCost({ decimals, column: 'unit_cost' })
  return amountOf(quantity, whole)
}

async function refuseStocked(ctx: Ctx, judged: readonly Judged[]): Promise<Judged[]> {
  const lines = judged.flatMap(({ outcome }) => (isLine(outcome) ? [outcome] : []))
  const levels = await availabilityOf(ctx, { product_ids: lines.map((line) => line.product_id) })
  const stocked = new Set(levels.filter(({ on_hand }) => on_hand !== 0).map(placeOf))
  const seen = new Set<string>()
  return judged.map(({ number, outcome }) => {
    if (!isLine(outcome)) return { number, outcome }
    const place = placeOf(outcome)
    if (seen.has(place)) return { number, outcome: refuse.importRepeated({ column: 'sku' }) }
    seen.add(place)
    return { number, outcome: stocked.has(place) ? refuse.importAlreadyStocked({ column: 'quantity' }) : outcome }
  })
}

export const isLine = (outcome: Judged['outcome']): outcome is OpeningLine =>
  outcome !== 'nothing' && !(outcome instanceof Refusal)

const placeOf = ({ product_id, warehouse_id }: { product_id: string; warehouse_id: string }) =>
  `${product_id} ${warehouse_id}`

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
