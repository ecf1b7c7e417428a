/** The only writer of money's tables. */

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { stayingIdOf } from '#contacts'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { prepared } from '#platform/database/prepared'
import { present } from '#platform/invariant'
import type { Rows } from '../../db/rows.ts'
import { refuseExpense, refuseMethod, refusePayment, refuseSession } from './refusals.ts'

export type EntryRow = Omit<Insertable<Rows['money.entry']>, 'created_at'> & { created_at: string }
export type BalanceRow = Selectable<Rows['money.balance']>
export type SessionRow = Selectable<Rows['money.till_session']>
export type AccountRow = Selectable<Rows['money.account']>

const nextVersion = sql<number>`version + 1`

// ── the ledger ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return
  const once = { entry_pkey: () => refusePayment.idTaken(), entry_reverses_once: () => refuseExpense.alreadyReversed() }
  await translating(once, () =>
    tx.db
      .insertInto('money.entry')
      .values([...rows])
      .execute(),
  )
}

// ── what documents owe ────────────────────────────────────────────────────────────────────────────────────────────

const overpaid = {
  balance_never_overpaid: () => refusePayment.totalBelowPaid(),
  balance_credited: () => refusePayment.totalBelowPaid(),
}

export async function insertBalance(tx: Tx, row: Insertable<Rows['money.balance']>): Promise<void> {
  await tx.db.insertInto('money.balance').values(row).modifyEnd(prepared).execute()
}

/** The balance, locked: whoever pays or changes this document next waits here. */
export async function lockBalance(tx: Tx, document_id: string): Promise<BalanceRow | undefined> {
  return tx.db
    .selectFrom('money.balance')
    .selectAll()
    .where('document_id', '=', document_id)
    .forUpdate()
    .modifyEnd(prepared)
    .executeTakeFirst()
}

export async function updateBalance(
  tx: Tx,
  document_id: string,
  change: Updateable<Rows['money.balance']>,
): Promise<void> {
  const set = { ...change, updated_at: tx.now() }
  await translating(overpaid, () =>
    tx.db.updateTable('money.balance').set(set).where('document_id', '=', document_id).execute(),
  )
}

/** From now on each payment of this document says so: who asks wants to hear of the last one in its very transaction. */
export async function awaitPayment(tx: Tx, document_id: string): Promise<void> {
  await updateBalance(tx, document_id, { is_awaited: true })
}

/** A refund gives back; a credit note also lowers what the document asks for. */
export async function addRefund(tx: Tx, document_id: string, refunded_minor: number, credited_minor: number) {
  await tx.db
    .updateTable('money.balance')
    .set({
      refunded_minor: sql`refunded_minor + ${refunded_minor}`,
      credited_minor: sql`credited_minor + ${credited_minor}`,
      updated_at: tx.now(),
    })
    .where('document_id', '=', document_id)
    .execute()
}

// ── till sessions ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertSession(tx: Tx, row: Insertable<Rows['money.till_session']>): Promise<void> {
  await sessionWrite(() => tx.db.insertInto('money.till_session').values(row).execute())
}

export async function updateSession(tx: Tx, id: string, change: Updateable<Rows['money.till_session']>): Promise<void> {
  const set = { ...change, version: nextVersion }
  await sessionWrite(() => tx.db.updateTable('money.till_session').set(set).where('id', '=', id).execute())
}

const sessionWrite = (write: () => Promise<unknown>) =>
  translating(
    {
      till_session_one_a_till: () => refuseSession.tillIsOpen(),
      till_session_one_a_person: () => refuseSession.personHasTill(),
      till_session_pkey: () => refusePayment.idTaken(),
    },
    write,
  )

export async function lockSession(tx: Tx, id: string): Promise<SessionRow | undefined> {
  return tx.db
    .selectFrom('money.till_session')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .modifyEnd(prepared)
    .executeTakeFirst()
}

/** Keeps the session from closing while money is booked to it; many may book at once. */
export async function holdSession(tx: Tx, id: string): Promise<SessionRow | undefined> {
  return tx.db
    .selectFrom('money.till_session')
    .selectAll()
    .where('id', '=', id)
    .forShare()
    .modifyEnd(prepared)
    .executeTakeFirst()
}

export async function holdOwnSession(tx: Tx, holder_id: string, store_id: string): Promise<SessionRow | undefined> {
  return tx.db
    .selectFrom('money.till_session')
    .selectAll()
    .where('holder_id', '=', holder_id)
    .where('store_id', '=', store_id)
    .where('state', '=', 'open')
    .forShare()
    .modifyEnd(prepared)
    .executeTakeFirst()
}

export async function insertCounts(tx: Tx, rows: readonly Insertable<Rows['money.till_count']>[]): Promise<void> {
  await tx.db
    .insertInto('money.till_count')
    .values([...rows])
    .execute()
}

// ── customers' accounts ───────────────────────────────────────────────────────────────────────────────────────────

/**
 * The customer's account, locked; opened when this is the first time. A merge locks both accounts, so asking after the
 * lock tells whether the customer was merged meanwhile: then the account is that of the record that stays.
 */
