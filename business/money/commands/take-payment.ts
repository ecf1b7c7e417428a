import type { z } from 'zod'
import { amountSaid } from '#company'
import { seesStore } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { entryById } from '../queries.ts'
import { lockBalance } from '../records.ts'
import { refusePayment } from '../refusals.ts'
import type { TakePayment } from '../wire.ts'
import { takePayments } from './take-payments.ts'

/** Takes one payment of an order; the same id again is the same payment. Gives the payment's id. */
export async function takePayment(ctx: Ctx, input: z.output<typeof TakePayment>): Promise<string> {
  return transact(ctx, async (tx) => {
    const balance = await lockBalance(tx, input.order_id)
    if (!balance || !seesStore(tx.actor, balance.store_id)) throw refusePayment.orderNotFound({ id: input.order_id })
    const known = await replayOf(tx, input)
    if (known) return known
    const { id, method, amount, tendered_minor, reference, bank_account_id } = input
    const taken = await takePayments(tx, {
      document: {
        kind: balance.document_kind === 'sale' ? 'sale' : 'order',
        id: balance.document_id,
        total: balance.total,
        party_id: balance.party_id,
        store_id: balance.store_id,
      },
      payments: [{ id, method, amount, tendered_minor, reference, bank_account_id }],
      till_session_id: input.till_session_id,
      gives_change: false,
    })
    const charge = taken.entries.find(({ kind }) => kind === 'charge')
    if (!charge) {
      const { due_minor } = taken
      throw refusePayment.aboveBalance({ due_minor, due_text: await amountSaid(tx, due_minor) })
    }
    const { id: payment_id, amount: charged } = charge
    const { rounding_minor } = taken
    tx.audit(paymentAudit(balance, input, { id: payment_id, amount: charged, rounding_minor }))
    return charge.id
  })
}

export function paymentAudit(
  balance: { store_id: string; document_id: string },
  { method, reference }: Pick<z.output<typeof TakePayment>, 'method' | 'reference'>,
  { id, ...charged }: { id: string; amount: number; rounding_minor: number },
) {
  return {
    action: 'payment.created',
    thing: 'payment',
    thing_id: id,
    store_id: balance.store_id,
    after: { order_id: balance.document_id, method, ...charged, reference },
  }
}

/** The payment that this id already made; another payment under the same id is refused. */
async function replayOf(tx: Tx, input: z.output<typeof TakePayment>): Promise<string | null> {
  if (input.id === undefined) return null
  const entry = await entryById(tx, input.id)
  if (!entry) return null
  if (entry.document_id !== input.order_id || entry.method !== input.method) throw refusePayment.idTaken()
  return entry.id
}
