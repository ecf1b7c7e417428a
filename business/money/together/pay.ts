import { sql } from 'kysely'
import type { z } from 'zod'
import { seesStore } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import type { Claim, LaneCommand, Stored, Verb } from '#platform/database/lane/command'
import { serveTogether } from '#platform/http/together'
import { invariant } from '#platform/invariant'
import { balanceOut } from '../balance.ts'
import type { BalanceRow, EntryRow } from '../records.ts'
import { PaymentOut, type TakePayment } from '../wire.ts'
import { planTaking, seePayments, type Taking } from './taking.ts'

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
  const { order_id, till_session_id } = input
  const [balance, seen] = await Promise.all([
    balancesSeen(ctx, [order_id]).then((found) => found.get(order_id)),
    seePayments(ctx, [input], till_session_id),
  ])
  if (!balance?.is_open || balance.is_awaited || !seen || !seesStore(ctx.actor, balance.store_id)) return null
  const { document_id, document_kind, store_id, party_id, total } = balance
  const kind = document_kind === 'sale' ? 'sale' : 'order'
  const document = { kind, id: document_id, store_id, party_id, balance, seen_total: total } as const
  const taking = await planTaking(ctx, document, seen)
  return taking && commandOf(ctx, claim, taking)
}

const balancesSeen = gather<BalanceRow>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('money.balance')
    .selectAll()
    .where('document_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.document_id, row]))
})

function commandOf(ctx: Ctx, claim: Claim | null, { rows, facts, audits, charges, balance }: Taking): LaneCommand {
  const [charge] = charges
  invariant(charge, 'a payment charges something')
  return {
    ctx,
    verb,
    claim,
    things: [`balance ${charge.document_id}`],
    rows: { commands: [], ...rows, facts, audits },
    answer: { status: 201, headers: {}, body: answerOf(charge, balanceOut(balance)) },
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
