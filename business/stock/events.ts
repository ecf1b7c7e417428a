import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, QuantityOut } from '#platform/units'

const level = z.object({
  product_id: Id,
  warehouse_id: Id,
  on_hand: QuantityOut,
  reserved: QuantityOut,
  available: QuantityOut,
})

/** What a warehouse has of a product, or has promised, is no longer what it was. */
export const stockChanged = fact('stock.changed', level, { may: 'stock.see' })

/** What is available fell to the minimum or under it. */
export const stockLow = fact('stock.low', level.extend({ min_stock: QuantityOut }), { may: 'stock.see' })

const transfer = z.object({ transfer_id: Id, number: z.int(), from_warehouse_id: Id, to_warehouse_id: Id })

export const transferCreated = fact('transfer.created', transfer, { may: 'stock.see' })
export const transferChanged = fact('transfer.changed', transfer, { may: 'stock.see' })
/** The goods are on their way: they have left one end and count as incoming at the other. */
export const transferSent = fact('transfer.sent', transfer, { may: 'stock.see' })
export const transferReceived = fact('transfer.received', transfer.extend({ differences: z.int() }), {
  may: 'stock.see',
})
export const transferCancelled = fact('transfer.cancelled', transfer, { may: 'stock.see' })

const count = z.object({ count_id: Id, number: z.int(), warehouse_id: Id })

export const countOpened = fact('count.opened', count, { may: 'stock.see' })
/** Somebody counted something, or went back to the shelves. */
export const countProgressed = fact('count.progressed', count, { may: 'stock.see' })
export const countClosed = fact('count.closed', count, { may: 'stock.see' })
export const countPosted = fact('count.posted', count.extend({ differences: z.int() }), { may: 'stock.see' })
export const countCancelled = fact('count.cancelled', count, { may: 'stock.see' })

export const binsChanged = fact('bin.changed', z.object({ warehouse_id: Id }), { may: 'stock.see' })
export const lotsChanged = fact('lot.changed', z.object({ product_id: Id, warehouse_id: Id }), { may: 'stock.see' })

/** The alerts of a warehouse are no longer what they were. */
export const stockAlertsChanged = fact('stock_alert.changed', z.object({ warehouse_id: Id }), { may: 'stock.see' })
/** New ones, told once: how many of each level, and the worst of them by name. */
export const stockAlertsRaised = fact(
  'stock_alert.raised',
  z.object({
    warehouse_id: Id,
    critical: z.int(),
    high: z.int(),
    products: z.array(z.object({ product_id: Id, name: z.string(), level: z.string() })),
  }),
  { may: 'stock.see' },
)

export const facts = [
  binsChanged,
  lotsChanged,
  stockAlertsChanged,
  stockAlertsRaised,
  stockChanged,
  stockLow,
  transferCreated,
  transferChanged,
  transferSent,
  transferReceived,
  transferCancelled,
  countOpened,
  countProgressed,
  countClosed,
  countPosted,
  countCancelled,
]