export async function lockAccount(tx: Tx, party_id: string): Promise<AccountRow> {
  const account = await lockAccountOf(tx, party_id)
  const stays = await stayingIdOf(tx, party_id)
  return stays === party_id ? account : lockAccountOf(tx, stays)
}

async function lockAccountOf(tx: Tx, party_id: string): Promise<AccountRow> {
  await tx.db
    .insertInto('money.account')
    .values({ party_id, updated_at: tx.now() })
    .onConflict((c) => c.column('party_id').doNothing())
    .modifyEnd(prepared)
    .execute()
  const row = await tx.db
    .selectFrom('money.account')
    .selectAll()
    .where('party_id', '=', party_id)
    .forUpdate()
    .modifyEnd(prepared)
    .executeTakeFirst()
  return present(row, 'an account that was just opened is there')
}

export async function updateAccount(
  tx: Tx,
  party_id: string,
  change: { debt_minor: number; store_credit_minor: number },
): Promise<void> {
  await tx.db
    .updateTable('money.account')
    .set({ ...change, updated_at: tx.now() })
    .where('party_id', '=', party_id)
    .execute()
}

/** What one customer owes and has in their favour becomes another's. Locks as every writer does: balances, accounts, debts. */
export async function moveAccount(tx: Tx, from_id: string, into_id: string): Promise<void> {
  await sql`
    with held as (
      select document_id from money.balance where party_id = ${from_id}::uuid order by document_id for update
    )
    update money.balance b set party_id = ${into_id}::uuid from held where b.document_id = held.document_id
  `.execute(tx.db)
  const accounts = new Map<string, AccountRow>()
  for (const id of [from_id, into_id].sort()) accounts.set(id, await lockAccountOf(tx, id))
  const from = present(accounts.get(from_id), 'both accounts were just locked')
  const into = present(accounts.get(into_id), 'both accounts were just locked')
  await updateAccount(tx, into_id, {
    debt_minor: into.debt_minor + from.debt_minor,
    store_credit_minor: into.store_credit_minor + from.store_credit_minor,
  })
  await updateAccount(tx, from_id, { debt_minor: 0, store_credit_minor: 0 })
  await tx.db.updateTable('money.debt').set({ party_id: into_id }).where('party_id', '=', from_id).execute()
}

export async function addDebt(tx: Tx, row: Omit<Insertable<Rows['money.debt']>, 'open_minor'>): Promise<void> {
  await tx.db
    .insertInto('money.debt')
    .values({ ...row, open_minor: row.amount })
    .onConflict((c) =>
      c.column('document_id').doUpdateSet({
        amount: sql`money.debt.amount + excluded.amount`,
        open_minor: sql`money.debt.open_minor + excluded.open_minor`,
      }),
    )
    .execute()
}

/** Pays debts, oldest first (or only one document's), and writes which part went where. Gives what could be placed. */
export async function payDebts(
  tx: Tx,
  input: { entry_id: string; party_id: string; amount: number; document_id?: string },
): Promise<number> {
  const { rows } = await sql<{ placed: number }>`
    with waiting as (
      select document_id, open_minor, coalesce(sum(open_minor) over (
        order by created_at, document_id rows between unbounded preceding and 1 preceding), 0) as before
      from money.debt
      where party_id = ${input.party_id}::uuid and open_minor > 0
        and (${input.document_id ?? null}::uuid is null or document_id = ${input.document_id ?? null}::uuid)
    ), paid as (
      select document_id, least(open_minor, ${input.amount}::bigint - before)::bigint as part
      from waiting
      where before < ${input.amount}::bigint
    ), lowered as (
      update money.debt d set open_minor = d.open_minor - p.part from paid p where d.document_id = p.document_id
    ), written as (
      insert into money.allocation (entry_id, document_id, amount)
      select ${input.entry_id}::uuid, document_id, part from paid
    )
    select coalesce(sum(part), 0)::bigint as placed from paid`.execute(tx.db)
  return present(rows[0], 'a sum has a row').placed
}

// ── issued documents, methods, bank accounts ──────────────────────────────────────────────────────────────────────

export async function insertIssuedDocument(tx: Tx, row: Insertable<Rows['money.issued_document']>): Promise<void> {
  await tx.db.insertInto('money.issued_document').values(row).execute()
}

export async function insertMethod(tx: Tx, row: Insertable<Rows['money.method']>): Promise<void> {
  await translating({ method_pkey: () => refuseMethod.taken({ code: row.code }) }, () =>
    tx.db.insertInto('money.method').values(row).execute(),
  )
}

export async function updateMethod(tx: Tx, code: string, change: Updateable<Rows['money.method']>): Promise<void> {
  const set = { ...change, version: nextVersion }
  await tx.db.updateTable('money.method').set(set).where('code', '=', code).execute()
}

export async function insertBankAccount(tx: Tx, row: Insertable<Rows['money.bank_account']>): Promise<void> {
  await translating({ bank_account_pkey: () => refusePayment.idTaken() }, () =>
    tx.db.insertInto('money.bank_account').values(row).execute(),
  )
}

export async function updateBankAccount(tx: Tx, id: string, change: Updateable<Rows['money.bank_account']>) {
  const set = { ...change, version: nextVersion }
  await tx.db.updateTable('money.bank_account').set(set).where('id', '=', id).execute()
}
