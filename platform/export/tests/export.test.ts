import { parse } from 'csv-parse/sync'
import exceljs from 'exceljs'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import type { ExportColumn } from '#platform/export/columns'
import { EXPORT_ROWS_MAX, type ExportFormat, exportRows } from '#platform/export/export-rows'
import { renderPdf } from '#platform/export/pdf'

const columns: readonly ExportColumn[] = [
  { name: 'name', says: { es: 'Nombre', en: 'Name' }, type: 'text' },
  { name: 'total', says: { es: 'Total', en: 'Total' }, type: 'amount', decimals: 2 },
  { name: 'on', says: { es: 'Día', en: 'Day' }, type: 'day' },
  { name: 'at', says: { es: 'Hora', en: 'Time' }, type: 'instant' },
]
async function* rowsOf(rows: readonly object[]): AsyncGenerator<Record<string, unknown>> {
  for (const row of rows) yield { ...row }
}
async function file(format: ExportFormat, rows: readonly object[], language: 'es' | 'en' = 'es') {
  const http = fastify()
  http.get('/', (_request, reply) =>
    exportRows(reply, { format, name: 'Ventas ñ', columns, rows: rowsOf(rows), language }),
  )
  const reply = await http.inject('/').finally(() => http.close())
  return reply
}
const row = { name: 'Aceite ñandú', total: -123456, on: '2026-01-31', at: '2026-01-31T12:00:00Z' }

test('S57: what looks like a formula is text, in every disguise; a negative number stays a number', async () => {
  const hostile = ['=cmd', '+1', '-1+1', '@x', '\t=1', '\r=1', ' =1', '";=1', ';=1', '＝1', 'plain "quoted"; text']
  const { body } = await file(
    'csv',
    hostile.map((name) => ({ ...row, name })),
  )
  const records: string[][] = parse(body, { delimiter: ';', bom: true })
  expect(records.slice(1).map(([name]) => name)).toEqual([
    ...hostile.slice(0, -1).map((name) => `'${name}`),
    'plain "quoted"; text',
  ])
  expect(body).toContain(';-1234,56;2026-01-31;2026-01-31 09:00:00')
})

test('the separator and the decimal sign follow the language', async () => {
  const { body, headers } = await file('csv', [row], 'en')
  expect(body).toContain('"Aceite ñandú",-1234.56,2026-01-31')
  expect(headers['content-disposition']).toBe('attachment; filename="Ventas-n-.csv"')
})

test('a workbook has numbers as numbers, days as days, and text that cannot become a formula', async () => {
  const { rawPayload } = await file('xlsx', [{ ...row, name: '=1+1' }])
  const book = new exceljs.Workbook()
  // exceljs brings older types of Node along.
  await book.xlsx.load(rawPayload.buffer as ArrayBuffer)
  const cells = book.worksheets[0]?.getRow(2)
  expect(cells?.getCell(1).value).toBe('=1+1')
  expect(cells?.getCell(1).type).not.toBe(exceljs.ValueType.Formula)
  expect(cells?.getCell(2).value).toBe(-1234.56)
  expect(cells?.getCell(3).value).toEqual(new Date('2026-01-31T00:00:00Z'))
})

test('S62: a document is a PDF with its font inside, and reaches for nothing that a text names', async () => {
  const { rawPayload, headers } = await file('pdf', [{ ...row, name: 'http://127.0.0.1:1/x.png <script> Ж' }])
  expect(headers['content-type']).toBe('application/pdf')
  expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  expect(rawPayload.includes('FontFile2')).toBe(true)
  await expect(renderPdf({ content: [{ image: 'http://127.0.0.1:1/x.png' }] })).rejects.toThrow()
  await expect(renderPdf({ content: [{ image: '/etc/hostname' }] })).rejects.toThrow()
})

test('a list that is too long for its format is broken off, never cut short', async () => {
  const many = Array.from({ length: EXPORT_ROWS_MAX.pdf + 1 }, () => row)
  const reply = await file('pdf', many)
  expect(reply.statusCode).toBe(422)
})
