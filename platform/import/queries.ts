import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { pageOfQuery } from '../database/page.ts'
import type { Language } from '../text.ts'
import type { Page } from '../units.ts'
import type { Imports } from './commands.ts'
import type { ImportDetail, ImportOut } from './contract.ts'
import type { ImportColumn } from './importable.ts'
import { missingColumns } from './mapping.ts'
import { type ImportRun, type Phase, type Problem, problemsOf, RunStatus, rowsAfter, totalsOf } from './records.ts'

const LISTED = [
  'id',
  'kind',
  'file_name',
  'format',
  'encoding',
  'delimiter',
  'status',
  'rows_total',
  'error',
  'created_by',
  'created_by_name',
  'created_at',
  'checked_at',
  'started_at',
  'finished_at',
  'undone_at',
] as const

const SAMPLE = 5
const PROBLEMS = 100
const REPORT_PAGE = 1_000

interface ListQuery {
  limit?: number | undefined
  cursor?: string | undefined
  count?: boolean | undefined
  kind?: string | undefined
}

export async function importPage(ctx: Ctx, query: ListQuery): Promise<Page<ImportOut>> {
  let runs = ctx.db.selectFrom('platform.import_run').select(LISTED)
  if (query.kind) runs = runs.where('kind', '=', query.kind)
  if (ctx.actor.store_ids !== null) runs = runs.where('created_by', '=', ctx.actor.id)
  const page = await pageOfQuery(runs, query, {
    sorts: { created_at: { by: sql.ref('created_at'), cast: 'timestamptz', indexed: true } },
    sort: '-created_at',
    id: sql.ref('id'),
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((run) => ({ ...run, status: RunStatus.parse(run.status) })) }
}

export async function importDetail(ctx: Ctx, imports: Imports, run: ImportRun): Promise<z.output<typeof ImportDetail>> {
  const { columns } = imports.of(ctx, run.kind)
  const { language } = ctx.request
  const [check, done, problems, sample] = await Promise.all([
    totalsOf(ctx, run.id, 'check'),
    totalsOf(ctx, run.id, 'run'),
    problemsOf(ctx, run.id, phaseShown(run), { row: 0, n: -1 }, PROBLEMS),
    sampleOf(ctx, run.id),
  ])
  return {
    ...run,
    columns: columns.map((column) => columnOut(column, language)),
    missing: missingColumns(columns, run.mapping).map(({ name }) => name),
    sample,
    check,
    run: done,
    problems: problems.map((problem) => problemOut(problem, language)),
  }
}

/** Every bad cell, read page by page. */
export async function* reportRows(ctx: Ctx, run: ImportRun): AsyncGenerator<ReturnType<typeof problemOut>> {
  let after = { row: 0, n: -1 }
  while (true) {
    const problems = await problemsOf(ctx, run.id, phaseShown(run), after, REPORT_PAGE)
    for (const problem of problems) yield problemOut(problem, ctx.request.language)
    const last = problems.at(-1)
    if (!last) return
    after = { row: last.row_number, n: last.n }
  }
}

/** Once it runs, what was refused in earnest matters; before, what the dry run refused. */
const phaseShown = (run: ImportRun): Phase => (run.started_at === null ? 'check' : 'run')

const problemOut = ({ row_number, column_name, given, code, says }: Problem, language: Language) => ({
  // As a spreadsheet counts: the headings are row 1.
  row: row_number + 1,
  column: column_name,
  given,
  code,
  says: says[language],
})

export const columnOut = ({ name, says, type, required }: ImportColumn, language: Language) => ({
  name,
  says: says[language],
  type,
  required,
})

async function sampleOf(ctx: Ctx, run_id: string) {
  const sample: (string | number | boolean | null)[][] = []
  for await (const { cells } of rowsAfter(ctx, run_id, 0)) {
    sample.push([...cells])
    if (sample.length === SAMPLE) break
  }
  return sample
}
