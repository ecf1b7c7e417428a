import type { Ctx } from '#platform/context'
import { remember } from '#platform/database/remember'
import { shareOf } from '#platform/money'
import { refusePayment } from './refusals.ts'
import type { Tender } from './settlement.ts'
import { PaymentMethodOut, type PaymentPart } from './wire.ts'

/** Asked by every sale, changed a few times a year. */
const TTL_MS = 1000

export const methodsOf = remember(TTL_MS, async (ctx) => {
  const rows = await ctx.db.selectFrom('money.method').selectAll().orderBy('position').orderBy('code').execute()
  return rows.map((row) => PaymentMethodOut.parse(row))
})

/** What an exchange sets off: goods taken back against goods taken along. Never a tender that a person can choose. */
export const EXCHANGE = 'exchange'

export async function methodByCode(ctx: Ctx, code: string, also?: 'exchange'): Promise<PaymentMethodOut> {
  const method = (await methodsOf(ctx)).find((one) => one.code === code && (one.is_active || code === also))
  if (!method) throw refusePayment.unknownMethod({ method: code })
  return method
}

/** The parts of a payment with what their method is; refuses one that is unknown or lacks its reference. */
export async function tendersOf(
  ctx: Ctx,
  parts: readonly (PaymentPart & { tendered_minor?: number | undefined })[],
  also?: 'exchange',
): Promise<Tender[]> {
  const tenders: Tender[] = []
  for (const part of parts) {
    const { kind, needs_reference } = await methodByCode(ctx, part.method, also)
    if (needs_reference && part.reference === undefined) throw refusePayment.referenceNeeded({ method: part.method })
    if (kind !== 'cash' && part.tendered_minor !== undefined) throw refusePayment.changeOnlyOfCash()
    tenders.push({ ...part, kind })
  }
  return tenders
}

/** What the method itself costs the shop, such as the card's commission. */
export function feeOf(method: PaymentMethodOut, amount: number): number {
  return shareOf(amount, method.fee_basis_points) + method.fee_fixed_minor
}
