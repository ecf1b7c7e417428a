import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { refusals } from '../refusals.ts'
import type { Sentence } from '../text.ts'
import type { ExportColumn, ExportRow, Writing } from './columns.ts'
import { csvOf } from './csv.ts'
import { exportText } from './export-text.ts'
import { pdfOf } from './pdf.ts'
import { xlsxOf } from './xlsx.ts'

export const ExportFormat = z.enum(['csv', 'xlsx', 'pdf'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** The most rows of one file. A PDF is for reading; beyond this nobody reads it. */
export const EXPORT_ROWS_MAX = { csv: 500_000, xlsx: 100_000, pdf: 5_000 } as const satisfies Record<
  ExportFormat,
  number
>

export const exportRefuse = refusals('export', { tooMany: [422, exportText.tooMany] })

/** Refuses before the first byte, when the count is known. */
export function assertExportable(format: ExportFormat, count: number, limit = Number.POSITIVE_INFINITY): void {
  const rows_max = Math.min(EXPORT_ROWS_MAX[format], limit)
  if (count > rows_max) throw exportRefuse.tooMany({ count, rows_max })
}

export interface Export extends Partial<Writing> {
  readonly format: ExportFormat
  /** The file's name without its ending. */
  readonly name: string
  readonly title?: Sentence
  readonly columns: readonly ExportColumn[]
  readonly rows: AsyncIterable<ExportRow>
}

const MEDIA = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const satisfies Record<ExportFormat, string>

/** Streams rows to the caller as a file. For raw routes: return what it returns. */
export async function exportRows(reply: FastifyReply, given: Export): Promise<FastifyReply> {
  const { format, name, columns } = given
  const writing = { language: given.language ?? 'es', time_zone: given.time_zone ?? 'America/Santiago' }
  const rows = limited(given.rows, EXPORT_ROWS_MAX[format])
  const title = given.title ?? { es: name, en: name }
  reply
    .type(MEDIA[format])
    .header('content-disposition', `attachment; filename="${fileName(name)}.${format}"`)
    .header('cache-control', 'private, no-store')
  const sheet = { columns, rows, title, ...writing }
  if (format === 'csv') return reply.send(Readable.from(csvOf(columns, rows, writing)))
  if (format === 'xlsx') return reply.send(xlsxOf(sheet))
  return reply.send(await pdfOf(sheet))
}

/** A file that would be cut short is broken off instead: half a list must not look like a whole one. */
async function* limited(rows: AsyncIterable<ExportRow>, rows_max: number): AsyncGenerator<ExportRow> {
  let count = 0
  for await (const row of rows) {
    count += 1
    if (count > rows_max) throw exportRefuse.tooMany({ count, rows_max })
    yield row
  }
}

const fileName = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 80) || 'export'
