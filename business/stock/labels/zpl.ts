import { drawSymbol, graphicField } from './bitmap.ts'
import { type Label, SIZES, type Symbology } from './label.ts'

/** 203 dots an inch, as most label printers have: eight to the millimetre. */
const DOTS_PER_MM = 8
const MARGIN = 12
const LINE = 26

/**
 * Labels for a Zebra or any printer that speaks ZPL. The symbol is sent as its own dots, so what is printed is what was
 * drawn here, whatever symbols the printer's software knows.
 */
export function zplOf(labels: readonly (Label & { symbology: Symbology })[], size: keyof typeof SIZES): string {
  return labels.map((label) => oneLabel(label, SIZES[size])).join('')
}

function oneLabel(
  { code, title, note, price, copies, symbology }: Label & { symbology: Symbology },
  size: { width: number; height: number },
): string {
  const [width, height] = [size.width * DOTS_PER_MM, size.height * DOTS_PER_MM]
  const lines = [title, [note, price].filter(Boolean).join('  ')].filter(Boolean)
  const top = MARGIN + lines.length * LINE
  const room = { width: width - 2 * MARGIN, height: height - top - LINE - MARGIN }
  const symbol = widestSymbol(symbology, code, room)
  const left = Math.max(Math.round((width - symbol.width) / 2), 0)
  const text = (says: string, y: number) =>
    `^FO${MARGIN},${y}^A0N,22,20^FB${room.width},1,0,C^FH^FD${printable(says)}^FS`
  return [
    '^XA^CI28',
    `^PW${width}^LL${height}`,
    ...lines.map((says, at) => text(says, MARGIN + at * LINE)),
    `^FO${left},${top}${graphicField(symbol)}^FS`,
    text(code, top + symbol.height + 4),
    `^PQ${copies}^XZ\n`,
  ].join('\n')
}

/** The widest bars that the label has room for, two dots or one; a symbol too long for it keeps one dot. */
function widestSymbol(symbology: Symbology, code: string, room: { width: number; height: number }) {
  const tall = Math.max(room.height, 24)
  const sizes = [6, 5, 4, 3, 2].map((dot) => () => drawSymbol(symbology, code, { dot, height: tall }))
  for (const draw of sizes) {
    const drawn = draw()
    if (drawn.width <= room.width && drawn.height <= tall) return drawn
  }
  return drawSymbol(symbology, code, { dot: 1, height: tall })
}

/** Signs that mean something to the printer, and everything that is not plain text, by their bytes. */
const printable = (says: string): string =>
  [...Buffer.from(says, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      return byte < 0x20 || '^~_'.includes(sign) || byte > 0x7e
        ? `_${byte.toString(16).padStart(2, '0').toUpperCase()}`
        : sign
    })
    .join('')
