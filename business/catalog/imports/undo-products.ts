import { z } from 'zod'
import type { Tx } from '#platform/context'
import { Refusal } from '#platform/refusals'
import type { Sentence } from '#platform/text'
import { setArchived } from '../commands/archive-product.ts'
import { lockProducts, type StoredProduct } from '../commands/lock-product.ts'
import { type Values, writeChanges } from '../commands/write-changes.ts'
import { markImportUndone } from '../records.ts'
import { text } from '../text.ts'

/** As `applyChange` wrote it. */
const Before = z.object({
  values: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
  barcodes: z.array(z.object({ code: z.string(), pack_quantity: z.number() })).nullable(),
  was_archived: z.boolean(),
})

type Blocked = { thing: string; label: string; says: Sentence }
type Kept = { row_number: number; product_id: string; outcome: string; before: unknown; version_after: number }

/**
 * Takes a run back: what it created is archived, what it changed gets its old values. A product that somebody changed
 * since, or that a higher room still needs, is named instead of touched.
 */
export async function undoProducts(tx: Tx, run: { id: string }) {
  const rows = await tx.db
    .selectFrom('catalog.import_row')
    .select(['row_number', 'product_id', 'outcome', 'before', 'version_after'])
    .where('run_id', '=', run.id)
    .where('undone_at', 'is', null)
    .orderBy('row_number', 'desc')
    .execute()
  if (rows.length === 0) return { undone: 0, blocked: [] }
  const locked = await lockProducts(tx, [...new Set(rows.map((row) => row.product_id))])
  const products = new Map(locked.map((row) => [row.id, row]))
  const blocked: Blocked[] = []
  const undone: number[] = []
  for (const row of rows) {
    const product = products.get(row.product_id)
    const says = product ? await undoRow(tx, row, product) : null
    if (says && product) blocked.push({ thing: 'product', label: `${product.sku} ${product.name}`, says })
    else undone.push(row.row_number)
  }
  if (undone.length > 0) await markImportUndone(tx, run.id, undone)
  return { undone: undone.length, blocked }
}

/** Undoes one row; gives the sentence that says why not. */
async function undoRow(tx: Tx, kept: Kept, product: StoredProduct): Promise<Sentence | null> {
  try {
    if (kept.outcome === 'created') {
      await setArchived(tx, product, true)
      return null
    }
    if (product.version !== kept.version_after) return text.importChangedSince
    const before = Before.parse(kept.before)
    await writeChanges(tx, product, { values: before.values as Values, barcodes: before.barcodes ?? undefined })
    if (before.was_archived) await setArchived(tx, product, true)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.sentence
    throw error
  }
}
