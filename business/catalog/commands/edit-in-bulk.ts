import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { shareOf } from '#platform/money'
import { Refusal } from '#platform/refusals'
import { say } from '#platform/text'
import { changedFields } from '../product.ts'
import { refuse } from '../refusals.ts'
import type { BulkEdit, BulkResult } from '../wire/bulk.ts'
import { setArchived } from './archive-product.ts'
import { lockProducts, type StoredProduct } from './lock-product.ts'
import { assertChanges, type Values, writeChanges } from './write-changes.ts'

type Planned = { row: StoredProduct; values: Values; archived: boolean | undefined; shown: Preview }
type Preview = BulkResult['products'][number]
type Refused = BulkResult['refused'][number]

/** Applies one change to many products: to all of them, or to none when one refuses. A dry run only shows it. */
export async function editInBulk(ctx: Ctx, edit: BulkEdit): Promise<BulkResult> {
  return transact(ctx, async (tx) => {
    const ids = [...new Set(edit.ids)]
    const { planned, refused } = await planFor(tx, ids, edit.changes)
    if (refused.length > 0 && !edit.dry_run) {
      throw refuse.bulkRefused({ refused: refused.length }, { details: { products: refused } })
    }
    const changing = planned.filter(({ shown }) => shown.changes.length > 0)
    if (!edit.dry_run) for (const one of changing) await apply(tx, one)
    return {
      dry_run: edit.dry_run,
      changed: changing.length,
      unchanged: planned.length - changing.length,
      refused,
      products: changing.map(({ shown }) => shown),
    }
  })
}

async function planFor(tx: Tx, ids: readonly string[], changes: BulkEdit['changes']) {
  const rows = new Map((await lockProducts(tx, ids)).map((row) => [row.id, row]))
  const planned: Planned[] = []
  const refused: Refused[] = []
  for (const id of ids) {
    const row = rows.get(id)
    try {
      if (!row) throw refuse.notFound({ id })
      planned.push(await plan(tx, row, changes))
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 403) throw error
      const title = say(error.sentence, tx.request.language, error.values)
      refused.push({ id, label: row ? `${row.sku} ${row.name}` : id, code: error.code, title })
    }
  }
  return { planned, refused }
}

async function plan(tx: Tx, row: StoredProduct, changes: BulkEdit['changes']): Promise<Planned> {
  const { archived, price, price_by, ...rest } = changes
  const values: Values = { ...rest, price_minor: price_by ? raised(row.price_minor, price_by) : price }
  const touches = Object.values(values).some((value) => value !== undefined)
  // A product that is being restored may be edited in the same stroke.
  if (touches) await assertChanges(tx, archived === false ? { ...row, archived_at: null } : row, { values })
  const fields = changedFields<Values>(row, values)
  const list: Preview['changes'] = fields.map((field) => ({
    field: field === 'price_minor' ? 'price' : field,
    before: row[field],
    after: values[field] ?? null,
  }))
  const was = row.archived_at !== null
  if (archived !== undefined && archived !== was) list.push({ field: 'archived', before: was, after: archived })
  return { row, values, archived, shown: { id: row.id, label: `${row.sku} ${row.name}`, changes: list } }
}

/** A price raised or lowered by a share and rounded to the multiple that price tags use. */
function raised(price_minor: number, { basis_points, round_to }: { basis_points: number; round_to: number }): number {
  const exact = price_minor + shareOf(price_minor, basis_points)
  return Math.round(exact / round_to) * round_to
}

async function apply(tx: Tx, { row, values, archived }: Planned): Promise<void> {
  if (archived === false) await setArchived(tx, row, false)
  await writeChanges(tx, row, { values })
  if (archived === true) await setArchived(tx, row, true)
}
