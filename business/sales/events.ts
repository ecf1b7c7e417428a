import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, MinorOut } from '#platform/units'

const may = { may: 'orders.see' }
const Order = z.object({
  order_id: Id,
  number: z.int(),
  status: z.string(),
  /** How the goods reach the customer: `delivery` is news for the warehouse. */
  fulfilment: z.string(),
  store_id: Id,
  warehouse_id: Id,
  customer_id: Id.nullable(),
  total: MinorOut,
})
export const orderCreated = fact('order.created', Order, may)
export const orderUpdated = fact('order.updated', Order, may)
export const orderConfirmed = fact('order.confirmed', Order, may)
export const orderHandedOver = fact('order.handed_over', Order, may)
export const orderCompleted = fact('order.completed', Order, may)
export const orderCancelled = fact('order.cancelled', Order, may)

/** A counter sale: paid and handed over as it was born. */
export const saleCreated = fact('sale.created', Order.extend({ document_label: z.string() }), may)

const Cart = z.object({ held_cart_id: Id, store_id: Id, warehouse_id: Id })
export const cartHeld = fact('held_cart.created', Cart, { may: 'sales.sell' })
export const cartEnded = fact('held_cart.ended', Cart.extend({ ended_as: z.string() }), { may: 'sales.sell' })

const Quote = z.object({ quote_id: Id, number: z.int(), status: z.string(), store_id: Id, customer_id: Id.nullable() })
export const quoteChanged = fact('quote.changed', Quote, { may: 'quotes.see' })

export const facts = [
  orderCreated,
  orderUpdated,
  orderConfirmed,
  orderHandedOver,
  orderCompleted,
  orderCancelled,
  saleCreated,
  cartHeld,
  cartEnded,
  quoteChanged,
] as const
