import type { z } from 'zod'
import { countryOf } from '#company'
import { documentKindFor } from '#money'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { customerIn, wantedFrom } from '../draft.ts'
import { priceItems } from '../items.ts'
import { quoteMail } from '../mails.ts'
import { todayOf } from '../queries-quotes.ts'
import { assertCanMove, statusOn } from '../quote.ts'
import { lockQuote, quoteLinesOf, updateQuote } from '../records.ts'
import { refuseQuote } from '../refusals.ts'
import { Channel } from '../wire.ts'
import type { QuoteStatus, SendQuote } from '../wire-quotes.ts'
import { writeDraft } from './create-order.ts'
import { tellQuote } from './write-quote.ts'

/** Marks a quote as sent, and mails it when an address is given. */
export async function sendQuote(ctx: Ctx, id: string, { email }: z.output<typeof SendQuote>): Promise<void> {
  await transact(ctx, async (tx) => {
    const quote = await lockQuote(tx, id)
    assertCanMove(statusOn(quote, await todayOf(tx)), 'sent')
    await updateQuote(tx, id, { status: 'sent', sent_at: tx.now() })
    if (email !== undefined) await quoteMail(tx, quote, await quoteLinesOf(tx, id), email)
    const states = { before: { status: 'draft' }, after: { status: 'sent', email: email ?? null } }
    await tellQuote(tx, quote, 'sent', { action: 'quote.sent', ...states })
  })
}

/** What the customer said: accepted or declined, while the quote holds. */
export async function decideQuote(
  ctx: Ctx,
  id: string,
  to: Extract<QuoteStatus, 'accepted' | 'declined'>,
  reason: string | null = null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const quote = await lockQuote(tx, id)
    assertCanMove(statusOn(quote, await todayOf(tx)), to)
    await updateQuote(tx, id, { status: to, decided_at: tx.now(), decided_by: tx.actor.id, decline_reason: reason })
    const states = { before: { status: quote.status }, after: { status: to } }
    await tellQuote(tx, quote, to, { action: `quote.${to}`, ...states, reason })
  })
}

/** Makes the order of an accepted quote, once, at the prices that were quoted. Gives the order's id. */
export async function orderFromQuote(ctx: Ctx, id: string, input: { id?: string | undefined }): Promise<string> {
  return transact(ctx, async (tx) => {
    const quote = await lockQuote(tx, id)
    if (quote.status !== 'accepted') throw refuseQuote.notAccepted()
    if (quote.order_id !== null) throw refuseQuote.alreadyOrdered({ order_id: quote.order_id })
    const lines = await quoteLinesOf(tx, id)
    const discount = {
      discount_basis_points: quote.discount_basis_points,
      discount_minor: quote.discount_basis_points === null ? quote.order_discount_minor : null,
    }
    const items = lines.map((line) => ({ ...wantedFrom({ ...line, is_own_price: true }), id: newId() }))
    const priced = await priceItems(tx, items, discount)
    const customer = customerIn(quote)
    const { document_kinds } = await countryOf(tx)
    const document_kind = await documentKindFor(tx, document_kinds[0], customer)
    const order_id = input.id ?? newId()
    await writeDraft(tx, {
      id: order_id,
      place: { store_id: quote.store_id, warehouse_id: quote.warehouse_id },
      customer,
      priced,
      discount,
      terms: {
        channel: Channel.enum.in_store,
        fulfilment: 'pickup',
        notes: quote.notes,
        delivery_address: null,
        document_kind,
        quote_id: id,
      },
      authorised_by: null,
    })
    await updateQuote(tx, id, { order_id })
    await tellQuote(tx, quote, 'accepted', { action: 'quote.ordered', after: { order_id } })
    return order_id
  })
}
