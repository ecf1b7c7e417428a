import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { announce } from '../announce.ts'
import { orderUpdated } from '../events.ts'
import { assertWaits } from '../order.ts'
import { lockOrder, updateOrder } from '../records.ts'
import type { EditOrder } from '../wire.ts'

type Delivery = Pick<EditOrder, 'fulfilment' | 'delivery_address'>
const FIELDS: ReadonlySet<string> = new Set<keyof Delivery>(['fulfilment', 'delivery_address'])

/** Whether a change only says how the goods reach the customer: that may be decided until they leave. */
export function isDelivery(change: EditOrder): boolean {
  const named = Object.entries(change).filter(([, value]) => value !== undefined)
  return named.length > 0 && named.every(([field]) => FIELDS.has(field))
}

/** Says how and where the goods of an order reach the customer, while it is a draft or still waits. */
export async function redirectOrder(ctx: Ctx, id: string, change: Delivery, wanted: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const { order } = await lockOrder(tx, id)
    assertVersion(wanted, order)
    assertWaits(order)
    const { fulfilment, delivery_address } = order
    const after = {
      fulfilment: change.fulfilment ?? fulfilment,
      delivery_address: change.delivery_address === undefined ? delivery_address : change.delivery_address,
    }
    await updateOrder(tx, id, after)
    await announce(
      tx,
      orderUpdated,
      { ...order, fulfilment: after.fulfilment },
      { before: { fulfilment, delivery_address }, after },
    )
  })
}
