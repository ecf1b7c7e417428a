import { z } from 'zod'
import type { CountryPack } from '#company'
import type { ImportRow, RowVerdict } from '#platform/import/importable'
import { Email, line, paragraph } from '#platform/units'
import { phoneDigits } from '../party.ts'
import { text } from '../text.ts'
import type { ColumnName } from './columns.ts'
import { countryCodeOf } from './country-names.ts'

type Refused = Extract<RowVerdict, { outcome: 'refused' }>

/** What a good row says of a customer; an empty cell says nothing. */
const Cells = z.object({
  code: line(40).optional(),
  name: line(200).optional(),
  tax_id: line(30).optional(),
  email: Email.optional(),
  phone: line(40).optional(),
  contact_name: line(120).optional(),
  activity: line(200).optional(),
  address: line(300).optional(),
  commune: line(80).optional(),
  city: line(80).optional(),
  country: line(80).optional(),
  payment_days: z.int().min(0).max(365).optional(),
  notes: paragraph(4000).optional(),
}) satisfies z.ZodType<Partial<Record<ColumnName, unknown>>>
export type CustomerRow = Omit<z.output<typeof Cells>, 'name'> & { readonly number: number; readonly name: string }

/** A row as a customer, or why it is none: the cell, the reason, and what was probably meant. */
export function readRow(row: ImportRow, pack: CountryPack): CustomerRow | Refused {
  const refused = (column: ColumnName | null, code: string, says: Refused['says'], values = {}): Refused => ({
    number: row.number,
    outcome: 'refused',
    column,
    code,
    says,
    values,
  })
  const cells = Cells.safeParse(filledCells(row))
  if (!cells.success) {
    const column = columnOf(cells.error)
    return refused(column, 'person.bad_cell', text.badCell, { value: column === null ? '' : row.cells[column] })
  }
  const { tax_id, phone, country, ...fields } = cells.data
  const name = fields.name ?? fields.code
  if (name === undefined) return refused('name', 'person.name_needed', text.nameOrCode)
  if (phone !== undefined && phoneDigits(phone, pack.phone_prefix) === null) {
    return refused('phone', 'person.bad_phone', text.badPhone, { phone })
  }
  const code = country === undefined ? undefined : (countryCodeOf(country) ?? undefined)
  const customer = {
    number: row.number,
    ...fields,
    name,
    ...(phone ? { phone } : {}),
    ...(code ? { country: code } : {}),
  }
  if (tax_id === undefined) return customer
  const read = pack.parseTaxId(tax_id)
  if (read.ok) return { ...customer, tax_id: read.value }
  const values = { tax_id_name: pack.tax_id_name, value: tax_id, suggestion: read.suggestion }
  return refused('tax_id', 'business.bad_tax_id', read.suggestion ? text.badTaxIdHint : text.badTaxId, values)
}

export const isRefused = (row: CustomerRow | Refused): row is Refused => 'outcome' in row

function filledCells(row: ImportRow): Record<string, unknown> {
  const filled = Object.entries(row.cells).filter(([, cell]) => cell !== null && String(cell).trim() !== '')
  return Object.fromEntries(filled.map(([name, cell]) => [name, name === 'payment_days' ? cell : String(cell)]))
}

function columnOf(error: z.ZodError): ColumnName | null {
  const name = error.issues[0]?.path[0]
  return Object.keys(Cells.shape).find((column): column is ColumnName => column === name) ?? null
}
