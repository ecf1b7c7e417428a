import type { Tx } from '#platform/context'
import type { RowVerdict } from '#platform/import/importable'
import { setArchived } from '../commands/archive-product.ts'
import { createCategory } from '../commands/create-category.ts'
import { lockProduct } from '../commands/lock-product.ts'
import { barcodesOf, type Values, writeChanges } from '../commands/write-changes.ts'
import { changedFields } from '../product.ts'
import { keepImportRows } from '../records.ts'
import type { Intent } from './judge-row.ts'
import { fold } from './known-things.ts'

/** Changes one product as its row says, and keeps what the change replaced so that it can be taken back. */
export async function applyChange(
  tx: Tx,
  run_id: string,
  number: number,
  { product, values, added, given }: Extract<Intent, { outcome: 'changed' }>,
): Promise<RowVerdict> {
  const category_id = await categoryAt(tx, given.category_path)
  const wanted: Values = category_id === undefined ? values : { ...values, category_id }
  const row = await lockProduct(tx, product.id)
  const old = await barcodesOf(tx, row.id)
  if (row.archived_at !== null) await setArchived(tx, row, false)
  const barcodes = [...old, ...added.map((code) => ({ code, pack_quantity: 1 }))]
  const fields = changedFields<Values>(row, wanted)
  await writeChanges(tx, row, { values: wanted, barcodes })
  const before = {
    values: Object.fromEntries(fields.map((field) => [field, row[field]])),
    barcodes: added.length > 0 ? old : null,
    was_archived: row.archived_at !== null,
  }
  const { version } = await lockProduct(tx, row.id)
  await keepImportRows(tx, [
    {
      run_id,
      row_number: number,
      product_id: row.id,
      outcome: 'changed',
      before: JSON.stringify(before),
      version_after: version,
    },
  ])
  return { number, outcome: 'changed', thing_id: row.id }
}

/** The category of a path such as `Lubricantes > Aceites`, made where it is not there yet. */
export async function categoryAt(tx: Tx, path: readonly string[]): Promise<string | undefined> {
  let parent_id: string | null = null
  for (const name of path) parent_id = await childOf(tx, parent_id, name)
  return parent_id ?? undefined
}

async function childOf(tx: Tx, parent_id: string | null, name: string): Promise<string> {
  const children = await tx.db
    .selectFrom('catalog.category')
    .select(['id', 'name'])
    .where('parent_id', parent_id === null ? 'is' : '=', parent_id)
    .where('archived_at', 'is', null)
    .execute()
  const known = children.find((child) => fold(child.name) === fold(name))
  return known?.id ?? (await createCategory(tx, { name, parent_id })).id
}
