/** A cell as the file holds it: a spreadsheet knows numbers, a text file knows only text. */
export type RawCell = string | number | boolean | null
export type RawRow = readonly RawCell[]

/** A file with headings, whatever its format. The rows can be read once. */
export interface Table {
  readonly format: 'csv' | 'xlsx'
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly rows: AsyncIterable<RawRow>
}

export const LIMITS = {
  rows: 600_000,
  columns: 200,
  cell: 10_000,
  file_mb: 64,
  unpacked_mb: 100,
  entries: 1_000,
} as const
