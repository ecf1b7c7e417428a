import { BadInput } from './bad-input.ts'

/** A row as the caller gets it: the cells of the wanted columns, in the wanted order, and the line where it began. */
export type RowTaker = (cells: readonly string[], line: number) => void

export interface CsvReader {
  /** The next piece of the file; it may end anywhere. */
  push(piece: string): void
  /** No more pieces. Throws when a quote was left open or there is no header. */
  end(): void
}

/**
 * Reads CSV (RFC 4180: comma, double quotes, LF or CRLF, a byte-order mark is ignored) piece by piece, so that a file
 * larger than a string may be read. Columns are found by their names in the header; other columns are ignored.
 */
export function csvReader(columns: readonly string[], take: RowTaker): CsvReader {
  let rest = ''
  let line = 0
  let places: number[] | null = null

  const takeLine = (text: string, begins: number) => {
    if (places === null) {
      places = placesOf(cellsOf(text.replace(/^\uFEFF/, ''), begins), columns)
      return
    }
    if (text === '') return
    const cells = cellsOf(text, begins)
    take(
      places.map((place, i) => {
        const cell = cells[place]
        if (cell === undefined) throw missing(begins, columns[i] ?? '', cells.length)
        return cell
      }),
      begins,
    )
  }

  const takeWhole = (text: string, last: boolean) => {
    let from = 0
    let search = 0
    while (search <= text.length) {
      let end = text.indexOf('\n', search)
      if (end === -1) {
        if (!last || from >= text.length) break
        end = text.length
      }
      const candidate = text.slice(from, end)
      // A line break inside quotes belongs to the cell.
      if (candidate.includes('"') && quotes(candidate) % 2 === 1) {
        if (end === text.length) throw openQuote(line + 1)
        search = end + 1
        continue
      }
      takeLine(candidate.endsWith('\r') ? candidate.slice(0, -1) : candidate, line + 1)
      line += 1 + breaks(candidate)
      from = search = end + 1
    }
    return text.slice(from)
  }

  return {
    push: (piece) => {
      rest = takeWhole(rest + piece, false)
    },
    end: () => {
      takeWhole(rest, true)
      if (places === null)
        throw new BadInput(1, {
          es: `falta el encabezado ${columns.join(',')}`,
          en: `the header ${columns.join(',')} is missing`,
        })
    },
  }
}

function placesOf(header: string[], columns: readonly string[]): number[] {
  const names = header.map((name) => name.trim())
  return columns.map((column) => {
    const place = names.indexOf(column)
    if (place === -1 && names.length === 1 && names[0]?.includes(';'))
      throw new BadInput(1, {
        es: 'las columnas están separadas por punto y coma; se esperan comas',
        en: 'the columns are separated by semicolons; commas are expected',
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
      for (; text[close + 1] === '"'; close = text.indexOf('"', close + 2)) {
        cell += text.slice(at + 1, close + 1)
        at = close + 1
      }
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

const openQuote = (line: number) => new BadInput(line, { es: 'comillas sin cerrar', en: 'a quote is not closed' })

/** A cell as CSV writes it. */
export function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
