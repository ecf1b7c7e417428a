import { businessOf } from '#company'
import { documentFact, documentKindFor, planDocument, planPayments } from '#money'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Claim, LaneCommand, Stored, Verb } from '#platform/database/lane/command'
import { serveTogether } from '#platform/http/together'
import { newId } from '#platform/ids'
import { refusalOfShort } from '#stock'
import { documentOf } from '../document.ts'
import { customerOf, totalsOf } from '../draft.ts'
import { priceItems } from '../items.ts'
import { placeOf } from '../place.ts'
import { fingerprintOf, type Sold, saleAudit, saleFact, saleRow, timelineNote } from '../sale.ts'
import type { NewSale, SaleOut } from '../wire-counter.ts'

const verb: Verb = {
  calls: 'sales.sell_many',
  takes: [
    'commands',
    'answers',
    'orders',
    'lines',
    'sessions',
    'balances',
    'entries',
    'documents',
    'facts',
    'audits',
    'notes',
    'echo',
  ],
  writes: ['stock.changed', 'stock.low'],
}

/** A counter sale served together with the others that wait; null when it must go one by one (`commands/sell.ts`). */
export async function sellTogether(ctx: Ctx, input: NewSale, claim: Claim | null): Promise<Stored | null> {
  return serveTogether(ctx, { verb, claim, plan: () => planSale(ctx, input, claim) })
}

/**
 * The common sale: no approval, no held cart, no customer account, each product on one line, paid in full. Prices are
 * read without a lock, as the one-by-one way reads them; stock, till and numbers are for the verb to judge.
 */
async function planSale(ctx: Ctx, input: NewSale, claim: Claim | null): Promise<LaneCommand | null> {
  if (input.held_cart_id !== undefined || hasRepeats(input)) return null
  const id = input.id ?? newId()
  const place = await placeOf(ctx, input)
  const [customer, priced] = await Promise.all([
    customerOf(ctx, input.customer_id),
    priceItems(ctx, input.items, input),
  ])
  if (priced.needs_approval.length > 0) return null
  const document_kind = await documentKindFor(ctx, input.document_kind, customer)
  const { total } = priced.totals
  const document = { kind: 'sale', id, total, party_id: customer?.id ?? null, store_id: place.store_id } as const
  const { payments, till_session_id } = input
  const paid = await planPayments(ctx, total, { document, payments, till_session_id, gives_change: true })
  if (!paid || paid.due_minor > 0) return null
  const { entries, session, settlement } = paid
  const taken = { entries, till_session_id: session?.id ?? null, change_minor: settlement.change_minor }
  const sold: Sold = { id, place, customer, document_kind, priced, costs: [], taken, authorised_by: null }
  return commandOf(ctx, { input, claim, sold, paid_minor: settlement.paid_minor, session, facts: paid.facts, entries })
}

const hasRepeats = ({ items }: NewSale) => new Set(items.map(({ product_id }) => product_id)).size < items.length

interface Planned {
  readonly input: NewSale
  readonly claim: Claim | null
  readonly sold: Sold
  readonly paid_minor: number
  readonly session: { id: string; holder_id: string } | null
  readonly entries: Sold['taken']['entries']
  readonly facts: ReturnType<LaneCommand['tells']>
}

async function commandOf(ctx: Ctx, planned: Planned): Promise<LaneCommand> {
  const { input, claim, sold, paid_minor, session, entries } = planned
  const { id, place, customer, document_kind, priced } = sold
  const { sell_short } = await businessOf(ctx)
  const totals = totalsOf(priced)
  const issue = documentOf({ id, document_kind, ...place, customer, ...totals }, priced.lines, 'sale')
  const document = await planDocument(ctx, issue)
  const row = { ...(await saleRow(ctx, sold, input, fingerprintOf(input), '')), customer }
  const { store_id, warehouse_id } = place
  const party_id = customer?.id ?? null
  const balance = { document_id: id, document_kind: 'sale', store_id, party_id, total: totals.total, paid_minor }
  const at = ctx.now()
  const note = timelineNote(sold, '')
  const tells = (told: unknown) => {
    const { number = 0, document_number = 0, document_label = '' } = (told ?? {}) as Partial<SaleOut>
    return [...planned.facts, documentFact(issue, document.id, document_number), saleFact(sold, number, document_label)]
  }
  return {
    ctx,
    verb,
    claim,
    things: input.id === undefined ? [] : [`sale ${id}`],
    rows: {
      commands: [{ given_id: input.id, cause_kind: 'sale', cause_id: id }],
      orders: [{ ...row, fingerprint: `\\x${row.fingerprint.toString('hex')}` }],
      lines: priced.lines.map((line) => ({ ...line, order_id: id, warehouse_id })),
      sessions: session ? [{ id: session.id, holder_id: session.holder_id }] : [],
      balances: [{ ...balance, updated_at: at }],
      entries,
      documents: [document],
      facts: tells(null),
      audits: [saleAudit(sold)],
      notes: note ? [{ ...note, at }] : [],
    },
    answer: { status: 201, headers: {}, body: answerOf(sold, row, paid_minor) },
    refuse: (data) => (sell_short === 'allowed' && can(ctx.actor, 'stock.sell_short') ? null : refusalOfShort(data)),
    tells,
  }
}

/** The answer as `saleById` gives it; the verb fills in the numbers. */
function answerOf(
  { id, place, priced, taken }: Sold,
  row: Pick<Awaited<ReturnType<typeof saleRow>>, 'document_kind' | 'customer_id' | 'receipt_token' | 'created_at'>,
  paid: number,
): SaleOut {
  const { order_discount_minor: _own, ...totals } = totalsOf(priced)
  const sum = (kind: string) => taken.entries.reduce((all, one) => all + (one.kind === kind ? one.amount : 0), 0)
  return {
    id,
    number: 0,
    document_kind: row.document_kind,
    document_number: 0,
    document_label: '',
    ...totals,
    paid_minor: sum('charge'),
    rounding_minor: paid - sum('charge'),
    change: taken.change_minor,
    customer_id: row.customer_id,
    ...place,
    till_session_id: taken.till_session_id,
    receipt_token: row.receipt_token,
    created_at: row.created_at.toISOString(),
  }
}
