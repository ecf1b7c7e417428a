import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { CustomerRow } from './read-row.ts'

/** A party in use as an import compares it with a row. */
export interface Known {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly tax_id: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly contact_name: string | null
  readonly activity: string | null
  readonly notes: string | null
  readonly payment_days: number
  readonly is_customer: boolean
  readonly version: number
  readonly address: string | null
  readonly commune: string | null
  readonly city: string | null
}

/** Finds the parties of a whole batch in one question. A row is known by its code, its number or its e-mail. */
export async function matcher(ctx: Ctx, rows: readonly CustomerRow[]): Promise<(row: CustomerRow) => Known[]> {
  const parties = await candidates(ctx, rows)
  const by = new Map<string, Known[]>()
  for (const party of parties) {
    for (const key of keysOf(party)) by.set(key, [...(by.get(key) ?? []), party])
  }
  return (row) => [...new Set(keysOf(row).flatMap((key) => by.get(key) ?? []))]
}

/** What two records of one customer share. */
export function keysOf(one: Partial<Pick<CustomerRow, 'code' | 'tax_id' | 'email'>> | Known): string[] {
  const keys: string[] = []
  if (one.code) keys.push(`code ${one.code.toLowerCase()}`)
  if (one.tax_id) keys.push(`tax_id ${one.tax_id}`)
  if (one.email) keys.push(`email ${one.email}`)
  return keys
}

async function candidates(ctx: Ctx, rows: readonly CustomerRow[]): Promise<Known[]> {
  const codes = rows.flatMap(({ code }) => (code ? [code.toLowerCase()] : []))
  const numbers = rows.flatMap(({ tax_id }) => (tax_id ? [tax_id] : []))
  const emails = rows.flatMap(({ email }) => (email ? [email] : []))
  return ctx.db
    .selectFrom('contacts.party as p')
    .leftJoin('contacts.address as a', (join) => join.onRef('a.party_id', '=', 'p.id').on('a.position', '=', 0))
    .select(['p.id', 'p.name', 'p.code', 'p.tax_id', 'p.email', 'p.phone', 'p.contact_name', 'p.activity', 'p.notes'])
    .select(['p.payment_days', 'p.is_customer', 'p.version', 'a.line as address', 'a.commune', 'a.city'])
    .where('p.archived_at', 'is', null)
    .where(
      sql<boolean>`(lower(p.code) = any(${codes}::text[]) or p.email = any(${emails}::text[])
        or (p.document_kind = 'tax_id' and p.tax_id = any(${numbers}::text[])))`,
    )
    .execute()
}
