import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, QuantityOut } from '#platform/units'

const may = { may: 'purchases.see' }

const Reorder = z.object({
  reorder_id: Id,
  number: z.int(),
  status: z.string(),
  product_id: Id,
  store_id: Id,
  warehouse_id: Id,
})
export const reorderChanged = fact('reorder.changed', Reorder, may)

const Purchase = z.object({
  purchase_order_id: Id,
  number: z.int(),
  status: z.string(),
  supplier_id: Id,
  store_id: Id,
  warehouse_id: Id,
})
export const purchaseChanged = fact('purchase_order.changed', Purchase, may)

export const goodsReceived = fact(
  'goods.received',
  z.object({
    receipt_id: Id,
    number: z.int(),
    purchase_order_id: Id.nullable(),
    supplier_id: Id,
    store_id: Id,
    warehouse_id: Id,
    units: QuantityOut,
    product_ids: z.array(Id),
  }),
  may,
)

export const invoiceChanged = fact(
  'supplier_invoice.changed',
  z.object({ invoice_id: Id, supplier_id: Id, store_id: Id, status: z.string() }),
  { may: 'purchases.invoices' },
)

export const offerChanged = fact('offer.changed', z.object({ supplier_id: Id }), { may: 'suppliers.see' })

export const facts = [reorderChanged, purchaseChanged, goodsReceived, invoiceChanged, offerChanged] as const
