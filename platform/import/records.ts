import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Ctx, Tx } from '../context.ts'
import type { Sentence } from '../text.ts'
import type { Reading } from './cells.ts'
import { importRefuse } from './import-refusals.ts'
import type { RawRow } from './raw-table.ts'

export const RUN_STATUS = [
  'mapping',
  'checking',
  'checked',
  'running',
  'completed',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export const RunStatus = z.enum(RUN_STATUS)
export type RunStatus = z.infer<typeof RunStatus>
export type Phase = 'check' | 'run'

/** The stored JSON, read back at this edge. */
const Stored = z.object({
  status: RunStatus,
  headings: z.array(z.string()),
  mapping: z.record(z.string(), z.int()),
  reading: z.object({ decimal: z.enum([',', '.']), day: z.enum(['dmy', 'mdy', 'ymd']) }),
})

export type ImportRun = z.output<typeof Stored> & {
  readonly id: string
  readonly kind: string
  readonly file_name: string
  readonly format: string
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly rows_total: number
  readonly error: string | null
  readonly created_by: string | null
  readonly created_by_name: string
  readonly created_at: string
  readonly checked_at: string | null
  readonly started_at: string | null
  readonly finished_at: string | null
  readonly undone_at: string | null
  readonly actor: unknown
}

export interface Totals {
  created: number
  changed: number
  unchanged: number
  refused: number
}

export interface Problem {
  readonly row_number: number
  readonly column_name: string | null
  readonly given: string | null
  readonly code: string
  readonly says: Sentence
}

/** One run; with `lock`, nobody else moves it until the transaction ends. Those limited to stores see only their own. */
export async function runById(ctx: Ctx, id: string, options: { lock?: true } = {}): Promise<ImportRun> {
  let query = ctx.db.selectFrom('platform.import_run').selectAll().where('id', '=', id)
  if (ctx.actor.store_ids !== null) query = query.where('created_by', '=', ctx.actor.id)
  if (options.lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw importRefuse.notFound()
  return { ...row, ...Stored.parse(row) }
}

export async function insertRun(
  tx: Tx,
  run: Pick<
    ImportRun,
    'id' | 'kind' | 'file_name' | 'encoding' | 'delimiter' | 'headings' | 'mapping' | 'reading' | 'rows_total'
  > & {
    format: string
    sha256: Buffer
  },
): Promise<void> {
  await tx.db
    .insertInto('platform.import_run')
    .values({
      ...run,
      headings: JSON.stringify(run.headings),
      mapping: JSON.stringify(run.mapping),
      reading: JSON.stringify(run.reading),
      status: 'mapping',
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
      created_at: tx.now(),
    })
    .execute()
}

export async function setRun(
  tx: Tx,
  id: string,
  change: Partial<{
    status: RunStatus
    mapping: string
    reading: string
    error: string | null
    actor: string
    checked_at: Date | null
    started_at: Date
    finished_at: Date
    undone_at: Date
  }>,
): Promise<void> {
  await tx.db
    .updateTable('platform.import_run')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function insertBlock(
  tx: Tx,
  run_id: string,
  block: { block: number; first_row: number; lines: readonly RawRow[] },
): Promise<void> {
  const { first_row, lines } = block
  await tx.db
    .insertInto('platform.import_block')
    .values({
      run_id,
      block: block.block,
      first_row,
      last_row: first_row + lines.length - 1,
      lines: JSON.stringify(lines),
    })
    .execute()
}

const Lines = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))

/** The file's rows after a row, block by block. */
export async function* rowsAfter(
  ctx: Ctx,
  run_id: string,
  after: number,
): AsyncGenerator<{ number: number; cells: RawRow }> {
  let last = after
  while (true) {
    const block = await ctx.db
      .selectFrom('platform.import_block')
      .select(['first_row', 'last_row', 'lines'])
      .where('run_id', '=', run_id)
      .where('last_row', '>', last)
      .orderBy('first_row')
      .limit(1)
      .executeTakeFirst()
    if (!block) return
    for (const [i, cells] of Lines.parse(block.lines).entries()) {
      if (block.first_row + i > last) yield { number: block.first_row + i, cells }
    }
    last = block.last_row
  }
}

/** The last row that a phase has dealt with: where it goes on after a crash. */
export async function lastRowDone(ctx: Ctx, run_id: string, phase: Phase): Promise<number> {
  const row = await ctx.db
    .selectFrom('platform.import_batch')
    .select(sql<number>`coalesce(max(last_row), 0)`.as('last'))
    .where('run_id', '=', run_id)
    .where('phase', '=', phase)
    .executeTakeFirstOrThrow()
  return row.last
}

export async function insertBatch(
  tx: Tx,
  batch: {
    run_id: string
    phase: Phase
    first_row: number
    last_row: number
    totals: Totals
    problems: readonly Problem[]
  },
): Promise<void> {
  const { totals, problems, run_id, phase, first_row, last_row } = batch
  await tx.db
    .insertInto('platform.import_batch')
    .values({ run_id, phase, first_row, last_row, ...totals, at: tx.now() })
    .execute()
  if (problems.length === 0) return
  await tx.db
    .insertInto('platform.import_problem')
    .values(problems.map((problem, n) => ({ run_id, phase, n, ...problem, says: JSON.stringify(problem.says) })))
    .execute()
}

export async function forgetPhase(tx: Tx, run_id: string, phase: Phase): Promise<void> {
  await tx.db.deleteFrom('platform.import_batch').where('run_id', '=', run_id).where('phase', '=', phase).execute()
  await tx.db.deleteFrom('platform.import_problem').where('run_id', '=', run_id).where('phase', '=', phase).execute()
}

/** Sums over the batches, so that a run that was killed and went on has the totals of one that was not. */
export async function totalsOf(ctx: Ctx, run_id: string, phase: Phase): Promise<Totals & { rows_done: number }> {
  const sum = (column: keyof Totals) => sql<number>`coalesce(sum(${sql.ref(column)}), 0)`.as(column)
  return ctx.db
    .selectFrom('platform.import_batch')
    .select([
      sum('created'),
      sum('changed'),
      sum('unchanged'),
      sum('refused'),
      sql<number>`coalesce(max(last_row), 0)`.as('rows_done'),
    ])
    .where('run_id', '=', run_id)
    .where('phase', '=', phase)
    .executeTakeFirstOrThrow()
}

const Says = z.object({ es: z.string(), en: z.string() })

export async function problemsOf(
  ctx: Ctx,
  run_id: string,
  phase: Phase,
  after: { row: number; n: number },
  limit: number,
): Promise<(Problem & { n: number })[]> {
  const rows = await ctx.db
    .selectFrom('platform.import_problem')
    .select(['row_number', 'n', 'column_name', 'given', 'code', 'says'])
    .where('run_id', '=', run_id)
    .where('phase', '=', phase)
    .where(sql<boolean>`(row_number, n) > (${after.row}, ${after.n})`)
    .orderBy('row_number')
    .orderBy('n')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, says: Says.parse(row.says) }))
}

