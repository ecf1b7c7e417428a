import { amountSaid, businessOf } from '#company'
import type { Ctx } from '#platform/context'
import type { Emitted } from '#platform/facts/fact'
import type { PayableDocument, TakePayments } from './commands/take-payments.ts'
import { entryOf } from './entries.ts'
import { paymentCreated } from './events.ts'
import { EXCHANGE, feeOf, methodByCode, tendersOf } from './methods.ts'
import type { EntryRow } from './records.ts'
import { refusePayment } from './refusals.ts'
import { type SeenSession, sessionNamed, sessionOf } from './sessions.ts'
import { type Charge, type Settlement, settle } from './settlement.ts'

/** What payments of a document would write, decided without a lock. */
export interface PlannedPayments {
  readonly entries: readonly EntryRow[]
  /** Must still be open, and its holder's, when the payments are written. */
  readonly session: SeenSession | null
  readonly settlement: Settlement
  readonly due_minor: number
  readonly facts: readonly Emitted[]
}

/**
 * Plans payments of what is due, of a document that nobody awaits. Null when a customer's account is part of it: that
 * needs the account's lock.
 */
export async function planPayments(
  ctx: Ctx,
  due_before: number,
  input: TakePayments & { readonly session?: SeenSession | null },
): Promise<PlannedPayments | null> {
  const settlement = await settlementOf(ctx, due_before, input)
  if (settlement.charges.some(({ kind }) => kind === 'credit' || kind === 'store_credit')) return null
  const { document, till_session_id } = input
  const named = input.session === undefined ? await sessionNamed(ctx, till_session_id) : input.session
  const session = sessionOf(ctx, named, { till_session_id, store_id: document.store_id })
  const entries = await entriesOf(ctx, input, settlement, session?.id ?? null)
  const due_minor = due_before - settlement.paid_minor
  return {
    entries,
    session,
    settlement,
    due_minor,
    facts: paymentFacts(document, entries, { due_minor, awaited: false }),
  }
}

export async function settlementOf(ctx: Ctx, due_minor: number, input: TakePayments): Promise<Settlement> {
  const { cash_rounding_minor } = await businessOf(ctx)
  const tenders = await tendersOf(ctx, input.payments, input.is_exchange ? EXCHANGE : undefined)
  const settlement = settle(due_minor, tenders, { cash_rounding_minor, gives_change: input.gives_change })
  if (settlement.over_minor > 0 || (due_minor === 0 && tenders.length > 0))
    throw refusePayment.aboveBalance({ due_minor, due_text: await amountSaid(ctx, due_minor) })
  return settlement
}

export async function entriesOf(
  ctx: Ctx,
  input: TakePayments,
  { charges, rounding_minor }: Settlement,
  till_session_id: string | null,
): Promise<EntryRow[]> {
  const { id, kind, party_id, store_id } = input.document
  const common = { document_id: id, document_kind: kind, party_id, store_id, till_session_id }
  const only = input.payments.length === 1 ? input.payments[0]?.id : undefined
  const entries: EntryRow[] = []
  for (const charge of charges) entries.push(await chargeEntry(ctx, charge, { ...common, id: only }))
  if (rounding_minor !== 0) entries.push(await entryOf(ctx, { ...common, kind: 'rounding', amount: rounding_minor }))
  return entries
}

async function chargeEntry(
  ctx: Ctx,
  { method, amount, tendered_minor, change_minor, reference, bank_account_id }: Charge,
  common: { store_id: string; id: string | undefined },
): Promise<EntryRow> {
  const fee_minor = feeOf(await methodByCode(ctx, method, EXCHANGE), amount)
  const tender = { method, amount, fee_minor, tendered_minor, change_minor, reference, bank_account_id }
  return entryOf(ctx, { ...common, kind: 'charge', ...tender })
}

/** One fact a charge; the last one says whether the document is settled. */
export function paymentFacts(
  document: PayableDocument,
  entries: readonly EntryRow[],
  { due_minor, awaited }: { due_minor: number; awaited: boolean },
): Emitted[] {
  const charges = entries.filter(({ kind }) => kind === 'charge')
  return charges.map(({ id, method, amount }, at) =>
    paymentCreated({
      payment_id: id,
      document_kind: document.kind,
      document_id: document.id,
      order_id: document.id,
      customer_id: document.party_id,
      store_id: document.store_id,
      method: method ?? '',
      amount,
      due_minor,
      settled: due_minor === 0 && at === charges.length - 1,
      awaited,
    }),
  )
}
