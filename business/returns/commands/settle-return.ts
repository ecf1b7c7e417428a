import {
  approvedBy,
  creditDocument,
  dueOf,
  EXCHANGE,
  giveBack,
  issuedFor,
  lockBalance,
  noteCredit,
  takePayments,
} from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { present } from '#platform/invariant'
import { completeIfDone, confirmOrder, createOrder, orderById } from '#sales'
import {
  assertCanMove,
  giveUp,
  linesOf,
  lockReturn,
  move,
  orderOfReturn,
  type ReturnRow,
  updateReturn,
} from '../records.ts'
import { refuseReturn } from '../refusals.ts'
import type { ExchangeReturn, SettleReturn } from '../wire.ts'

/** What the customer gets for what came back: first what is still owed falls away, then money, with one nota de crédito. */
export async function settleReturn(ctx: Ctx, id: string, input: SettleReturn): Promise<void> {
  await transact(ctx, async (tx) => {
    const { row, authorised_by, refund, credit } = await ready(tx, id, input)
    const { as, till_session_id } = input
    if (as === 'other_tender' && input.method === undefined) throw refuseReturn.methodNeeded()
    const method = as === 'store_credit' ? 'store_credit' : as === 'other_tender' ? input.method : undefined
    const reason = row.note ?? row.reason
    const of = { document_id: row.order_id, reason, till_session_id, authorised_by }
    if (refund > 0) await giveBack(tx, { ...of, amount: refund, method })
    await finish(tx, row, { as, refund, credit, reason })
  })
}

/** What is to be given: never more than the document still asks for or has been paid. */
async function ready(tx: Tx, id: string, input: { approval_token?: string | undefined }) {
  const balance = present(await lockBalance(tx, await orderOfReturn(tx, id)), 'an order has a balance')
  const row = await lockReturn(tx, id)
  assertCanMove(row.state, 'settled')
  const { approval_token } = input
  const authorised_by = await approvedBy(tx, { permission: 'payments.refund', document_id: id, approval_token })
  const credit = Math.min(row.value_minor, balance.total - balance.credited_minor)
  const kept = balance.paid_minor - balance.refunded_minor
  const refund = Math.min(kept, Math.max(0, credit - dueOf(balance)))
  return { row, authorised_by, refund, credit }
}

async function finish(
  tx: Tx,
  row: ReturnRow,
  how: { as: string; refund: number; credit: number; reason: string; exchange_order_id?: string },
): Promise<void> {
  const { as, refund, credit, reason, exchange_order_id = null } = how
  const { credit_note } = await creditDocument(tx, { document_id: row.order_id, amount: credit, reason })
  const given = { refunded_minor: refund, credited_minor: credit, credit_note_label: credit_note?.label ?? null }
  await move(
    tx,
    row,
    'settled',
    { settled_at: tx.now(), settled_by: tx.actor.id, settled_as: as, ...given, exchange_order_id },
    reason,
  )
  await completeIfDone(tx, row.order_id)
}

/** An order that was credited before it had its document gets the notas de crédito with it. */
export async function noteEarlierReturns(tx: Tx, order_id: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('returns.return')
    .select(['id', 'credited_minor', 'note', 'reason'])
    .where('order_id', '=', order_id)
    .where('state', '=', 'settled')
    .where('credit_note_label', 'is', null)
    .where('credited_minor', '>', 0)
    .orderBy('settled_at')
    .execute()
  if (rows.length === 0 || !(await issuedFor(tx, order_id))) return
  for (const { id, credited_minor, note, reason } of rows) {
    const credit = await noteCredit(tx, { document_id: order_id, amount: credited_minor ?? 0, reason: note ?? reason })
    await updateReturn(tx, id, { credit_note_label: credit?.label ?? null })
  }
}

/** Other goods in one go. What the old ones give and the new ones take is set off; only the difference is money. */
export async function exchangeReturn(ctx: Ctx, id: string, input: ExchangeReturn): Promise<void> {
  await transact(ctx, async (tx) => {
    const { row, authorised_by, refund, credit } = await ready(tx, id, input)
    const { till_session_id, payments } = input
    const old = await orderById(tx, row.order_id)
    const order_id = await createOrder(tx, {
      store_id: row.store_id,
      warehouse_id: row.warehouse_id,
      customer_id: old.customer_id,
      items: [...input.items],
      channel: 'in_store',
      fulfilment: 'takeaway',
    })
    const { total } = await orderById(tx, order_id)
    const set_off = Math.min(refund, total)
    const paid = payments.reduce((sum, { amount }) => sum + amount, 0)
    if (paid < total - set_off && payments.length === 0)
      throw refuseReturn.underpaid({ missing_minor: total - set_off })
    const reason = row.note ?? row.reason
    const of = { document_id: row.order_id, reason, till_session_id, authorised_by }
    if (set_off > 0) await giveBack(tx, { ...of, amount: set_off, is_exchange: true })
    if (refund > set_off) await giveBack(tx, { ...of, amount: refund - set_off })
    const document = { kind: 'order', id: order_id, total, party_id: old.customer_id, store_id: row.store_id } as const
    const parts = [...(set_off > 0 ? [{ method: EXCHANGE, amount: set_off }] : []), ...payments]
    if (parts.length > 0) {
      const taken = await takePayments(tx, {
        document,
        payments: parts,
        till_session_id,
        gives_change: true,
        is_exchange: true,
      })
      if (taken.due_minor > 0) throw refuseReturn.underpaid({ missing_minor: taken.due_minor })
    }
    await confirmOrder(tx, order_id)
    await finish(tx, row, { as: 'exchange', refund, credit, reason, exchange_order_id: order_id })
  })
}

/** The goods did not come, or are not taken: what was asked for can be asked for again. */
export async function rejectReturn(ctx: Ctx, id: string, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBalance(tx, await orderOfReturn(tx, id))
    const row = await lockReturn(tx, id)
    assertCanMove(row.state, 'rejected')
    await giveUp(tx, await linesOf(tx, id))
    const rejected = { rejected_at: tx.now(), rejected_by: tx.actor.id, reject_reason: reason }
    await move(tx, row, 'rejected', rejected, reason)
  })
}
