import { createHash } from 'node:crypto'
import { z } from 'zod'
import { assertCan } from '../actor.ts'
import type { Ctx, Tx } from '../context.ts'
import { transact } from '../database/transact.ts'
import { newId } from '../ids.ts'
import { enqueue, type Job } from '../jobs/job.ts'
import { Id } from '../units.ts'
import type { Reading } from './cells.ts'
import { importUndone } from './events.ts'
import { importRefuse } from './import-refusals.ts'
import type { Importable } from './importable.ts'
import { guessMapping, guessReading, headingsHash, type Mapping, missingColumns } from './mapping.ts'
import type { RawRow } from './raw-table.ts'
import {
  forgetPhase,
  type ImportRun,
  insertBlock,
  insertRun,
  type Phase,
  type RunStatus,
  rememberedMapping,
  rememberMapping,
  runById,
  setRun,
  writeActor,
} from './records.ts'
import { openTable } from './table.ts'
import { workOff } from './work.ts'

const BLOCK = 500
const SAMPLE = 1_000

/** The kinds that can be imported, by name. */
export class Imports {
  readonly #kinds: ReadonlyMap<string, Importable>

  constructor(importables: readonly Importable[]) {
    this.#kinds = new Map(importables.map((importable) => [importable.kind, importable]))
  }

