import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { EXCHANGE, methodsOf } from '../methods.ts'
import { insertMethod, updateMethod } from '../records.ts'
import { refuseMethod } from '../refusals.ts'
import type { EditPaymentMethod, NewPaymentMethod, PaymentMethodOut } from '../wire.ts'

export async function addMethod(ctx: Ctx, input: z.output<typeof NewPaymentMethod>): Promise<PaymentMethodOut> {
  return transact(ctx, async (tx) => {
    await insertMethod(tx, input)
    methodsOf.forget(tx)
    tx.audit({
      action: 'payment_method.created',
      thing: 'payment_method',
      thing_id: input.code,
      label: input.name,
      after: input,
    })
    return methodNow(tx, input.code)
  })
}

export async function editMethod(
  ctx: Ctx,
  code: string,
  change: z.output<typeof EditPaymentMethod>,
  wanted: string | null,
): Promise<PaymentMethodOut> {
  return transact(ctx, async (tx) => {
    methodsOf.forget(tx)
    const before = await methodNow(tx, code)
    assertVersion(wanted, before)
    if (code === 'cash' && change.is_active === false) throw refuseMethod.cashStays()
    await updateMethod(tx, code, given(change))
    const after = await methodNow(tx, code)
    tx.audit({
      action: 'payment_method.changed',
      thing: 'payment_method',
      thing_id: code,
      label: after.name,
      before,
      after,
    })
    return after
  })
}

async function methodNow(ctx: Ctx, code: string): Promise<PaymentMethodOut> {
  const method = (await methodsOf(ctx)).find((one) => one.code === code && code !== EXCHANGE)
  if (!method) throw refuseMethod.notFound({ code })
  return method
}
