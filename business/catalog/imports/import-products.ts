import { countryOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import { Refusal } from '#platform/refusals'
import { createProducts } from '../commands/create-product.ts'
import { keepImportRows } from '../records.ts'
import { refuse } from '../refusals.ts'
import { applyChange, categoryAt } from './apply-row.ts'
import { columns } from './columns.ts'
import { type Intent, judgeRow } from './judge-row.ts'
import { knownThings } from './known-things.ts'
import { type Given, readRow } from './read-row.ts'
import { undoProducts } from './undo-products.ts'
import { refusedRow } from './verdict.ts'

/** Products from a file, found again by SKU or barcode: what is new is created, what differs is changed. */
export const importProducts: Importable = {
  kind: 'products',
  says: { es: 'Productos', en: 'Products' },
  may: 'products.import',
  columns,
  amount_decimals: async (ctx) => (await countryOf(ctx)).currency_decimals,
  judge: async (ctx, rows) => (await judged(ctx, rows, new Set())).map(({ number, intent }) => verdict(number, intent)),
  apply: applyRows,
  undo: undoProducts,
}

type Judged = { readonly number: number; readonly intent: Intent | Refusal }

/** What each row will do, or why not. A product that stands twice in the file is refused the second time. */
async function judged(ctx: Ctx, rows: readonly ImportRow[], touched: ReadonlySet<string>): Promise<Judged[]> {
  const read = rows.map((row) => ({ number: row.number, given: attempt(() => readRow(row)) }))
  const known = await knownThings(
    ctx,
    read.flatMap(({ given }) => (given instanceof Refusal ? [] : [given])),
  )
  const seen = new Set<string>()
  return read.map(({ number, given }) => {
    if (given instanceof Refusal) return { number, intent: given }
    return { number, intent: attempt(() => assertFirst(seen, touched, given, judgeRow(ctx, known, given))) }
  })
}

function assertFirst(seen: Set<string>, touched: ReadonlySet<string>, given: Given, intent: Intent): Intent {
  const codes = [...(given.sku ? [given.sku.toLowerCase()] : []), ...given.barcodes.map(({ code }) => code)]
  const isAgain = intent.outcome === 'changed' && touched.has(intent.product.id)
  if (isAgain || codes.some((code) => seen.has(code))) throw refuse.importRepeated()
  for (const code of codes) seen.add(code)
  return intent
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function verdict(number: number, intent: Intent | Refusal): RowVerdict {
  return intent instanceof Refusal ? refusedRow(number, intent) : { number, outcome: intent.outcome }
}

/** Applies a batch inside the run's transaction. Rows that an earlier attempt applied answer what they answered then. */
async function applyRows(tx: Tx, run: { id: string }, rows: readonly ImportRow[]): Promise<RowVerdict[]> {
  const done = await tx.db
    .selectFrom('catalog.import_row')
    .select(['row_number', 'product_id', 'outcome'])
    .where('run_id', '=', run.id)
    .execute()
  const before = new Map(done.map((row) => [row.row_number, row]))
  const left = rows.filter(({ number }) => !before.has(number))
  const touched = new Set(done.map((row) => row.product_id))
  const fresh = left.length === 0 ? [] : await applyJudged(tx, run.id, await judged(tx, left, touched))
  const verdicts = new Map(fresh.map((one) => [one.number, one]))
  return rows.map(({ number }): RowVerdict => {
    const known = before.get(number)
    if (known)
      return { number, outcome: known.outcome === 'created' ? 'created' : 'changed', thing_id: known.product_id }
    return verdicts.get(number) ?? { number, outcome: 'unchanged' }
  })
}

async function applyJudged(tx: Tx, run_id: string, rows: readonly Judged[]): Promise<RowVerdict[]> {
  const verdicts: RowVerdict[] = []
  const creations: { number: number; intent: Extract<Intent, { outcome: 'created' }> }[] = []
  for (const { number, intent } of rows) {
    if (intent instanceof Refusal || intent.outcome === 'unchanged') verdicts.push(verdict(number, intent))
    else if (intent.outcome === 'created') creations.push({ number, intent })
    else verdicts.push(await applyChange(tx, run_id, number, intent))
  }
  const inputs = []
  for (const { intent } of creations)
    inputs.push({ ...intent.input, category_id: await categoryAt(tx, intent.given.category_path) })
  const ids = await createProducts(tx, inputs)
  const made = creations.map(({ number }, at) => ({ number, thing_id: ids[at] ?? '' }))
  await keepImportRows(
    tx,
    made.map(({ number, thing_id }) => ({
      run_id,
      row_number: number,
      product_id: thing_id,
      outcome: 'created',
      version_after: 1,
    })),
  )
  return [...verdicts, ...made.map((one) => ({ ...one, outcome: 'created' as const }))]
}