  all(): Importable[] {
    return [...this.#kinds.values()]
  }

  /** Refuses what cannot be imported, and what this actor may not. */
  of(ctx: Ctx, kind: string): Importable {
    const importable = this.#kinds.get(kind)
    if (!importable) throw importRefuse.unknownKind({ kind })
    assertCan(ctx.actor, importable.may)
    return importable
  }

  /** The run's job: judges or applies what is left. */
  job(): Job<typeof WorkPayload> {
    return {
      ...importWork,
      run: async (ctx, { import_id, phase }) => {
        const { kind } = await runById(ctx, import_id)
        await workOff(ctx, this.of(ctx, kind), import_id, phase)
      },
    }
  }
}

const WorkPayload = z.object({ import_id: Id, phase: z.enum(['check', 'run']) })
const importWork = { name: 'platform.work-off-import', payload: WorkPayload, attempts_max: 10 }

export interface Given {
  readonly kind: string
  readonly file_name: string
  readonly content: Buffer
}

/** Takes a file in: reads it whole, keeps its rows, and guesses what its columns are. */
export async function takeIn(ctx: Ctx, imports: Imports, given: Given): Promise<ImportRun> {
  const importable = imports.of(ctx, given.kind)
  const table = await openTable(given.content)
  return transact(ctx, async (tx) => {
    const id = newId()
    const rows = table.rows[Symbol.asyncIterator]()
    const first = await rows.next()
    const headings = first.done ? [] : first.value.map((cell) => String(cell ?? '').trim())
    const sample = await takeRows(rows, SAMPLE)
    if (sample.length === 0) throw importRefuse.empty()
    const remembered = await rememberedMapping(tx, given.kind, headingsHash(headings))
    const mapping = remembered?.mapping ?? guessMapping(importable.columns, headings)
    const reading = remembered?.reading ?? guessReading(importable.columns, mapping, sample, table.delimiter)
    await insertRun(tx, {
      id,
      kind: given.kind,
      file_name: given.file_name,
      format: table.format,
      sha256: createHash('sha256').update(given.content).digest(),
      encoding: table.encoding,
      delimiter: table.delimiter,
      headings,
      mapping,
      reading,
      rows_total: 0,
    })
    const rows_total = await keepRows(tx, id, sample, rows)
    await tx.db.updateTable('platform.import_run').set({ rows_total }).where('id', '=', id).execute()
    tx.audit({
      action: 'import.uploaded',
      thing: 'import',
      thing_id: id,
      label: given.file_name,
      after: { kind: given.kind, rows_total },
    })
    return runById(tx, id)
  })
}

async function takeRows(rows: AsyncIterator<RawRow>, max: number): Promise<RawRow[]> {
  const taken: RawRow[] = []
  while (taken.length < max) {
    const next = await rows.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

async function keepRows(
  tx: Tx,
  run_id: string,
  sample: readonly RawRow[],
  rest: AsyncIterator<RawRow>,
): Promise<number> {
  let block = 0
  let kept = 0
  for (let at = 0; at < sample.length; at += BLOCK) {
    const lines = sample.slice(at, at + BLOCK)
    await insertBlock(tx, run_id, { block, first_row: kept + 1, lines })
    kept += lines.length
    block += 1
  }
  while (true) {
    const lines = await takeRows(rest, BLOCK)
    if (lines.length === 0) return kept
    await insertBlock(tx, run_id, { block, first_row: kept + 1, lines })
    kept += lines.length
    block += 1
  }
}

/** Settles what the columns are and judges the file anew; nothing is written to the business. */
export async function mapColumns(
  ctx: Ctx,
  imports: Imports,
  id: string,
  change: { mapping?: Mapping | undefined; reading?: Reading | undefined },
): Promise<ImportRun> {
  return transact(ctx, async (tx) => {
    const run = await lockIn(tx, id, ['mapping', 'checking', 'checked', 'failed'])
    const importable = imports.of(ctx, run.kind)
    const mapping = known(importable, run, change.mapping ?? run.mapping)
    const missing = missingColumns(importable.columns, mapping)
    if (missing.length > 0) {
      const columns = missing.map(({ says }) => says[ctx.request.language]).join(', ')
      throw importRefuse.badMapping({ columns }, { details: { missing: missing.map(({ name }) => name) } })
    }
    await forgetPhase(tx, id, 'check')
    const reading = change.reading ?? run.reading
    await setRun(tx, id, {
      status: 'checking',
      mapping: JSON.stringify(mapping),
      reading: JSON.stringify(reading),
      error: null,
      checked_at: null,
      actor: writeActor(ctx.actor),
    })
    await start(tx, id, 'check')
    return runById(tx, id)
  })
}

/** Only columns of the kind, only headings of the file. */
function known(importable: Importable, run: ImportRun, mapping: Mapping): Mapping {
  const names = new Set(importable.columns.map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(mapping).filter(([name, index]) => names.has(name) && index >= 0 && index < run.headings.length),
  )
}

/** Applies a judged file; a run that failed in the middle goes on where it stopped. */
export async function runImport(ctx: Ctx, imports: Imports, id: string): Promise<ImportRun> {
  return transact(ctx, async (tx) => {
    const run = await lockIn(tx, id, ['checked', 'failed'])
    imports.of(ctx, run.kind)
    if (run.checked_at === null) throw importRefuse.wrongState({ status: run.status })
    await rememberMapping(tx, run.kind, headingsHash(run.headings), run)
    await setRun(tx, id, { status: 'running', error: null, started_at: tx.now(), actor: writeActor(ctx.actor) })
    tx.audit({ action: 'import.started', thing: 'import', thing_id: id, label: run.file_name })
    await start(tx, id, 'run')
    return runById(tx, id)
  })
}

/** Stops it after the batch at hand; what was applied stays, and can be undone. */
export async function cancelImport(ctx: Ctx, imports: Imports, id: string): Promise<ImportRun> {
  return transact(ctx, async (tx) => {
    const run = await lockIn(tx, id, ['mapping', 'checking', 'checked', 'running', 'failed'])
    imports.of(ctx, run.kind)
    await setRun(tx, id, { status: 'cancelled', finished_at: tx.now() })
    tx.audit({ action: 'import.cancelled', thing: 'import', thing_id: id, label: run.file_name })
    return runById(tx, id)
  })
}

/** Takes the whole import back, or nothing of it and says what stands in the way. */
export async function undoImport(ctx: Ctx, imports: Imports, id: string): Promise<ImportRun> {
  return transact(ctx, async (tx) => {
    const run = await lockIn(tx, id, ['completed', 'cancelled', 'failed'])
    const { undone, blocked } = await imports.of(ctx, run.kind).undo(tx, { id })
    if (blocked.length > 0) {
      const shown = blocked
        .slice(0, 100)
        .map(({ thing, label, says }) => ({ thing, label, why: says[ctx.request.language] }))
      throw importRefuse.blocked({ count: blocked.length }, { details: { blocked: shown } })
    }
    await setRun(tx, id, { status: 'undone', undone_at: tx.now() })
    tx.audit({ action: 'import.undone', thing: 'import', thing_id: id, label: run.file_name, after: { undone } })
    await tx.emit(importUndone({ import_id: id, kind: run.kind, status: 'undone', undone }))
    return runById(tx, id)
  })
}

const start = (tx: Tx, import_id: string, phase: Phase) =>
  enqueue(tx, importWork, { import_id, phase }, { key: `import ${import_id}` })

async function lockIn(tx: Tx, id: string, allowed: readonly RunStatus[]): Promise<ImportRun> {
  const run = await runById(tx, id, { lock: true })
  if (!allowed.includes(run.status)) throw importRefuse.wrongState({ status: run.status })
  return run
}
