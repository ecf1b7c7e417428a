import { createRequire } from 'node:module'
import { join } from 'node:path'
import type pdfmake from 'pdfmake'
import type { TableCell } from 'pdfmake'
import { say } from '../text.ts'
import { type Cell, cellOf, type ExportColumn, textOf, type Writing } from './columns.ts'
import { exportText } from './export-text.ts'
import type { Sheet } from './xlsx.ts'

const folder = join(createRequire(import.meta.url).resolve('pdfmake/package.json'), '..', 'fonts', 'Roboto')
const fonts = { normal: join(folder, 'Roboto-Regular.ttf'), bold: join(folder, 'Roboto-Medium.ttf') }

/**
 * The library could fetch pictures and read files that a text names. It may read these two fonts and nothing else, so
 * hostile text loads nothing (S62). The font covers Latin, Greek and Cyrillic and is embedded as a subset.
 */
const allowed = new Set(Object.values(fonts))

/** Read when the first document is made: loading it would make every start wait. */
async function maker(): Promise<typeof pdfmake> {
  const { default: made } = await import('pdfmake')
  made.setUrlAccessPolicy(() => false)
  made.setLocalAccessPolicy((path) => allowed.has(path))
  made.setFonts({ Roboto: { ...fonts, italics: fonts.normal, bolditalics: fonts.bold } })
  return made
}

/** The pdfmake that may not reach out; documents of other modules are made with it too. */
export async function renderPdf(definition: Parameters<typeof pdfmake.createPdf>[0]): Promise<Buffer> {
  const made = await maker()
  return Buffer.from(await made.createPdf({ defaultStyle: { font: 'Roboto', fontSize: 8 }, ...definition }).getBuffer())
}

/** A table on A4, landscape when it is wide, with its headings on each page. */
export async function pdfOf({ columns, rows, title, ...writing }: Sheet): Promise<Buffer> {
  const body: TableCell[][] = [columns.map(({ says }) => ({ text: say(says, writing.language), bold: true }))]
  for await (const row of rows) body.push(columns.map((column) => pdfCell(column, cellOf(column, row), writing)))
  return renderPdf({
    info: { title: say(title, writing.language) },
    pageSize: 'A4',
    pageOrientation: columns.length > 6 ? 'landscape' : 'portrait',
    pageMargins: [28, 36, 28, 36],
    footer: (page: number, pages: number) => ({
      text: say(exportText.page, writing.language, { page, pages }),
      alignment: 'right',
      margin: [28, 8],
    }),
    content: [
      { text: say(title, writing.language), fontSize: 14, bold: true, margin: [0, 0, 0, 8] },
      {
        layout: 'lightHorizontalLines',
        table: { headerRows: 1, widths: columns.map(widthOf), body },
      },
    ],
  })
}

function pdfCell(column: ExportColumn, cell: Cell, writing: Writing): TableCell {
  const text = textOf(column, cell, writing).slice(0, 500)
  return { text, alignment: typeof cell === 'number' ? 'right' : 'left' }
}

const widthOf = ({ type }: ExportColumn) => (type === 'text' ? '*' : 'auto')
