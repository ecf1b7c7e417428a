import type { z } from 'zod'
import { assertFeature, businessOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { customerOf, totalsOf, wantedFrom, withDecidedPrices } from '../draft.ts'
import { quoteChanged } from '../events.ts'
import { assertApproved, priceItems } from '../items.ts'
import { placeOf } from '../place.ts'
import { todayOf } from '../queries-quotes.ts'
import { lastDay } from '../quote.ts'
import { insertQuote, lockQuote, type QuoteRow, quoteLinesOf, replaceQuoteLines, updateQuote } from '../records.ts'
import { refuseQuote } from '../refusals.ts'
import type { EditQuote, NewQuote } from '../wire-quotes.ts'

/** Writes a quote at today's prices. Gives its id. */
export async function writeQuote(ctx: Ctx, input: z.output<typeof NewQuote>): Promise<string> {
  return transact(ctx, async (tx) => {
    await assertFeature(tx, 'quotes')
    const { quote_days } = await businessOf(tx)
    const id = input.id ?? newId()
    const place = await placeOf(tx, input)
    const customer = await customerOf(tx, input.customer_id)
    const priced = await priceItems(tx, input.items, input)
    const { approval_token } = input
    const authorised_by = await assertApproved(tx, priced.needs_approval, { id, approval_token })
    const number = await insertQuote(tx, {
      id,
      status: 'draft',
      ...place,
      customer_id: customer?.id ?? null,
      customer: customer && JSON.stringify(customer),
      customer_name: customer?.name ?? null,
      notes: input.notes ?? null,
      discount_basis_points: input.discount_basis_points ?? null,
      ...totalsOf(priced),
      valid_until: input.valid_until ?? lastDay(await todayOf(tx), quote_days),
      created_at: tx.now(),
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
    })
    await replaceQuoteLines(tx, id, priced.lines)
    const quote = { id, number, store_id: place.store_id, customer_id: customer?.id ?? null }
    await tellQuote(tx, quote, 'draft', {
      action: 'quote.created',
      after: { total: priced.totals.total },
      authorised_by,
    })
    return id
  })
}

/** Edits a quote that nobody was sent yet. */
export async function editQuote(
  ctx: Ctx,
  id: string,
  change: z.output<typeof EditQuote>,
  wanted: string | null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const quote = await lockQuote(tx, id)
    assertVersion(wanted, quote)
    if (quote.status !== 'draft') throw refuseQuote.notADraft()
    const customer = await customerOf(tx, change.customer_id === undefined ? quote.customer_id : change.customer_id)
    const discount = discountAfter(quote, change)
    const before = (await quoteLinesOf(tx, id)).map((line) => wantedFrom({ ...line, is_own_price: true }))
    const items = change.items ? withDecidedPrices(change.items, before) : before
    const priced = await priceItems(tx, items, discount)
    const { approval_token } = change
    const authorised_by = await assertApproved(tx, priced.needs_approval, { id, approval_token })
    const place = await placeOf(tx, {
      store_id: quote.store_id,
      warehouse_id: change.warehouse_id ?? quote.warehouse_id,
    })
    await updateQuote(tx, id, {
      ...place,
      customer_id: customer?.id ?? null,
      customer: customer && JSON.stringify(customer),
      customer_name: customer?.name ?? null,
      notes: change.notes === undefined ? quote.notes : change.notes,
      discount_basis_points: discount.discount_basis_points ?? null,
      ...totalsOf(priced),
      valid_until: change.valid_until ?? quote.valid_until,
    })
    await replaceQuoteLines(tx, id, priced.lines)
    const totals = { before: { total: quote.total }, after: { total: priced.totals.total } }
    await tellQuote(tx, quote, 'draft', { action: 'quote.updated', ...totals, authorised_by })
  })
}

function discountAfter(quote: QuoteRow, change: z.output<typeof EditQuote>) {
  const { discount_basis_points, discount_minor } = change
  if (discount_basis_points !== undefined || discount_minor !== undefined)
    return { discount_basis_points, discount_minor }
  return quote.discount_basis_points === null
    ? { discount_minor: quote.order_discount_minor }
    : { discount_basis_points: quote.discount_basis_points }
}

type Told = { action: string; before?: object; after?: object; reason?: string | null; authorised_by?: string | null }

export async function tellQuote(
  tx: Tx,
  quote: { id: string; number: number; store_id: string; customer_id: string | null },
  status: string,
  audit: Told,
): Promise<void> {
  const { id, number, store_id, customer_id } = quote
  await tx.emit(quoteChanged({ quote_id: id, number, status, store_id, customer_id }))
  tx.audit({ thing: 'quote', thing_id: id, label: String(number), store_id, ...audit })
}
