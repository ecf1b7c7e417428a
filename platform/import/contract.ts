import { z } from 'zod'
import { contract } from '../contract.ts'
import { ById, Id, PageQuery, pageOf } from '../units.ts'
import { RunStatus } from './records.ts'

const Reading = z.strictObject({ decimal: z.enum([',', '.']), day: z.enum(['dmy', 'mdy', 'ymd']) })
const Mapping = z.record(z.string().max(60), z.int().min(0).max(199))

const Column = z.object({
  name: z.string(),
  says: z.string(),
  type: z.enum(['text', 'amount', 'quantity', 'day', 'moment', 'flag', 'whole']),
  required: z.boolean(),
})

const Totals = z.object({
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  rows_done: z.int(),
})

const ImportOut = z.object({
  id: Id,
  kind: z.string(),
  file_name: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  status: RunStatus,
  rows_total: z.int(),
  error: z.string().nullable(),
  created_by: z.string().nullable(),
  created_by_name: z.string(),
  created_at: z.string(),
  checked_at: z.string().nullable(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  undone_at: z.string().nullable(),
})
export type ImportOut = z.output<typeof ImportOut>

const Problem = z.object({
  row: z.int(),
  column: z.string().nullable(),
  given: z.string().nullable(),
  code: z.string(),
  says: z.string(),
})

export const ImportDetail = ImportOut.extend({
  headings: z.array(z.string()),
  mapping: Mapping,
  reading: Reading,
  columns: z.array(Column),
  missing: z.array(z.string()),
  sample: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** What would happen, from the dry run; null before it. */
  check: Totals,
  /** What has happened. */
  run: Totals,
  /** The first hundred bad cells of the latest phase; the report has them all. */
  problems: z.array(Problem),
})

export const importContract = contract({
  'GET /api/import-kinds': {
    may: 'imports.see',
    says: 'What can be imported, with its columns.',
    answers: {
      200: z.object({ items: z.array(z.object({ kind: z.string(), says: z.string(), columns: z.array(Column) })) }),
    },
  },
  'GET /api/import-kinds/:kind/template': {
    may: 'imports.see',
    says: 'An empty file with the headings of a kind.',
    params: z.object({ kind: z.string().max(60) }),
    query: z.object({ format: z.enum(['csv', 'xlsx']).default('xlsx') }),
    answers: { 200: z.string() },
    raw: true,
    limit: 'export',
  },
  'GET /api/imports': {
    may: 'imports.see',
    says: 'Imports, newest first.',
    query: PageQuery.pick({ limit: true, cursor: true, count: true }).extend({ kind: z.string().max(60).optional() }),
    answers: { 200: pageOf(ImportOut) },
  },
  'POST /api/imports': {
    may: 'imports.run',
    says: 'Take in a CSV or XLSX file (form fields `kind` and `file`); the mapping is guessed, nothing is imported yet.',
    answers: { 201: ImportDetail },
    upload: true,
    limit: 'upload',
  },
  'GET /api/imports/:id': {
    may: 'imports.see',
    says: 'One import: mapping, dry run, progress, bad cells.',
    params: ById,
    answers: { 200: ImportDetail },
  },
  'POST /api/imports/:id/map': {
    may: 'imports.run',
    says: 'Say which column is which and start the dry run.',
    params: ById,
    body: z.strictObject({ mapping: Mapping.optional(), reading: Reading.optional() }),
    answers: { 200: ImportDetail },
  },
  'POST /api/imports/:id/run': {
    may: 'imports.run',
    says: 'Import what the dry run accepted; also goes on with one that failed in the middle.',
    params: ById,
    answers: { 200: ImportDetail },
  },
  'POST /api/imports/:id/cancel': {
    may: 'imports.run',
    says: 'Stop after the batch at hand.',
    params: ById,
    answers: { 200: ImportDetail },
  },
  'POST /api/imports/:id/undo': {
    may: 'imports.run',
    says: 'Take the whole import back: master data archived, stock and money by counter-entries.',
    params: ById,
    answers: { 200: ImportDetail },
  },
  'GET /api/imports/:id/report': {
    may: 'imports.see',
    says: 'Every bad cell with its reason.',
    params: ById,
    query: z.object({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    answers: { 200: z.string() },
    raw: true,
    limit: 'export',
  },
})
