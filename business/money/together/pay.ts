import { sql } from 'kysely'
import type { z } from 'zod'
import { seesStore } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import type { Claim, LaneCommand, Stored, Verb } from '#platform/database/lane/command'
import { serveTogether } from '#platform/http/together'
import { balanceOut, dueOf } from '../balance.ts'
import { paymentAudit } from '../commands/take-payment.ts'
import { type PlannedPayments, planPayments } from '../plan-payments.ts'
import type { BalanceRow, EntryRow } from '../records.ts'
import { sessionNamed } from '../sessions.ts'
import { PaymentOut, type TakePayment } from '../wire.ts'

type Input = z.output<typeof TakePayment>

const verb: Verb = {
  calls: 'money.pay_many',
  takes: ['commands', 'answers', 'payments', 'sessions', 'entries', 'facts', 'audits'],
  writes: [],
}

/** A payment taken together with the others that wait; null when it must go one by one (`commands/take-payment.ts`). */
export async function payTogether(ctx: Ctx, input: Input, claim: Claim | null): Promise<Stored | null> {
  return serveTogether(ctx, { verb, claim, plan: () => planPayment(ctx, input, claim) })
}

/**
 * The common payment: of an order that nobody awaits, in one tender, no customer account. The verb checks that it is still
 * so and that as much is still owed.
 */
async function planPayment(ctx: Ctx, input: Input, claim: Claim | null): Promise<LaneCommand | null> {
  const { id, order_id, method, amount, tendered_minor, reference, bank_account_id, till_session_id } = input
  const [balance, isKnown, session] = await Promise.all([
    balancesSeen(ctx, [order_id]).then((found) => found.get(order_id)),
    id === undefined ? false : entriesSeen(ctx, [id]).then((found) => found.has(id)),
    sessionNamed(ctx, till_session_id),
  ])
  if (!balance?.is_open || balance.is_awaited || isKnown || !seesStore(ctx.actor, balance.store_id)) return null
  const { document_id, total, party_id, store_id } = balance
  const document = {
    kind: balance.document_kind === 'sale' ? 'sale' : 'order',
    id: document_id,
    total,
    party_id,
    store_id,
  } as const
  const paid = await planPayments(ctx, dueOf(balance), {
    document,
    payments: [{ id, method, amount, tendered_minor, reference, bank_account_id }],
    till_session_id,
    gives_change: false,
    session,
  })
  const charge = paid?.entries.find(({ kind }) => kind === 'charge')
  return paid && charge ? commandOf(ctx, { input, claim, balance, paid, charge }) : null
}

const balancesSeen = gather<BalanceRow>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('money.balance')
    .selectAll()
    .where('document_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.document_id, row]))
})

const entriesSeen = gather<string>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('money.entry')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.id]))
})

interface Planned {
  readonly input: Input
  readonly claim: Claim | null
  readonly balance: BalanceRow
  readonly paid: PlannedPayments
  readonly charge: EntryRow
}

function commandOf(ctx: Ctx, { input, claim, balance, paid, charge }: Planned): LaneCommand {
  const { session, settlement, entries, facts } = paid
  const { document_id, total, paid_minor, refunded_minor, credited_minor } = balance
  const more_minor = settlement.paid_minor
  const after = balanceOut({ ...balance, paid_minor: paid_minor + more_minor })
  const seen = { document_id, total, paid_minor, refunded_minor, credited_minor }
  return {
    ctx,
    verb,
    claim,
    things: [`balance ${document_id}`],
    rows: {
      commands: [],
      payments: [{ ...seen, more_minor, at: ctx.now() }],
      sessions: session ? [{ id: session.id, holder_id: session.holder_id }] : [],
      entries,
      facts,
      audits: [
        paymentAudit(balance, input, {
          id: charge.id,
          amount: charge.amount,
          rounding_minor: settlement.rounding_minor,
        }),
      ],
    },
    answer: { status: 201, headers: {}, body: answerOf(charge, after) },
    refuse: () => null,
    tells: () => facts,
  }
}

/** The answer as `paymentById` gives it right after the payment. */
function answerOf(charge: EntryRow, balance: PaymentOut['balance']): PaymentOut {
  const { document_kind = null, document_id = null, party_id: customer_id = null } = charge
  const nothing = { method: null, tendered_minor: null, till_session_id: null, refund_of_id: null, reference: null }
  return PaymentOut.parse({
    ...nothing,
    category: null,
    description: null,
    file_id: null,
    created_by: null,
    ...charge,
    document_kind,
    document_id,
    customer_id,
    order_id: document_kind === 'order' || document_kind === 'sale' ? document_id : null,
    balance,
    refundable_minor: charge.amount,
  })
}
