import { amountSaid, businessOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { roundCash } from '#platform/money'
import { approvedBy } from '../approval.ts'
import { EXCHANGE, methodByCode } from '../methods.ts'
import { balanceById } from '../queries.ts'
import { refusePayment } from '../refusals.ts'
import type { PaymentMethodOut } from '../wire.ts'
import { type Refunded, refundableOf, refundNow } from './refund-payment.ts'

/** A part of what goes back: out of which payment, in which tender, and what coins cannot pay of it. */
export interface RefundPart {
  readonly payment_id: string
  readonly method: string
  readonly amount: number
  readonly rounding_minor: number
}

export interface GiveBack {
  readonly document_id: string
  readonly amount: number
  readonly reason: string
  /** Another tender for all of it; each payment's own without it. */
  readonly method?: string | undefined
  readonly till_session_id?: string | undefined
  /** Somebody already answered for it, such as the supervisor of a return. */
  readonly authorised_by?: string | null | undefined
  /** Set off against another document instead of paid out. */
  readonly is_exchange?: boolean | undefined
}

/**
 * How an amount of a document would go back: each payment in its own tender, oldest first; fiado lowers the debt as far
 * as it is still open and the rest becomes credit in the customer's favour. The last of the money takes its rounding along.
 */
export async function refundPlan(
  ctx: Ctx,
  input: Pick<GiveBack, 'document_id' | 'amount' | 'method' | 'is_exchange'>,
): Promise<RefundPart[]> {
  const { document_id, amount, method } = input
  const payments = await refundableOf(ctx, document_id)
  const { cash_rounding_minor } = await businessOf(ctx)
  const isAll = amount >= (await keptOf(ctx, document_id))
  const parts: RefundPart[] = []
  let left = amount
  for (const [at, payment] of payments.entries()) {
    const isLast = at === payments.length - 1
    const share = isAll ? payment.amount : isLast ? left : Math.min(left, payment.amount)
    if (share <= 0) continue
    const own = input.is_exchange
      ? await methodByCode(ctx, EXCHANGE, EXCHANGE)
      : await methodByCode(ctx, method ?? payment.method)
    for (const [tender, part] of await tendersOf(ctx, document_id, own, share)) {
      const given = Math.min(isAll ? part : coinsOf(tender, part, cash_rounding_minor), payment.amount)
      const rounding_minor = isAll ? 0 : part - given
      parts.push({ payment_id: payment.payment_id, method: tender.code, amount: given, rounding_minor })
    }
    left -= share
  }
  return parts
}

const coinsOf = ({ kind }: PaymentMethodOut, amount: number, multiple: number) =>
  kind === 'cash' ? roundCash(amount, multiple) || amount : amount

/** Fiado gives back debt while there is some of this document, then credit in the customer's favour. */
async function tendersOf(
  ctx: Ctx,
  document_id: string,
  method: PaymentMethodOut,
  amount: number,
): Promise<[PaymentMethodOut, number][]> {
  if (method.kind !== 'credit') return [[method, amount]]
  const debt = await ctx.db
    .selectFrom('money.debt')
    .select('open_minor')
    .where('document_id', '=', document_id)
    .executeTakeFirst()
  const owed = Math.min(amount, debt?.open_minor ?? 0)
  const parts: [PaymentMethodOut, number][] = [
    [method, owed],
    [await methodByCode(ctx, 'store_credit'), amount - owed],
  ]
  return parts.filter(([, part]) => part > 0)
}

async function keptOf(ctx: Ctx, document_id: string): Promise<number> {
  const balance = await balanceById(ctx, document_id)
  return balance === undefined ? 0 : balance.paid_minor - balance.refunded_minor
}

/** Gives an amount of a document back without a nota de crédito: the caller says what the document asks for afterwards. */
export async function giveBack(tx: Tx, input: GiveBack): Promise<Refunded[]> {
  const { document_id, amount, reason, till_session_id } = input
  const authorised_by =
    input.authorised_by === undefined
      ? await approvedBy(tx, { permission: 'payments.refund', document_id, approval_token: undefined })
      : input.authorised_by
  const isAll = amount >= (await keptOf(tx, document_id))
  const refunds: Refunded[] = []
  let given = 0
  for (const part of await refundPlan(tx, input)) {
    const { rounding_minor, ...refund } = part
    const rounding = isAll ? {} : { rounding_minor }
    const options = {
      ...refund,
      ...rounding,
      reason,
      till_session_id,
      credit_note: false,
      ...(input.is_exchange === undefined ? {} : { is_exchange: input.is_exchange }),
    }
    refunds.push(await refundNow(tx, part.payment_id, options, authorised_by))
    given += part.amount + rounding_minor
  }
  if (!isAll && given < amount) {
    throw refusePayment.aboveRefundable({ refundable_minor: given, refundable_text: await amountSaid(tx, given) })
  }
  return refunds
}
