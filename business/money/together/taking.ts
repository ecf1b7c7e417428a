import { sql } from 'kysely'
import type { AuditEntry } from '#platform/audit/audit'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import type { Emitted } from '#platform/facts/fact'
import { type BalanceFigures, dueOf } from '../balance.ts'
import { paymentAudit } from '../commands/take-payment.ts'
import { planPayments } from '../plan-payments.ts'
import type { EntryRow } from '../records.ts'
import { type SeenSession, sessionNamed } from '../sessions.ts'
import type { PaymentIn } from '../wire.ts'

/** What payments are to be taken, and what was seen for them without a lock. */
export interface SeenPayments {
  readonly payments: readonly PaymentIn[]
  readonly till_session_id: string | undefined
  readonly session: SeenSession | null
}

/** Looks up what payments need. Null when one of them may be known by its id: then they go one by one. */
export async function seePayments(
  ctx: Ctx,
  payments: readonly PaymentIn[],
  till_session_id: string | undefined,
): Promise<SeenPayments | null> {
  const ids = payments.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const [known, session] = await Promise.all([
    ids.length === 0 ? nothing : entriesSeen(ctx, ids),
    sessionNamed(ctx, till_session_id),
  ])
  if (known.size > 0 || new Set(ids).size < ids.length) return null
  return { payments, till_session_id, session }
}

const entriesSeen = gather<string>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('money.entry')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.id]))
})
const nothing: ReadonlyMap<string, string> = new Map()

/** A document as it stands when it is paid, and what its balance said when it was seen. */
export interface PaidDocument {
  readonly kind: 'order' | 'sale'
  readonly id: string
  readonly store_id: string
  readonly party_id: string | null
  readonly balance: BalanceFigures
  readonly seen_total: number
}

/** What payments of one document would write; the verb's rows by their names. */
export interface Taking {
  readonly rows: {
    readonly payments: readonly object[]
    readonly sessions: readonly object[]
    readonly entries: readonly EntryRow[]
  }
  readonly facts: readonly Emitted[]
  readonly audits: readonly AuditEntry[]
  /** One a payment, in their order. */
  readonly charges: readonly EntryRow[]
  readonly balance: BalanceFigures
}

/**
 * Plans payments of a document that nobody awaits, one after another. Null when they must go one by one: a customer's
 * account is part of them, or one of them charges nothing.
 */
export async function planTaking(
  ctx: Ctx,
  document: PaidDocument,
  { payments, till_session_id, session }: SeenPayments,
): Promise<Taking | null> {
  const { id, kind, party_id, store_id, seen_total } = document
  const entries: EntryRow[] = []
  const facts: Emitted[] = []
  const audits: AuditEntry[] = []
  const charges: EntryRow[] = []
  let balance = document.balance
  let held: SeenSession | null = null
  for (const payment of payments) {
    const paid = await planPayments(ctx, dueOf(balance), {
      document: { kind, id, total: balance.total, party_id, store_id },
      payments: [payment],
      till_session_id,
      gives_change: false,
      session,
    })
    const charge = paid?.entries.find((entry) => entry.kind === 'charge')
    if (!paid || !charge) return null
    const { paid_minor: more_minor, rounding_minor } = paid.settlement
    held = paid.session
    balance = { ...balance, paid_minor: balance.paid_minor + more_minor }
    entries.push(...paid.entries)
    facts.push(...paid.facts)
    charges.push(charge)
    const charged = { id: charge.id, amount: charge.amount, rounding_minor }
    audits.push(paymentAudit({ store_id, document_id: id }, payment, charged))
  }
  const { paid_minor, refunded_minor, credited_minor } = document.balance
  const seen = { document_id: id, total: seen_total, paid_minor, refunded_minor, credited_minor }
  return {
    rows: {
      payments: [{ ...seen, more_minor: balance.paid_minor - paid_minor, at: ctx.now() }],
      sessions: held ? [{ id: held.id, holder_id: held.holder_id }] : [],
      entries,
    },
    facts,
    audits,
    charges,
    balance,
  }
}
