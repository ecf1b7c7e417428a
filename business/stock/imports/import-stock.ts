import type { Tx } from '#platform/context'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import { Refusal } from '#platform/refusals'
import { takeIn } from '../commands/take-in.ts'
import { keepImportRows } from '../records.ts'
import { columns } from './columns.ts'
import { isLine, type Judged, judgeRows, type OpeningLine } from './judge-rows.ts'
import { undoStock } from './undo-stock.ts'

/** Opening stock from a file: what each warehouse has of each product, and what a unit cost. */
export const importStock: Importable = {
  kind: 'stock',
  says: { es: 'Existencias iniciales', en: 'Opening stock' },
  may: 'stock.import',
  columns,
  judge: async (ctx, rows) => (await judgeRows(ctx, rows)).map(verdictOf),
  apply: applyRows,
  undo: undoStock,
}

/** Brings a batch in with one receipt. Rows that an earlier attempt brought in answer what they answered then. */
async function applyRows(tx: Tx, run: { id: string }, rows: readonly ImportRow[]): Promise<RowVerdict[]> {
  const done = await doneRows(tx, run.id, rows)
  const judged = await judgeRows(
    tx,
    rows.filter(({ number }) => !done.has(number)),
  )
  const lines = judged.flatMap(({ number, outcome }) => (isLine(outcome) ? [{ ...outcome, row_number: number }] : []))
  await bringIn(tx, run.id, lines)
  const verdicts = new Map(judged.map((one) => [one.number, verdictOf(one)]))
  return rows.map(({ number }) => {
    const product_id = done.get(number)
    if (product_id !== undefined) return { number, outcome: 'created', thing_id: product_id }
    return verdicts.get(number) ?? { number, outcome: 'unchanged' }
  })
}

async function bringIn(tx: Tx, run_id: string, lines: readonly (OpeningLine & { row_number: number })[]) {
  await takeIn(tx, { lines, kind: 'opening', cause: { kind: 'import', id: run_id } })
  await keepImportRows(tx, run_id, lines)
  for (const { product_id, warehouse_id, quantity, row_number } of lines) {
    tx.audit({
      action: 'stock.opened',
      thing: 'product',
      thing_id: product_id,
      after: { warehouse_id, quantity, import_run_id: run_id, row_number },
    })
  }
}

async function doneRows(tx: Tx, run_id: string, rows: readonly ImportRow[]): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map()
  const known = await tx.db
    .selectFrom('stock.import_row')
    .select(['row_number', 'product_id'])
    .where('run_id', '=', run_id)
    .where(
      'row_number',
      'in',
      rows.map(({ number }) => number),
    )
    .execute()
  return new Map(known.map((row) => [row.row_number, row.product_id]))
}

function verdictOf({ number, outcome }: Judged): RowVerdict {
  if (outcome === 'nothing') return { number, outcome: 'unchanged' }
  if (!(outcome instanceof Refusal)) return { number, outcome: 'created', thing_id: outcome.product_id }
  const { code, sentence: says, values } = outcome
  const column = typeof values.column === 'string' ? values.column : null
  return { number, outcome: 'refused', column, code, says, values }
}
