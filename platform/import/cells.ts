import type { Sentence } from '../text.ts'
import type { ImportColumn } from './importable.ts'
import type { RawCell } from './raw-table.ts'

/** How numbers and days are written in a file. */
export interface Reading {
  readonly decimal: ',' | '.'
  readonly day: 'dmy' | 'mdy' | 'ymd'
}

export type CellValue = string | number | boolean | null
export type CellResult = { readonly value: CellValue } | { readonly code: string; readonly says: Sentence }

const wrong = {
  required: { code: 'import.cell_missing', says: { es: 'Falta el dato.', en: 'The value is missing.' } },
  number: { code: 'import.cell_number', says: { es: 'No es un número.', en: 'It is not a number.' } },
  decimals: {
    code: 'import.cell_decimals',
    says: { es: 'Tiene demasiados decimales.', en: 'It has too many decimals.' },
  },
  whole: { code: 'import.cell_whole', says: { es: 'Debe ser un número entero.', en: 'It must be a whole number.' } },
  day: { code: 'import.cell_day', says: { es: 'No es una fecha.', en: 'It is not a date.' } },
  flag: { code: 'import.cell_flag', says: { es: 'Escribe sí o no.', en: 'Write yes or no.' } },
} as const satisfies Record<string, { code: string; says: Sentence }>

const NUMBER_MAX = 999_999_999_999_999

/** Reads one cell as its column wants it; says what is wrong with it otherwise. */
export function readCell(column: ImportColumn, raw: RawCell, reading: Reading, amount_decimals: number): CellResult {
  const text = cleanText(raw)
  if (text === '') return column.required ? wrong.required : { value: null }
  if (column.type === 'text') return { value: text }
  if (column.type === 'flag') return readFlag(text)
  if (column.type === 'day' || column.type === 'moment') return readDay(text, column.type, reading)
  const decimals = column.type === 'amount' ? amount_decimals : column.type === 'quantity' ? 3 : 0
  const result = typeof raw === 'number' ? exact(String(raw), decimals) : exact(plainNumber(text, reading), decimals)
  if (result === null) return wrong.number
  if (result === 'decimals') return column.type === 'whole' ? wrong.whole : wrong.decimals
  return { value: column.type === 'amount' ? result : result / 10 ** decimals }
}

/** Without surrounding blanks, and without the apostrophe that our own export puts before what looks like a formula. */
function cleanText(raw: RawCell): string {
  if (raw === null) return ''
  const text = String(raw)
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .trim()
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

/** `$ 1.234,50` as `1234.50`, by the file's decimal sign; null when it is no number. */
function plainNumber(text: string, { decimal }: Reading): string | null {
  const bare = text.replace(/[\s\u00a0\u202f$€£]|CLP|USD|GBP/g, '')
  const isNegative = /^\(.*\)$/.test(bare) || bare.endsWith('-') || bare.startsWith('-')
  const digits = bare.replace(/[()+-]/g, '')
  const group = decimal === ',' ? '.' : ','
  const shape = decimal === ',' ? /^(\d{1,3}(\.\d{3})+|\d+)?(,\d+)?$/ : /^(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/
  if (digits === '' || !shape.test(digits)) return null
  const plain = digits.replaceAll(group, '').replace(decimal, '.')
  return `${isNegative ? '-' : ''}${plain}`
}

/** The number in units of its last allowed decimal, without floating point; trailing zeros do not count. */
function exact(plain: string | null, decimals: number): number | 'decimals' | null {
  if (plain === null) return null
  // A spreadsheet's very large or very small number.
  if (/e/i.test(plain)) return exact(Number(plain).toFixed(decimals), decimals)
  const parts = /^(-?)(\d*)(?:\.(\d+))?$/.exec(plain)
  if (!parts) return null
  const [, sign = '', whole = '', given = ''] = parts
  const fraction = given.replace(/0+$/, '')
  if (fraction.length > decimals) return 'decimals'
  const value = Number(`${whole || '0'}${fraction.padEnd(decimals, '0')}`)
  if (!Number.isSafeInteger(value) || value > NUMBER_MAX) return null
  return sign === '-' && value !== 0 ? -value : value
}

const YES = new Set(['si', 'sí', 's', 'yes', 'y', 'true', 'verdadero', '1', 'x', 'activo', 'active'])
const NO = new Set(['no', 'n', 'false', 'falso', '0', 'inactivo', 'inactive'])

function readFlag(text: string): CellResult {
  const word = text.toLowerCase()
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : wrong.flag
}

const DAY = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/

function readDay(text: string, type: 'day' | 'moment', reading: Reading): CellResult {
  const [, first = '', second = '', third = '', hour = '0', minute = '0', seconds = '0'] = DAY.exec(text) ?? []
  if (first === '') return wrong.day
  const order = first.length === 4 ? 'ymd' : reading.day === 'ymd' ? 'dmy' : reading.day
  const parts = { ymd: [first, second, third], dmy: [third, second, first], mdy: [third, first, second] }[order]
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const full = year < 100 ? year + 2000 : year
  const at = new Date(Date.UTC(full, month - 1, day, Number(hour), Number(minute), Number(seconds)))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || full < 1900 || full > 2200) return wrong.day
  return { value: at.toISOString().slice(0, type === 'day' ? 10 : 19) }
}
