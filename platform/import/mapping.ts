import { createHash } from 'node:crypto'
import type { Reading } from './cells.ts'
import type { ImportColumn } from './importable.ts'
import type { RawRow } from './raw-table.ts'

/** Column of the kind → index of the heading in the file. */
export type Mapping = Readonly<Record<string, number>>

/** Headings as people mean them: `Código  Barra` and `codigo_barra` are one. */
export const foldHeading = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

export const headingsHash = (headings: readonly string[]) =>
  createHash('sha256').update(headings.map(foldHeading).join('\n')).digest()

/** First the headings that are a known word for a column, then those that only contain one. */
export function guessMapping(columns: readonly ImportColumn[], headings: readonly string[]): Mapping {
  const folded = headings.map(foldHeading)
  const mapping: Record<string, number> = {}
  const taken = new Set<number>()
  const take = (matches: (heading: string, word: string) => boolean) => {
    for (const column of columns) {
      if (column.name in mapping) continue
      const words = wordsOf(column)
      const index = folded.findIndex(
        (heading, i) => !taken.has(i) && heading !== '' && words.some((word) => matches(heading, word)),
      )
      if (index < 0) continue
      mapping[column.name] = index
      taken.add(index)
    }
  }
  take((heading, word) => heading === word)
  take((heading, word) => word.length > 3 && ` ${heading} `.includes(` ${word} `))
  return mapping
}

const wordsOf = ({ name, says, also }: ImportColumn) => [name, says.es, says.en, ...also].map(foldHeading)

/** Columns that must be in the file and are not mapped yet. */
export const missingColumns = (columns: readonly ImportColumn[], mapping: Mapping): ImportColumn[] =>
  columns.filter(({ name, required }) => required && mapping[name] === undefined)

/** How this file writes numbers and days, from its own cells; the delimiter decides when they do not. */
export function guessReading(
  columns: readonly ImportColumn[],
  mapping: Mapping,
  sample: readonly RawRow[],
  delimiter: string | null,
): Reading {
  const textsOf = (...types: ImportColumn['type'][]) =>
    columns
      .filter(({ name, type }) => types.includes(type) && mapping[name] !== undefined)
      .flatMap(({ name }) => sample.map((row) => row[mapping[name] ?? -1]))
      .filter((cell) => typeof cell === 'string')
      .map((cell) => cell.trim())
  return { decimal: decimalOf(textsOf('amount', 'quantity'), delimiter), day: dayOf(textsOf('day', 'moment')) }
}

function decimalOf(numbers: readonly string[], delimiter: string | null): Reading['decimal'] {
  const count = (sign: RegExp) => numbers.filter((text) => sign.test(text)).length
  const comma = count(/,\d{1,2}\D*$|,\d{4,}|\.\d{3}\D*,|\.\d{3}\.\d{3}/)
  const point = count(/\.\d{1,2}\D*$|\.\d{4,}|,\d{3}\D*\.|,\d{3},\d{3}/)
  if (comma !== point) return comma > point ? ',' : '.'
  return delimiter === ',' ? '.' : ','
}

function dayOf(days: readonly string[]): Reading['day'] {
  const parts = days.map((text) => text.split(/[-/. T]/).map(Number))
  if (parts.some(([first = 0]) => first > 31)) return 'ymd'
  return parts.some(([first = 0, second = 0]) => second > 12 && first <= 12) ? 'mdy' : 'dmy'
}