export async function rememberMapping(tx: Tx, kind: string, headings_hash: Buffer, run: ImportRun): Promise<void> {
  const used = { mapping: JSON.stringify(run.mapping), reading: JSON.stringify(run.reading), used_at: tx.now() }
  await tx.db
    .insertInto('platform.import_mapping')
    .values({ kind, headings_hash, ...used })
    .onConflict((conflict) => conflict.columns(['kind', 'headings_hash']).doUpdateSet(used))
    .execute()
}

export async function rememberedMapping(
  ctx: Ctx,
  kind: string,
  headings_hash: Buffer,
): Promise<{ mapping: Record<string, number>; reading: Reading } | null> {
  const row = await ctx.db
    .selectFrom('platform.import_mapping')
    .select(['mapping', 'reading'])
    .where('kind', '=', kind)
    .where('headings_hash', '=', headings_hash)
    .executeTakeFirst()
  return row ? Stored.pick({ mapping: true, reading: true }).parse(row) : null
}

const StoredActor = z.object({
  kind: z.enum(['person', 'api_key', 'link', 'system', 'nobody']),
  id: z.string().nullable(),
  name: z.string(),
  permissions: z.array(z.string()),
  store_ids: z.array(z.string()).nullable(),
  warehouse_ids: z.array(z.string()).nullable(),
  limits: z.record(z.string(), z.number()),
})

export const writeActor = (actor: Actor): string => JSON.stringify({ ...actor, permissions: [...actor.permissions] })

/** Who started the run, with what they were allowed then. */
export function storedActor(run: ImportRun): Actor | null {
  const read = StoredActor.safeParse(run.actor)
  return read.success ? { ...read.data, permissions: new Set(read.data.permissions), session_id: null } : null
}
