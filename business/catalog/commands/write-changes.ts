import { can } from '#platform/actor'
import type { Tx } from '#platform/context'
import { assertBarcodes, type Barcode } from '../barcode.ts'
import { priceChanged, productChanged } from '../events.ts'
import { assertLevels, changedFields } from '../product.ts'
import { addBarcodes, changePeriod, removeBarcodes, updateProduct } from '../records.ts'
import { refuse } from '../refusals.ts'
import { assertCodesFree, assertKnown } from './known.ts'
import type { StoredProduct } from './lock-product.ts'

/** The columns that an edit may set. */
type Editable =
  | 'sku'
  | 'name'
  | 'description'
  | 'category_id'
  | 'supplier_id'
  | 'unit'
  | 'decimals'
  | 'price_minor'
  | 'cost_minor'
  | 'tax_class'
  | 'status'
  | 'image_file_id'
  | 'min_stock'
  | 'max_stock'
  | 'reorder_quantity'
export type Values = { [K in Editable]?: StoredProduct[K] | undefined }
export type Changes = { values: Values; barcodes?: readonly Barcode[] | undefined }

/** Refuses what the rules, the actor's permissions or other products forbid. Writes nothing. */
export async function assertChanges(tx: Tx, row: StoredProduct, { values, barcodes }: Changes): Promise<void> {
  if (row.archived_at !== null) throw refuse.archived({ name: row.name })
  const changesPrice = values.price_minor !== undefined && values.price_minor !== row.price_minor
  if (changesPrice && !can(tx.actor, 'prices.edit')) throw refuse.priceForbidden()
  // Also when it is the same: an answer that depends on the cost would tell it.
  if (values.cost_minor !== undefined && !can(tx.actor, 'costs.see')) throw refuse.costForbidden()
  if (values.decimals !== undefined && values.decimals < row.decimals) throw refuse.decimalsLowered()
  assertLevels({ ...row, ...given(values), decimals: values.decimals ?? row.decimals })
  if (barcodes) assertBarcodes(barcodes)
  await assertKnown(tx, [values])
  const renames = values.sku !== undefined && values.sku.toLowerCase() !== row.sku_key
  await assertCodesFree(tx, {
    skus: renames && values.sku ? [values.sku] : [],
    barcodes: barcodes?.map(({ code }) => code) ?? [],
    except: row.id,
  })
}

/** Writes checked changes with their history, audit entry and facts; gives the fields that changed. */
export async function writeChanges(tx: Tx, row: StoredProduct, { values, barcodes }: Changes): Promise<string[]> {
  const fields: string[] = changedFields<Values>(row, values)
  const oldBarcodes = barcodes ? await barcodesOf(tx, row.id) : []
  const recodes = barcodes !== undefined && JSON.stringify(oldBarcodes) !== JSON.stringify(barcodes.map(plain))
  if (fields.length === 0 && !recodes) return []
  await updateProduct(tx, row.id, pick(given(values), fields))
  if (recodes) {
    await removeBarcodes(tx, row.id)
    await addBarcodes(
      tx,
      barcodes.map((barcode, position) => ({ ...plain(barcode), product_id: row.id, position })),
    )
  }
  await writeHistory(tx, row, values)
  const label = values.sku ?? row.sku
  tx.audit({
    action: 'product.changed',
    thing: 'product',
    thing_id: row.id,
    label,
    before: { ...pick(row, fields), ...(recodes ? { barcodes: oldBarcodes } : {}) },
    after: { ...pick(values, fields), ...(recodes ? { barcodes } : {}) },
  })
  const all = recodes ? [...fields, 'barcodes'] : fields
  await tx.emit(productChanged({ product_id: row.id, sku: label, name: values.name ?? row.name, fields: all }))
  return all
}

async function writeHistory(tx: Tx, row: StoredProduct, { price_minor, cost_minor, sku, name }: Values): Promise<void> {
  const product_id = row.id
  if (cost_minor !== undefined && cost_minor !== row.cost_minor)
    await changePeriod(tx, 'catalog.cost_history', { product_id, amount_minor: cost_minor })
  if (price_minor === undefined || price_minor === row.price_minor) return
  await changePeriod(tx, 'catalog.price_history', { product_id, amount_minor: price_minor })
  const named = { product_id, sku: sku ?? row.sku, name: name ?? row.name }
  await tx.emit(priceChanged({ ...named, price: price_minor, before: row.price_minor }))
}

/** A product’s codes, in the order a person gave them. */
export async function barcodesOf(tx: Tx, product_id: string): Promise<Barcode[]> {
  return tx.db
    .selectFrom('catalog.barcode')
    .select(['code', 'pack_quantity'])
    .where('product_id', '=', product_id)
    .orderBy('position')
    .execute()
}

const plain = ({ code, pack_quantity }: Barcode): Barcode => ({ code, pack_quantity })

/** Without what was not given: `undefined` means unchanged, null means empty. */
function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function pick<T extends object>(from: T, names: readonly string[]): Partial<T> {
  const kept = Object.entries(from).filter(([name]) => names.includes(name))
  return Object.fromEntries(kept) as Partial<T>
}
