import type { ImportRow } from '#platform/import/importable'
import { assertBarcodes, type Barcode } from '../barcode.ts'
import { refuse } from '../refusals.ts'
import { BARCODES_MAX, NewProduct } from '../wire/product.ts'

/** What one row says; null where its cell is empty. References are still names. */
export type Given = {
  readonly number: number
  readonly sku: string | null
  readonly name: string | null
  readonly barcodes: readonly Barcode[]
  readonly category_path: readonly string[]
  readonly supplier: string | null
  readonly tax_class: string | null
  readonly unit: string | null
  readonly decimals: number | null
  readonly price_minor: number | null
  readonly cost_minor: number | null
  readonly min_stock: number | null
  readonly max_stock: number | null
  readonly description: string | null
  readonly kind: 'good' | 'service' | null
}

/** Reads a row by itself; amounts come in minor units. Refuses cells that no product can have. */
export function readRow({ number, cells }: ImportRow): Given {
  const text = (name: string) => {
    const value = cells[name]
    return value === null || value === undefined ? null : String(value).trim() || null
  }
  const figure = (name: string) => (typeof cells[name] === 'number' ? cells[name] : null)
  const barcodes = barcodesIn(text('barcode'))
  const given: Given = {
    number,
    sku: text('sku'),
    name: text('name'),
    barcodes,
    category_path: (text('category') ?? '').split(/\s*[>/]\s*/).filter((name) => name !== ''),
    supplier: text('supplier'),
    tax_class: text('tax_class'),
    unit: text('unit'),
    decimals: figure('decimals'),
    price_minor: figure('price'),
    cost_minor: figure('cost'),
    min_stock: figure('min_stock'),
    max_stock: figure('max_stock'),
    description: text('description'),
    kind: kindOf(text('kind')),
  }
  if (given.sku === null && barcodes.length === 0) throw refuse.importNoCode()
  assertShape(given)
  return given
}

/** The same limits as a product typed by hand has: one schema decides. */
function assertShape({ sku, name, unit, decimals, price_minor, cost_minor, min_stock, description }: Given): void {
  const { success, error } = NewProduct.safeParse({
    name: name ?? 'x',
    price: price_minor ?? 0,
    ...(sku === null ? {} : { sku }),
    ...(unit === null ? {} : { unit }),
    ...(decimals === null ? {} : { decimals }),
    ...(cost_minor === null ? {} : { cost: cost_minor }),
    ...(min_stock === null ? {} : { min_stock }),
    ...(description === null ? {} : { description }),
  })
  if (!success) throw refuse.importBadCell({ column: String(error.issues[0]?.path[0] ?? 'sku') })
}

function barcodesIn(text: string | null): Barcode[] {
  if (text === null) return []
  const codes = text.split(/[\s,;|]+/).filter((code) => code !== '')
  if (codes.length > BARCODES_MAX) throw refuse.importBadCell({ column: 'barcode' })
  const barcodes = codes.map((code) => ({ code, pack_quantity: 1 }))
  assertBarcodes(barcodes)
  return barcodes
}

function kindOf(text: string | null): Given['kind'] {
  if (text === null) return null
  if (/^(servicio|service|mano de obra|labou?r)/i.test(text)) return 'service'
  if (/^(producto|bien|good|repuesto|product|articulo|artículo)/i.test(text)) return 'good'
  throw refuse.importBadCell({ column: 'kind' })
}
