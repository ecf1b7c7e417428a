import type { Ctx, Tx } from '../context.ts'
import { refreshStatistics } from '../database/refresh-statistics.ts'
import { transact } from '../database/transact.ts'
import { asRefusal } from '../http/problem.ts'
import { say } from '../text.ts'
import { type CellValue, readCell } from './cells.ts'
import { importCompleted, importProgressed } from './events.ts'
import type { Importable, ImportRow, RowVerdict } from './importable.ts'
import type { RawRow } from './raw-table.ts'
import {
  type ImportRun,
  insertBatch,
  lastRowDone,
  type Phase,
  type Problem,
  rowsAfter,
  runById,
  setRun,
  storedActor,
  type Totals,
} from './records.ts'

const BATCH = 500
/** A group larger than this is cut: an invoice does not have ten thousand lines. */
const GROUP_MAX = 10_000
const GIVEN_MAX = 200
/** Rows from which on an import changes what the planner should know. */
const MANY = 1_000

type Line = { readonly number: number; readonly cells: RawRow }

/**
 * Judges or applies what is left of a run, batch by batch. Each batch is one transaction with its line in the ledger,
 * so wherever it is killed, it goes on after the last batch that committed.
 */
export async function workOff(ctx: Ctx, importable: Importable, run_id: string, phase: Phase): Promise<void> {
  const run = await runById(ctx, run_id)
  const started = { check: 'checking', run: 'running' }[phase]
  if (run.status !== started) return
  const acting = { ...ctx, actor: storedActor(run) ?? ctx.actor }
  const decimals = (await importable.amount_decimals?.(ctx)) ?? 0
  try {
    const lines = rowsAfter(ctx, run_id, await lastRowDone(ctx, run_id, phase))
    for await (const batch of batches(lines, run, importable)) {
      if (!(await workBatch(acting, { importable, run, phase, batch, decimals }))) return
    }
    await transact(acting, (tx) => finish(tx, run_id, phase))
    if (phase === 'run' && run.rows_total >= MANY) await refreshStatistics(ctx)
  } catch (error) {
    // A database that is away is no fault of the file: the job tries again and goes on.
    if ((asRefusal(error)?.status ?? 0) >= 500) throw error
    await transact(acting, (tx) => fail(tx, run_id, reasonOf(error, ctx)))
    if (!asRefusal(error)) throw error
  }
}

async function* batches(lines: AsyncIterable<Line>, run: ImportRun, importable: Importable): AsyncGenerator<Line[]> {
  const group = importable.keep_together === undefined ? undefined : run.mapping[importable.keep_together]
  let batch: Line[] = []
  for await (const line of lines) {
    const belongs = group !== undefined && batch.length < GROUP_MAX && batch.at(-1)?.cells[group] === line.cells[group]
    if (batch.length >= BATCH && !belongs) {
      yield batch
      batch = []
    }
    batch.push(line)
  }
  if (batch.length > 0) yield batch
}

interface BatchWork {
  readonly importable: Importable
  readonly run: ImportRun
  readonly phase: Phase
  readonly batch: readonly Line[]
  readonly decimals: number
}

/** False when somebody cancelled the run, or took it over, meanwhile. */
async function workBatch(ctx: Ctx, { importable, run, phase, batch, decimals }: BatchWork): Promise<boolean> {
  const { rows, problems } = readRows(importable, run, batch, decimals)
  const judged = phase === 'check' ? await importable.judge(ctx, rows) : null
  return transact(ctx, async (tx) => {
    const { status } = await runById(tx, run.id, { lock: true })
    const first_row = batch[0]?.number ?? 0
    // Somebody else, thought dead or started beside us, has done this batch: it goes on from there, we stop.
    if (status !== run.status || (await lastRowDone(tx, run.id, phase)) >= first_row) return false
    const verdicts = judged ?? (await importable.apply(tx, { id: run.id }, rows))
    const totals = count(verdicts)
    totals.refused += batch.length - rows.length
    const last_row = batch.at(-1)?.number ?? 0
    await insertBatch(tx, {
      run_id: run.id,
      phase,
      first_row,
      last_row,
      totals,
      problems: [...problems, ...refusedBy(verdicts, batch, run)],
    })
    await tx.emit(
      importProgressed({ import_id: run.id, kind: run.kind, status, rows_done: last_row, rows_total: run.rows_total }),
    )
    return true
  })
}

function readRows(importable: Importable, run: ImportRun, batch: readonly Line[], decimals: number) {
  const rows: ImportRow[] = []
  const problems: Problem[] = []
  for (const { number, cells } of batch) {
    const values: Record<string, CellValue> = {}
    const before = problems.length
    for (const column of importable.columns) {
      const index = run.mapping[column.name]
      const raw = index === undefined ? null : (cells[index] ?? null)
      if (index === undefined && !column.required) continue
      const read = readCell(column, raw, run.reading, decimals)
      if ('value' in read) values[column.name] = read.value
      else problems.push({ row_number: number, column_name: column.name, given: shown(raw), ...read })
    }
    if (problems.length === before) rows.push({ number, cells: values })
  }
  return { rows, problems }
}

function count(verdicts: readonly RowVerdict[]): Totals {
  const totals: Totals = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of verdicts) totals[outcome] += 1
  return totals
}

function refusedBy(verdicts: readonly RowVerdict[], batch: readonly Line[], run: ImportRun): Problem[] {
  const lines = new Map(batch.map((line) => [line.number, line.cells]))
  return verdicts.flatMap((verdict) => {
    if (verdict.outcome !== 'refused') return []
    const { number, column, code, says, values } = verdict
    const index = column === null ? undefined : run.mapping[column]
    const given = index === undefined ? null : shown(lines.get(number)?.[index] ?? null)
    const filled = { es: say(says, 'es', values), en: say(says, 'en', values) }
    return [{ row_number: number, column_name: column, given, code, says: filled }]
  })
}

const shown = (raw: RawRow[number]) => (raw === null ? null : String(raw).slice(0, GIVEN_MAX))

async function finish(tx: Tx, run_id: string, phase: Phase): Promise<void> {
  const run = await runById(tx, run_id, { lock: true })
  if (run.status !== { check: 'checking', run: 'running' }[phase]) return
  const status = phase === 'check' ? 'checked' : 'completed'
  await setRun(tx, run_id, phase === 'check' ? { status, checked_at: tx.now() } : { status, finished_at: tx.now() })
  if (phase === 'run') {
    tx.audit({ action: 'import.completed', thing: 'import', thing_id: run_id, label: run.file_name })
    await tx.emit(importCompleted({ import_id: run_id, kind: run.kind, status }))
  }
  await tx.emit(
    importProgressed({
      import_id: run_id,
      kind: run.kind,
      status,
      rows_done: run.rows_total,
      rows_total: run.rows_total,
    }),
  )
}

async function fail(tx: Tx, run_id: string, error: string): Promise<void> {
  const run = await runById(tx, run_id, { lock: true })
  await setRun(tx, run_id, { status: 'failed', error })
  const { kind, rows_total } = run
  await tx.emit(importProgressed({ import_id: run_id, kind, status: 'failed', rows_done: 0, rows_total }))
}

function reasonOf(error: unknown, ctx: Ctx): string {
  const refusal = asRefusal(error)
  if (refusal) return say(refusal.sentence, ctx.request.language, refusal.values)
  return `internal error, see the log for ${ctx.request.id}`
}
