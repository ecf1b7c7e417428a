import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { assertBarcodes, type Barcode } from '../barcode.ts'
import { productCreated } from '../events.ts'
import { assertLevels, optionValues } from '../product.ts'
import { takenCodes } from '../queries/taken.ts'
import { addBarcodes, insertProducts, nextInternalCode } from '../records.ts'
import { refuse } from '../refusals.ts'
import { taxesOf } from '../taxes.ts'
import type { NewProduct } from '../wire/product.ts'
import { assertCodesFree, assertKnown, familyOptions } from './known.ts'

const UNIT = 'UND'

/** Creates one product and gives its id. */
export async function createProduct(ctx: Ctx, input: NewProduct): Promise<string> {
  return transact(ctx, async (tx) => {
    const [id = ''] = await createProducts(tx, [input])
    return id
  })
}

/** Creates products with their barcodes and the first period of price and cost; all of them or none. */
export async function createProducts(tx: Tx, inputs: readonly NewProduct[]): Promise<string[]> {
  for (const input of inputs) assertMayCreate(tx, input)
  await assertKnown(tx, inputs)
  const options = await familyOptions(tx, inputs)
  const { usual } = await taxesOf(tx)
  const drafts: Draft[] = []
  for (const input of inputs) drafts.push(await draftOf(tx, { ...input, tax_class: input.tax_class ?? usual }, options))
  await assertCodesFree(tx, {
    skus: drafts.map((draft) => draft.row.sku),
    barcodes: drafts.flatMap((draft) => draft.barcodes.map(({ code }) => code)),
  })
  await insertProducts(
    tx,
    drafts.map((draft) => draft.row),
  )
  await addBarcodes(tx, drafts.flatMap(barcodeRows))
  for (const { row, barcodes } of drafts) {
    const { id, sku, name } = row
    tx.audit({ action: 'product.created', thing: 'product', thing_id: id, label: sku, after: { ...row, barcodes } })
    await tx.emit(productCreated({ product_id: id, sku, name }))
  }
  return drafts.map((draft) => draft.row.id)
}

function assertMayCreate(tx: Tx, input: NewProduct): void {
  if (!can(tx.actor, 'prices.edit')) throw refuse.priceForbidden()
  if (input.cost !== undefined && !can(tx.actor, 'costs.see')) throw refuse.costForbidden()
  assertBarcodes(input.barcodes ?? [])
  assertLevels({ ...input, decimals: input.decimals ?? 0 })
}

type Draft = Awaited<ReturnType<typeof draftOf>>

async function draftOf(tx: Tx, input: NewProduct & { tax_class: string }, options: Map<string, readonly string[]>) {
  const now = tx.now().toISOString()
  const names = input.family_id === undefined ? null : (options.get(input.family_id) ?? [])
  return {
    barcodes: input.barcodes ?? [],
    row: {
      id: input.id ?? newId(),
      sku: input.sku ?? (await freeSku(tx)),
      name: input.name,
      description: input.description ?? null,
      kind: input.kind,
      category_id: input.category_id ?? null,
      family_id: input.family_id ?? null,
      option_values: names === null ? null : optionValues(names, input.options ?? {}),
      unit: input.unit ?? UNIT,
      decimals: input.decimals ?? 0,
      price_minor: input.price,
      cost_minor: input.cost ?? null,
      tax_class: input.tax_class,
      status: input.status ?? 'active',
      image_file_id: input.image_file_id ?? null,
      supplier_id: input.supplier_id ?? null,
      min_stock: input.min_stock ?? null,
      max_stock: input.max_stock ?? null,
      reorder_quantity: input.reorder_quantity ?? null,
      created_at: now,
      updated_at: now,
    },
  }
}

function barcodeRows({ row, barcodes }: { row: { id: string }; barcodes: readonly Barcode[] }) {
  return barcodes.map((barcode, position) => ({ ...barcode, product_id: row.id, position }))
}

/** The shop's next own SKU: `P000042`. Codes that somebody typed by hand are skipped. */
async function freeSku(tx: Tx): Promise<string> {
  for (;;) {
    const sku = `P${String(await nextInternalCode(tx)).padStart(6, '0')}`
    const taken = await takenCodes(tx, { skus: [sku], barcodes: [] })
    if (taken.length === 0) return sku
  }
}
