import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { prepared } from '#platform/database/prepared'
import type { Rows } from '../../db/rows.ts'
import { refuse } from './refusals.ts'

// The only writer of this module's tables: an invariant holds because all its writers stand on this page.

export type NewParty = Insertable<Rows['contacts.party']>
export type PartyChange = Omit<Updateable<Rows['contacts.party']>, 'id' | 'version'>
export type NewAddress = Insertable<Rows['contacts.address']>

/** Rows in one statement; PostgreSQL takes at most 65,535 values. */
const BATCH = 1000

const at = (path: string, code: string) => ({ errors: [{ path, code }] })

/** The database decides whether a value is free, so two clerks at once cannot both take it. */
function partyWrite<T>(row: { email?: unknown; tax_id?: unknown; code?: unknown }, write: () => Promise<T>) {
  const { email, tax_id, code } = row
  return translating(
    {
      party_pkey: () => refuse.idTaken({}, at('id', 'person.id_taken')),
      party_email: () => refuse.emailTaken({ email }, at('email', 'person.email_taken')),
      party_tax_id: () => refuse.taxIdTaken({ tax_id }, at('tax_id', 'person.tax_id_taken')),
      party_code: () => refuse.codeTaken({ code }, at('code', 'person.code_taken')),
      party_user_id: () => refuse.userTaken({}, at('user_id', 'person.user_taken')),
      party_user: () => refuse.unknownUser({}, at('user_id', 'person.unknown_user')),
      party_represents: () => refuse.unknownSupplier({}, at('represents_id', 'person.unknown_supplier')),
    },
    write,
  )
}

export async function insertParties(tx: Tx, rows: readonly NewParty[]): Promise<void> {
  const one = rows.length === 1 ? rows[0] : undefined
  for (let n = 0; n < rows.length; n += BATCH) {
    await partyWrite(one ?? {}, () =>
      tx.db
        .insertInto('contacts.party')
        .values(rows.slice(n, n + BATCH))
        .execute(),
    )
  }
}

export async function updateParty(tx: Tx, id: string, change: PartyChange): Promise<void> {
  const set = { ...change, version: sql<number>`version + 1`, updated_at: tx.now() }
  await partyWrite(change, () => tx.db.updateTable('contacts.party').set(set).where('id', '=', id).execute())
}

/** Makes others wait who would change the same party; sales to it go on. */
export async function lockParty(tx: Tx, id: string): Promise<void> {
  await tx.db
    .selectFrom('contacts.party')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .modifyEnd(prepared)
    .execute()
}

/** Makes everybody wait who would use either party; in id order, so two merges cannot lock each other out. */
export async function lockForMerge(tx: Tx, ids: readonly [string, string]): Promise<void> {
  await tx.db.selectFrom('contacts.party').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

export async function insertAddresses(tx: Tx, rows: readonly NewAddress[]): Promise<void> {
  for (let n = 0; n < rows.length; n += BATCH) {
    await tx.db
      .insertInto('contacts.address')
      .values(rows.slice(n, n + BATCH))
      .execute()
  }
}

export async function deleteAddresses(tx: Tx, party_id: string): Promise<void> {
  await tx.db.deleteFrom('contacts.address').where('party_id', '=', party_id).execute()
}

export async function insertConsent(tx: Tx, row: Insertable<Rows['contacts.consent']>): Promise<void> {
  await tx.db.insertInto('contacts.consent').values(row).execute()
}

/** Gives the history of a duplicate, and the duplicates it had itself, to the record that stays. */
export async function moveHistory(tx: Tx, from_id: string, into_id: string): Promise<void> {
  const to = { party_id: into_id }
  await tx.db
    .updateTable('contacts.party')
    .set({ merged_into_id: into_id })
    .where('merged_into_id', '=', from_id)
    .execute()
  await tx.db.updateTable('contacts.timeline').set(to).where('party_id', '=', from_id).execute()
  await tx.db.updateTable('contacts.consent').set(to).where('party_id', '=', from_id).execute()
  await sql`
    update contacts.address set party_id = ${into_id},
      position = position + (select coalesce(max(position) + 1, 0) from contacts.address where party_id = ${into_id})
    where party_id = ${from_id}`.execute(tx.db)
  await sql`
    with gone as (
      update contacts.tally t set order_count = 0, spent_minor = 0, last_order_at = null
      from contacts.tally old where old.party_id = t.party_id and t.party_id = ${from_id}
      returning old.order_count, old.spent_minor, old.last_order_at
    )
    insert into contacts.tally as tally (party_id, order_count, spent_minor, last_order_at)
    select ${into_id}::uuid, order_count, spent_minor, last_order_at from gone
    on conflict (party_id) do update set
      order_count = tally.order_count + excluded.order_count,
      spent_minor = tally.spent_minor + excluded.spent_minor,
      last_order_at = greatest(tally.last_order_at, excluded.last_order_at)`.execute(tx.db)
}

export interface TimelineNote {
  readonly party_id: string
  /** `order` and `order_cancelled` count orders; these and `refund` also count what was spent. */
  readonly kind: string
  readonly thing_id: string
  readonly label: string
  readonly amount_minor: number | null
  /** Now, unless the thing happened on another day. */
  readonly at?: string
}

/** Writes what happened with a party, in the transaction in which it happened; telling a thing twice counts once. */
export async function writeTimeline(tx: Tx, notes: TimelineNote | readonly TimelineNote[]): Promise<void> {
  const list = [notes].flat().map((note) => ({ at: tx.now().toISOString(), ...note }))
  if (list.length === 0) return
  await sql`select contacts.write_timeline(${JSON.stringify(list)}::jsonb) ${prepared}`.execute(tx.db)
}

// ── imports ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Remembers what a run did with its rows, so that a resumed run repeats nothing and an undo knows what to take back. */
export async function insertImported(tx: Tx, rows: readonly Insertable<Rows['contacts.imported']>[]): Promise<void> {
  if (rows.length > 0) await tx.db.insertInto('contacts.imported').values(rows).execute()
}

export async function deleteImported(tx: Tx, run_id: string, row_number: number): Promise<void> {
  await tx.db
    .deleteFrom('contacts.imported')
    .where('run_id', '=', run_id)
    .where('row_number', '=', row_number)
    .execute()
}
