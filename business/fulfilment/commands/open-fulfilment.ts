import { randomBytes } from 'node:crypto'
import { assertCan } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { confirmOrder, createOrder, orderById, type orderConfirmed, redirectOrder } from '#sales'
import { step } from '../move.ts'
import { type FulfilmentRow, insertFulfilment, insertTracking } from '../records.ts'
import { refuseFulfilment } from '../refusals.ts'
import type { NewFulfilment } from '../wire.ts'

/** An order should leave within a day unless somebody promises another time. */
const PROMISE_MS = 24 * 3_600_000

type Confirmed = Parameters<typeof orderConfirmed>[0]

/** An order confirmed for delivery enters the warehouse, in the same transaction. */
export async function receiveOrder(tx: Tx, fact: Pick<Confirmed, 'order_id' | 'fulfilment'>): Promise<void> {
  if (fact.fulfilment !== 'delivery') return
  const order = await orderOf(tx, fact.order_id)
  const lines = await tx.db
    .selectFrom('sales.line')
    .select(['id as order_line_id', 'position', 'product_id', 'sku', 'name', 'unit', 'tracks_stock', 'quantity'])
    .where('order_id', '=', fact.order_id)
    .orderBy('position')
    .execute()
  const row = await insertFulfilment(
    tx,
    {
      id: newId(),
      order_id: fact.order_id,
      store_id: order.store_id,
      warehouse_id: order.warehouse_id,
      state: 'received',
      due_at: new Date(tx.now().getTime() + PROMISE_MS),
      delivery_address: order.delivery_address,
    },
    lines.map((line) => ({ ...line, id: newId(), ...readyOf(line) })),
  )
  await insertTracking(tx, fact.order_id, newTrackingCode())
  await step(tx, row, [{ act: 'received', to_state: 'received' }])
}

/** 128 random bits: a link that nobody guesses. */
const newTrackingCode = (): string => randomBytes(16).toString('base64url')

/** What lies on no shelf needs no picking: it goes along with the rest. */
const readyOf = ({ tracks_stock, quantity }: { tracks_stock: boolean; quantity: number }) =>
  tracks_stock ? {} : { picked: quantity, packed: quantity }

async function orderOf(tx: Tx, id: string) {
  return tx.db
    .selectFrom('sales.order')
    .select(['store_id', 'warehouse_id', 'delivery_address'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Sends an order to the warehouse: one that was to be picked up, or a new one for a known customer. Gives its id. */
export async function createFulfilment(ctx: Ctx, input: NewFulfilment): Promise<string> {
  const { order_id, customer_id, items = [] } = input
  if ((order_id === undefined) === (customer_id === undefined || items.length === 0)) {
    throw refuseFulfilment.orderOrCustomer()
  }
  return transact(ctx, async (tx) => {
    const id = order_id ?? (await orderFor(tx, input, items))
    if (order_id !== undefined) {
      await orderById(tx, order_id)
      const { delivery_address } = input
      await redirectOrder(tx, order_id, { fulfilment: 'delivery', delivery_address }, null)
    }
    const row = await tx.db
      .selectFrom('fulfilment.fulfilment')
      .select('id')
      .where('order_id', '=', id)
      .where('state', '<>', 'cancelled')
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    if (!row) throw refuseFulfilment.notConfirmed()
    return row.id
  })
}

async function orderFor(
  tx: Tx,
  input: NewFulfilment,
  items: readonly { product_id: string; quantity: number }[],
): Promise<string> {
  assertCan(tx.actor, 'orders.edit')
  assertCan(tx.actor, 'orders.confirm')
  const { customer_id, store_id, warehouse_id, delivery_address, notes } = input
  const place = { store_id, warehouse_id, delivery_address, notes }
  const terms = { channel: 'phone', fulfilment: 'delivery' } as const
  const id = await createOrder(tx, { ...place, ...terms, id: input.id, customer_id, items: [...items] })
  await confirmOrder(tx, id)
  return id
}

/** A part of an order that goes its own way: another time, or another warehouse. */
export async function openPart(
  tx: Tx,
  from: FulfilmentRow,
  part: {
    readonly warehouse?: { readonly id: string; readonly store_id: string }
    readonly waits_for_stock?: boolean
    readonly lines: readonly Omit<Parameters<typeof insertFulfilment>[2][number], 'id'>[]
    readonly note: string
  },
): Promise<FulfilmentRow> {
  const row = await insertFulfilment(
    tx,
    {
      id: newId(),
      order_id: from.order_id,
      store_id: part.warehouse?.store_id ?? from.store_id,
      warehouse_id: part.warehouse?.id ?? from.warehouse_id,
      state: 'received',
      waits_for_stock: part.waits_for_stock ?? false,
      due_at: from.due_at,
      delivery_address: from.delivery_address,
    },
    part.lines.map((line) => ({ ...line, id: newId() })),
  )
  await step(tx, row, [{ act: 'received', to_state: 'received', note: part.note }])
  return row
}
