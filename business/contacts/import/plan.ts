import { countryOf } from '#company'
import type { Ctx } from '#platform/context'
import type { ImportRow, RowVerdict } from '#platform/import/importable'
import type { ChangePerson } from '../contract.ts'
import { text } from '../text.ts'
import { type Known, keysOf, matcher } from './match.ts'
import { type CustomerRow, isRefused, readRow } from './read-row.ts'

/** What an import would do with a row. */
export type Step =
  | { readonly does: 'refuse'; readonly verdict: RowVerdict }
  | { readonly does: 'nothing'; readonly number: number }
  | { readonly does: 'create'; readonly row: CustomerRow }
  | {
      readonly does: 'change'
      readonly number: number
      readonly known: Known
      readonly to: ChangePerson
      readonly from: ChangePerson
    }

/** Judges a batch of rows against the customers that exist and against each other. Writes nothing. */
export async function planRows(ctx: Ctx, rows: readonly ImportRow[]): Promise<Step[]> {
  const pack = await countryOf(ctx)
  const read = rows.map((row) => readRow(row, pack))
  const matches = await matcher(
    ctx,
    read.filter((row): row is CustomerRow => !isRefused(row)),
  )
  const seen = new Map<string, number>()
  return read.map((row) => {
    if (isRefused(row)) return { does: 'refuse', verdict: row }
    const twin = keysOf(row).flatMap((key) => seen.get(key) ?? [])[0]
    if (twin !== undefined) return refused(row, 'person.same_in_file', text.sameInFile, { row: twin })
    for (const key of keysOf(row)) seen.set(key, row.number)
    return stepOf(row, matches(row))
  })
}

function stepOf(row: CustomerRow, [known, ...others]: Known[]): Step {
  if (!known) return { does: 'create', row }
  if (others.length > 0) {
    const names = [known, ...others].map(({ name }) => name).join(', ')
    return refused(row, 'person.several', text.several, { names })
  }
  const { to, from } = difference(row, known)
  return Object.keys(to).length === 0
    ? { does: 'nothing', number: row.number }
    : { does: 'change', number: row.number, known, to, from }
}

const COMPARED = [
  'code',
  'tax_id',
  'email',
  'phone',
  'contact_name',
  'activity',
  'notes',
  'payment_days',
  'address',
  'commune',
  'city',
] as const

/** What the row says otherwise, and what stood there. An empty cell changes nothing. */
function difference(row: CustomerRow, known: Known): { to: ChangePerson; from: ChangePerson } {
  const told = COMPARED.filter((field) => row[field] !== undefined && row[field] !== known[field])
  const pick = (source: CustomerRow | Known) => Object.fromEntries(told.map((field) => [field, source[field]]))
  // A name that is only the code says nothing about the name.
  const renames = row.name !== known.name && row.name !== row.code
  return {
    to: { ...pick(row), ...(renames ? { name: row.name } : {}), ...(known.is_customer ? {} : { is_customer: true }) },
    from: {
      ...pick(known),
      ...(renames ? { name: known.name } : {}),
      ...(known.is_customer ? {} : { is_customer: false }),
    },
  }
}

function refused(
  { number }: CustomerRow,
  code: string,
  says: { es: string; en: string },
  values: Record<string, unknown>,
): Step {
  return { does: 'refuse', verdict: { number, outcome: 'refused', column: null, code, says, values } }
}
