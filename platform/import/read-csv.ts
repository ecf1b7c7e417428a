import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { importRefuse } from './import-refusals.ts'
import type { RawRow, Table } from './raw-table.ts'

const CHUNK = 1024 * 1024
const DELIMITERS = [';', ',', '\t', '|'] as const
const RECORD_MAX = 2 * 1024 * 1024

/** CSV as shops have it: with or without byte-order mark, UTF-8 or Windows-1252, commas, semicolons or tabs. */
export function readCsv(content: Buffer): Table {
  const encoding = encodingOf(content)
  if (encoding !== 'utf-16le' && content.subarray(0, 65_536).includes(0)) throw importRefuse.unreadable()
  const start = new TextDecoder(encoding).decode(content.subarray(0, 65_536))
  const named = /^sep=(.)\r?\n/.exec(start)
  const delimiter = named?.[1] ?? delimiterOf(start.split(/\r?\n/, 1)[0] ?? '')
  return { format: 'csv', encoding, delimiter, rows: records(content, encoding, delimiter, named ? 2 : 1) }
}

function encodingOf(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  return isUtf8(content) ? 'utf-8' : 'windows-1252'
}

/** The sign that parts the headings most often; quoted text does not count. */
function delimiterOf(headings: string): string {
  const bare = headings.replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((sign) => ({ sign, count: bare.split(sign).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

async function* records(
  content: Buffer,
  encoding: string,
  delimiter: string,
  from_line: number,
): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter,
    bom: true,
    from_line,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_MAX,
  })
  const source = Readable.from(decoded(content, encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const record of parser) {
      const cells: string[] = record
      if (cells.some((cell) => cell.trim() !== '')) yield cells
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw importRefuse.unreadable()
    throw error
  } finally {
    source.destroy()
  }
}

/** In pieces, so that a large file is never a second time in memory as text. */
function* decoded(content: Buffer, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding)
  for (let at = 0; at < content.length; at += CHUNK)
    yield decoder.decode(content.subarray(at, at + CHUNK), { stream: true })
  yield decoder.decode()
}
