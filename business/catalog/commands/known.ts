import type { Tx } from '#platform/context'
import { takenCodes } from '../queries/taken.ts'
import { refuse } from '../refusals.ts'
import { taxesOf } from '../taxes.ts'

type Pointing = {
  readonly category_id?: string | null | undefined
  readonly supplier_id?: string | null | undefined
  readonly image_file_id?: string | null | undefined
  readonly family_id?: string | null | undefined
  readonly tax_class?: string | undefined
}

/** Refuses products that point at a category, supplier, image or tax class that is not there. */
export async function assertKnown(tx: Tx, inputs: readonly Pointing[]): Promise<void> {
  await assertCategories(tx, unique(inputs.map((input) => input.category_id)))
  await assertSuppliers(tx, unique(inputs.map((input) => input.supplier_id)))
  await assertImages(tx, unique(inputs.map((input) => input.image_file_id)))
  await assertTaxClasses(tx, unique(inputs.map((input) => input.tax_class)))
}

async function assertCategories(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const open = tx.db.selectFrom('catalog.category').select('id').where('archived_at', 'is', null)
  const unknown = missing(ids, await open.where('id', 'in', [...ids]).execute())
  if (unknown) throw refuse.unknownCategory({ category_id: unknown })
}

async function assertSuppliers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const suppliers = tx.db.selectFrom('contacts.party').select('id').where('is_supplier', '=', true)
  const open = suppliers.where('archived_at', 'is', null)
  const unknown = missing(ids, await open.where('id', 'in', [...ids]).execute())
  if (unknown) throw refuse.unknownSupplier({ supplier_id: unknown })
}

async function assertImages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const known = tx.db
    .selectFrom('platform.file')
    .select('id')
    .where('id', 'in', [...ids])
  const unknown = missing(ids, await known.execute())
  if (unknown) throw refuse.unknownImage({ image_file_id: unknown })
}

async function assertTaxClasses(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  const { rates } = await taxesOf(tx)
  const unknown = codes.find((code) => !rates.has(code))
  if (unknown) throw refuse.unknownTaxClass({ tax_class: unknown, allowed: [...rates.keys()].join(', ') })
}

/** The option names of each family that these products belong to. */
export async function familyOptions(tx: Tx, inputs: readonly Pointing[]): Promise<Map<string, readonly string[]>> {
  const ids = unique(inputs.map((input) => input.family_id))
  if (ids.length === 0) return new Map()
  const families = await tx.db
    .selectFrom('catalog.family')
    .select(['id', 'option_names'])
    .where('id', 'in', ids)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .forShare()
    .execute()
  const unknown = missing(ids, families)
  if (unknown) throw refuse.unknownFamily({ family_id: unknown })
  return new Map(families.map(({ id, option_names }) => [id, option_names]))
}

type Codes = { skus: readonly string[]; barcodes: readonly string[]; except?: string }

/** Refuses a code that already names another product, whether as SKU or as barcode. */
export async function assertCodesFree(tx: Tx, { skus, barcodes, except }: Codes): Promise<void> {
  const taken = (await takenCodes(tx, { skus, barcodes })).find(({ product_id }) => product_id !== except)
  if (!taken) return
  const { given, name, product_id, archived } = taken
  const details = { product_id, archived }
  throw taken.as === 'sku'
    ? refuse.skuTaken({ sku: given, name }, { details })
    : refuse.barcodeTaken({ code: given, name }, { details })
}

function unique(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined))]
}

function missing(ids: readonly string[], known: readonly { id: string }[]): string | undefined {
  const found = new Set(known.map(({ id }) => id))
  return ids.find((id) => !found.has(id))
}
