import { dayIn } from '../clock.ts'
import type { Language, Sentence } from '../text.ts'

/** A column of a file that people take with them. */
export interface ExportColumn {
  /** The field of the row. */
  readonly name: string
  readonly says: Sentence
  readonly type: 'text' | 'amount' | 'quantity' | 'whole' | 'day' | 'instant' | 'flag'
  /** Decimals of the currency, for amounts in its minor unit. */
  readonly decimals?: number
}

export type ExportRow = Readonly<Record<string, unknown>>

/** A cell as a spreadsheet holds it: numbers stay numbers, days become days. */
export type Cell = string | number | boolean | Date | null

export function cellOf(column: ExportColumn, row: ExportRow): Cell {
  const value = row[column.name]
  if (value === null || value === undefined) return null
  if (column.type === 'amount') return Number(value) / 10 ** (column.decimals ?? 0)
  if (column.type === 'quantity' || column.type === 'whole') return Number(value)
  if (column.type === 'flag') return Boolean(value)
  if (column.type === 'day') return new Date(`${String(value).slice(0, 10)}T00:00:00Z`)
  if (column.type === 'instant') return new Date(String(value))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export interface Writing {
  readonly language: Language
  readonly time_zone: string
}

/** A cell as people read it in this language: decimal comma in Spanish, days that sort as they are read. */
export function textOf(column: ExportColumn, cell: Cell, { language, time_zone }: Writing): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return numberText(cell, column, language)
  if (typeof cell === 'boolean') return cell ? { es: 'sí', en: 'yes' }[language] : 'no'
  if (!(cell instanceof Date)) return cell
  if (Number.isNaN(cell.getTime())) return ''
  if (column.type === 'day') return cell.toISOString().slice(0, 10)
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: time_zone, timeStyle: 'medium' }).format(cell)
  return `${dayIn(time_zone, cell)} ${time}`
}

function numberText(value: number, column: ExportColumn, language: Language): string {
  const text = column.type === 'amount' ? value.toFixed(column.decimals ?? 0) : String(value)
  return language === 'es' ? text.replace('.', ',') : text
}
