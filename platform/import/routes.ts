import type { ExportColumn } from '../export/columns.ts'
import { exportRows } from '../export/export-rows.ts'
import { readUpload } from '../files/upload.ts'
import { answer, type RouteSet, serve } from '../http/serve.ts'
import { cancelImport, type Imports, mapColumns, runImport, takeIn, undoImport } from './commands.ts'
import { importContract } from './contract.ts'
import { columnOut, importDetail, importPage, reportRows } from './queries.ts'
import { LIMITS } from './raw-table.ts'
import { runById } from './records.ts'

const reportColumns: readonly ExportColumn[] = [
  { name: 'row', says: { es: 'Fila', en: 'Row' }, type: 'whole' },
  { name: 'column', says: { es: 'Columna', en: 'Column' }, type: 'text' },
  { name: 'given', says: { es: 'Dice', en: 'Says' }, type: 'text' },
  { name: 'says', says: { es: 'Problema', en: 'Problem' }, type: 'text' },
  { name: 'code', says: { es: 'Código', en: 'Code' }, type: 'text' },
]

export const importRoutes = (imports: Imports): RouteSet =>
  serve(importContract, {
    'GET /api/import-kinds': ({ ctx }) => ({
      items: imports.all().map(({ kind, says, columns }) => ({
        kind,
        says: says[ctx.request.language],
        columns: columns.map((column) => columnOut(column, ctx.request.language)),
      })),
    }),
    'GET /api/import-kinds/:kind/template': ({ ctx, params, query, reply }) =>
      exportRows(reply, {
        format: query.format,
        name: params.kind,
        columns: imports.of(ctx, params.kind).columns.map(({ name, says }) => ({ name, says, type: 'text' })),
        rows: nothing(),
        language: ctx.request.language,
      }),
    'GET /api/imports': ({ ctx, query }) => importPage(ctx, query),
    'POST /api/imports': async ({ ctx, request }) => {
      const { name, content, fields } = await readUpload(request, LIMITS.file_mb)
      const run = await takeIn(ctx, imports, { kind: fields.kind ?? '', file_name: name, content })
      return answer(await importDetail(ctx, imports, run), { status: 201 })
    },
    'GET /api/imports/:id': async ({ ctx, params }) => importDetail(ctx, imports, await runById(ctx, params.id)),
    'POST /api/imports/:id/map': async ({ ctx, params, body }) =>
      importDetail(ctx, imports, await mapColumns(ctx, imports, params.id, body)),
    'POST /api/imports/:id/run': async ({ ctx, params }) =>
      importDetail(ctx, imports, await runImport(ctx, imports, params.id)),
    'POST /api/imports/:id/cancel': async ({ ctx, params }) =>
      importDetail(ctx, imports, await cancelImport(ctx, imports, params.id)),
    'POST /api/imports/:id/undo': async ({ ctx, params }) =>
      importDetail(ctx, imports, await undoImport(ctx, imports, params.id)),
    'GET /api/imports/:id/report': async ({ ctx, params, query, reply }) => {
      const run = await runById(ctx, params.id)
      imports.of(ctx, run.kind)
      return exportRows(reply, {
        format: query.format,
        name: `import-${run.kind}`,
        title: { es: 'Celdas con problemas', en: 'Cells with problems' },
        columns: reportColumns,
        rows: reportRows(ctx, run),
        language: ctx.request.language,
      })
    },
  })

async function* nothing(): AsyncGenerator<Record<string, never>> {}
