import { createShipment, editShipment, endPicking, pack, pick } from '#fulfilment'
import { takePayments } from '#money'
import type { Actor } from '#platform/actor'
import type { Tx } from '#platform/context'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { confirmOrder, createOrder } from '#sales'
import { type Kind, productOf, type Stage } from './stage.ts'

const MINUTE_MS = 60_000
const carriers = ['Chilexpress', 'Starken', 'Camioneta propia'] as const
/** Minutes before and after the goods leave. */
const ORDERED = -180
const PICKED = -70
const PACKED = -30
const ARRIVED = 200

/** Ordered by telephone, paid by transfer, prepared in the warehouse, and taken to the customer's door. */
export async function sendParcel(stage: Stage, tx: Tx, sale: Kind<'sale'>): Promise<void> {
  const { key, at, place, customer, document, lines } = sale
  const id = newId()
  const minute = (offset: number, by: Actor = stage.team.bodeguero.actor) =>
    livedAt(tx, new Date(Math.min(at.getTime() + offset * MINUTE_MS, stage.now.getTime())), by)
  const buyer = customer === null ? undefined : stage.customers[customer]
  const total = lines.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0)
  const seller = minute(ORDERED, tx.actor)
  const goods = lines.map((line) => ({ ...line, product_id: productOf(stage, line.sku).product_id }))
  const where = stage.places.at[place]
  await createOrder(seller, {
    ...where,
    id,
    customer_id: buyer?.id ?? null,
    document_kind: document,
    items: goods.map(({ product_id, quantity, unit_price }) => ({ product_id, quantity, unit_price })),
    channel: 'phone',
    fulfilment: 'delivery',
    ...(buyer?.address ? { delivery_address: buyer.address } : {}),
  })
  await confirmOrder(seller, id)
  await takePayments(seller, {
    document: { kind: 'order', id, total, party_id: buyer?.id ?? null, store_id: where.store_id },
    payments: [{ method: 'transfer', amount: total, reference: `TEF-${20_000 + key}` }],
    gives_change: false,
  })
  await leave(seller, minute, { id, goods, carrier: carriers[key % carriers.length] ?? carriers[0] })
  stage.sold.set(key, { id, is_cash: false, paid: total })
}

interface Leaving {
  readonly id: string
  readonly goods: readonly { product_id: string; quantity: number }[]
  readonly carrier: string
}

async function leave(seller: Tx, minute: (offset: number) => Tx, { id, goods, carrier }: Leaving): Promise<void> {
  const row = await seller.db
    .selectFrom('fulfilment.fulfilment')
    .select('id')
    .where('order_id', '=', id)
    .executeTakeFirstOrThrow()
  for (const { product_id, quantity } of goods) {
    await pick(minute(PICKED), { fulfilment_ids: [row.id], product_id, quantity })
  }
  await endPicking(minute(PACKED), row.id)
  await pack(minute(PACKED), row.id, { all: true })
  const shipment = await createShipment(minute(0), { fulfilment_id: row.id, state: 'in_transit', carrier })
  await editShipment(minute(ARRIVED), shipment, { state: 'delivered', received_by: 'Recepción' }, null)
}
