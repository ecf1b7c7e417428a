import { renderPdf } from '#platform/export/pdf'
import type { LabelSize } from '../place-shapes.ts'
import { drawSymbol, svgOf } from './bitmap.ts'
import { type Label, SHEET, SIZES, type Symbology } from './label.ts'

type Printed = Label & { symbology: Symbology }
type Cell = { width: number; height: number }

const POINTS_PER_MM = 72 / 25.4
const BAR_DOTS = 60

/** Labels as a PDF: one a page on a roll, or three by eight on a sheet of A4. */
export async function labelsPdf(labels: readonly Printed[], size: LabelSize): Promise<Buffer> {
  const all = labels.flatMap((label) => Array.from({ length: label.copies }, () => label))
  return size === 'sheet' ? sheets(all) : roll(all, SIZES[size])
}

function roll(labels: readonly Printed[], { width, height }: Cell): Promise<Buffer> {
  const page = { width: width * POINTS_PER_MM, height: height * POINTS_PER_MM }
  return renderPdf({
    pageSize: page,
    pageMargins: [4, 4, 4, 2],
    content: labels.map((label, at) => ({
      stack: labelOf(label, { width: page.width - 8, height: page.height - 6 }),
      ...(at > 0 ? { pageBreak: 'before' as const } : {}),
    })),
  })
}

function sheets(labels: readonly Printed[]): Promise<Buffer> {
  const cell = { width: SHEET.width * POINTS_PER_MM, height: SHEET.height * POINTS_PER_MM }
  const rows: Printed[][] = []
  for (let at = 0; at < labels.length; at += SHEET.across) rows.push([...labels.slice(at, at + SHEET.across)])
  const inner = { width: cell.width - 16, height: cell.height - 12 }
  const filled = rows.map((row) =>
    Array.from({ length: SHEET.across }, (_, at) => {
      const label = row[at]
      return { stack: label ? labelOf(label, inner) : [], margin: [8, 6, 8, 6] as [number, number, number, number] }
    }),
  )
  return renderPdf({
    pageSize: 'A4',
    pageMargins: [0, 0.5, 0, 0],
    content: [
      {
        layout: {
          hLineWidth: () => 0,
          vLineWidth: () => 0,
          paddingLeft: () => 0,
          paddingRight: () => 0,
          paddingTop: () => 0,
          paddingBottom: () => 0,
        },
        table: {
          dontBreakRows: true,
          widths: Array.from({ length: SHEET.across }, () => cell.width),
          heights: cell.height - 0.6,
          body: filled,
        },
      },
    ],
  })
}

/** What it is above, the symbol, and its code in signs that people read below. */
function labelOf({ code, title, note, price, symbology }: Printed, { width, height }: Cell) {
  const small = height < 80
  const font = small ? 6.5 : 9
  const lines = [title, [note, price].filter(Boolean).join('  ')].filter((says) => says !== '')
  const room = height - (lines.length + 1) * (font + 3) - 2
  const symbol = drawSymbol(symbology, code, { dot: 1, height: BAR_DOTS })
  const isSquare = symbology === 'qrcode'
  const [wide, tall] = isSquare ? [Math.min(room, width), Math.min(room, width)] : [width, room]
  const svg = isSquare ? svgOf(symbol) : svgOf(symbol).replace('<svg ', '<svg preserveAspectRatio="none" ')
  return [
    ...lines.map((says) => ({
      text: cut(says, width, font),
      fontSize: font,
      alignment: 'center' as const,
      noWrap: true,
    })),
    { svg, width: wide, height: tall, alignment: 'center' as const },
    { text: code, fontSize: font, alignment: 'center' as const, noWrap: true },
  ]
}

/** As much of a name as one line holds. */
const cut = (says: string, width: number, font: number): string => {
  const most = Math.floor(width / (font * 0.52))
  return says.length <= most ? says : `${says.slice(0, most - 1)}…`
}
