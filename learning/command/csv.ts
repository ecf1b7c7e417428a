import { BadInput } from './bad-input.ts'

/** A row as the caller gets it: the cells of the wanted columns, in the wanted order, and the line where it began. */
export type RowTaker = (cells: readonly string[], line: number) => void

export interface CsvReader {
  /** The next piece of the file; it may end anywhere. */
  push(piece: string): void
  /** No more pieces. Throws when a quote was left open or there is no header. */
  end(): void
}

/** A row is at most so long: a quote that nobody closed would otherwise swallow the rest of the file. */
const ROW_MAX = 1_000_000

/**
 * Reads CSV (RFC 4180: comma, double quotes, LF or CRLF, a byte-order mark is ignored) piece by piece, so that a file
 * larger than a string may be read. Columns are found by their names in the header; other columns are ignored.
 */
export function csvReader(columns: readonly string[], take: RowTaker): CsvReader {
  let rest = ''
  let line = 0
  let header: Header | null = null

  const takeLine = (text: string, begins: number) => {
    if (header === null) {
      header = headerOf(cellsOf(text.replace(/^\uFEFF/, ''), begins), columns)
      return
    }
    if (text === '') return
    take(wantedOf(cellsOf(text, begins), header, columns, begins), begins)
  }

  const takeWhole = (text: string, last: boolean) => {
    let from = 0
    let search = 0
    let isOpen = false
    const hasQuotes = text.includes('"')
    while (search <= text.length) {
      let end = text.indexOf('\n', search)
      if (end === -1) {
        if (!last || from >= text.length) break
        end = text.length
      }
      if (end - from > ROW_MAX) throw tooLong(line + 1)
      // A line break inside quotes belongs to the cell.
      if (hasQuotes && quotes(text.slice(search, end)) % 2 === 1) isOpen = !isOpen
      search = end + 1
      if (isOpen && end === text.length) throw openQuote(line + 1)
      if (isOpen) continue
      const row = text.slice(from, end)
      takeLine(row.endsWith('\r') ? row.slice(0, -1) : row, line + 1)
      line += hasQuotes ? 1 + breaks(row) : 1
      from = search
    }
    if (text.length - from > ROW_MAX) throw tooLong(line + 1)
    return text.slice(from)
  }

  return {
    push: (piece) => {
      rest = takeWhole(rest + piece, false)
    },
    end: () => {
      takeWhole(rest, true)
      if (header === null)
        throw new BadInput(1, {
          es: `falta el encabezado ${columns.join(',')}`,
          en: `the header ${columns.join(',')} is missing`,
        })
    },
  }
}

interface Header {
  /** Where each wanted column stands. */
  readonly places: readonly number[]
  readonly width: number
}

/** The cells of the wanted columns. */
function wantedOf(cells: string[], { places, width }: Header, columns: readonly string[], line: number): string[] {
  if (cells.length > width) throw tooMany(line, cells.length, width)
  return places.map((place, i) => {
    const cell = cells[place]
    if (cell === undefined) throw missing(line, columns[i] ?? '', cells.length)
    return cell
  })
}

function headerOf(header: string[], columns: readonly string[]): Header {
  const names = header.map((name) => name.trim())
  const twice = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice !== undefined)
    throw new BadInput(1, {
      es: `la columna «${twice}» está dos veces en el encabezado`,
      en: `the column "${twice}" stands twice in the header`,
    })
  return { places: placesOf(names, columns), width: names.length }
}

function placesOf(names: readonly string[], columns: readonly string[]): number[] {
  return columns.map((column) => {
    const place = names.indexOf(column)
    if (place === -1 && names.length === 1 && /[;\t]/.test(names[0] ?? ''))
      throw new BadInput(1, {
        es: 'las columnas están separadas por punto y coma o tabulador; guarda el archivo con comas y punto decimal',
        en: 'the columns are separated by semicolons or tabs; save the file with commas and a decimal point',
      })
    if (place === -1)
      throw new BadInput(1, {
        es: `falta la columna «${column}»; el encabezado es «${names.join(',')}»`,
        en: `the column "${column}" is missing; the header is "${names.join(',')}"`,
      })
    return place
  })
}

function cellsOf(text: string, line: number): string[] {
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] === '"') {
      let cell = ''
      let close = text.indexOf('"', at + 1)
      for (; close >= 0 && text[close + 1] === '"'; close = text.indexOf('"', close + 2)) {
        cell += text.slice(at + 1, close + 1)
        at = close + 1
      }
      if (close < 0) throw openQuote(line)
      cells.push(cell + text.slice(at + 1, close))
      at = close + 1
      if (at < text.length && text[at] !== ',')
        throw new BadInput(line, { es: 'hay texto detrás de una comilla de cierre', en: 'text after a closing quote' })
    } else {
      const comma = text.indexOf(',', at)
      const end = comma === -1 ? text.length : comma
      cells.push(text.slice(at, end))
      at = end
    }
    if (at >= text.length) return cells
    at++
  }
}

const quotes = (text: string) => text.split('"').length - 1
const breaks = (text: string) => text.split('\n').length - 1

const missing = (line: number, column: string, count: number) =>
  new BadInput(line, {
    es: `falta la celda «${column}» (hay ${count})`,
    en: `the cell "${column}" is missing (there are ${count})`,
  })

const tooMany = (line: number, count: number, width: number) =>
  new BadInput(line, {
    es: `hay ${count} celdas y el encabezado tiene ${width}: los decimales van con punto, y el texto con comas, entre comillas`,
    en: `there are ${count} cells and the header has ${width}: decimals take a point, and text with commas goes in quotes`,
  })

const tooLong = (line: number) =>
  new BadInput(line, {
    es: `la fila pasa de ${ROW_MAX} caracteres: ¿una comilla sin cerrar?`,
    en: `the row is longer than ${ROW_MAX} characters: is a quote not closed?`,
  })

const openQuote = (line: number) => new BadInput(line, { es: 'comillas sin cerrar', en: 'a quote is not closed' })

/** The engine keeps a text of so many characters as a view of the piece of the file that it was cut from. */
const VIEW_FROM = 13

/** A cell that is kept for long: a text of its own, so that a name does not hold a megabyte of the file. */
export const keptCell = (cell: string) => (cell.length < VIEW_FROM ? cell : [...cell].join(''))

/** A cell as CSV writes it. */
export function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
