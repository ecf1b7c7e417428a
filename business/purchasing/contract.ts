import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Flag, Id, pageOf } from '#platform/units'
import { Period, suppliers } from './contract-suppliers.ts'
import {
  CancelPurchase,
  ClosePurchase,
  EditPurchase,
  NewPurchase,
  PurchaseOut,
  PurchaseStatus,
  PurchaseSummaryOut,
  SendPurchase,
} from './wire-orders.ts'
import {
  CancelInvoice,
  GoodsReceiptOut,
  InvoiceOut,
  InvoiceStatus,
  NewInvoice,
  ReceiptSummaryOut,
  ReceiveBatch,
  ReceiveGoods,
  ToReceiveOut,
} from './wire-receipts.ts'
import {
  EditReorder,
  FromAlerts,
  FromAlertsOut,
  MonthlyOut,
  NewReorder,
  OrderedOut,
  OrderReorders,
  ReorderDetailOut,
  ReorderOut,
  ReorderStatus,
} from './wire-reorders.ts'

export type { OfferOut, PerformanceOut, TermsOut, UnknownCodeOut } from './wire.ts'
export type { PurchaseOut, PurchaseSummaryOut } from './wire-orders.ts'
export type {
  GoodsReceiptOut,
  InvoiceOut,
  ReceiptSummaryOut,
  SupplierAccountOut,
  ToReceiveOut,
} from './wire-receipts.ts'
export type { ReorderDetailOut, ReorderOut } from './wire-reorders.ts'

const reorders = contract({
  'GET /api/reorders': {
    may: 'purchases.see',
    says: 'Reorder requests, newest first.',
    query: Period.extend({
      status: ReorderStatus.optional(),
      product_id: Id.optional(),
      warehouse_id: Id.optional(),
      supplier_id: Id.optional(),
    }),
    answers: { 200: pageOf(ReorderOut) },
  },
  'POST /api/reorders': {
    may: 'purchases.request',
    says: 'Ask for more of a product.',
    body: NewReorder,
    answers: { 201: ReorderDetailOut },
  },
  'POST /api/reorders/from-alerts': {
    may: 'purchases.edit',
    says: 'Ask for whatever is below its minimum and neither asked for nor on its way.',
    body: FromAlerts,
    answers: { 200: FromAlertsOut },
  },
  'POST /api/reorders/order': {
    may: 'purchases.edit',
    says: 'Make draft purchase orders of requests, one for each supplier and warehouse.',
    body: OrderReorders,
    answers: { 201: OrderedOut },
  },
  'GET /api/reorders/monthly': {
    may: 'purchases.see',
    says: 'Twelve months of reorders: requested, received, cancelled.',
    query: z.object({ warehouse_id: Id.optional() }),
    answers: { 200: MonthlyOut },
  },
  'GET /api/reorders/:id': {
    may: 'purchases.see',
    says: 'One reorder request with its history.',
    params: ById,
    answers: { 200: ReorderDetailOut },
  },
  'PATCH /api/reorders/:id': {
    may: 'purchases.edit',
    says: 'Change a request, or move it: ordered, received, cancelled.',
    params: ById,
    body: EditReorder,
    answers: { 200: ReorderDetailOut },
  },
})

const orders = contract({
  'GET /api/purchase-orders': {
    may: 'purchases.see',
    says: 'Purchase orders; `q` searches number and supplier.',
    query: Period.extend({
      status: PurchaseStatus.optional(),
      supplier_id: Id.optional(),
      warehouse_id: Id.optional(),
      to_receive: Flag.optional(),
    }),
    answers: { 200: pageOf(PurchaseSummaryOut) },
  },
  'POST /api/purchase-orders': {
    may: 'purchases.edit',
    says: 'Write a purchase order as a draft.',
    body: NewPurchase,
    answers: { 201: PurchaseOut },
  },
  'GET /api/purchase-orders/:id': {
    may: 'purchases.see',
    says: 'One purchase order with lines and receipts.',
    params: ById,
    answers: { 200: PurchaseOut },
  },
  'PATCH /api/purchase-orders/:id': {
    may: 'purchases.edit',
    says: 'Edit a draft purchase order.',
    params: ById,
    body: EditPurchase,
    answers: { 200: PurchaseOut },
  },
  'GET /api/purchase-orders/:id/to-receive': {
    may: 'purchases.receive',
    says: 'What is still to come of an order, with codes, bins and lots: what one needs at the door.',
    params: ById,
    answers: { 200: ToReceiveOut },
  },
  'GET /api/purchase-orders/:id/pdf': {
    may: 'purchases.see',
    says: 'The order as a PDF, as the supplier gets it.',
    params: ById,
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/purchase-orders/:id/send': {
    may: 'purchases.edit',
    says: 'Send the order to the supplier, as a PDF by e-mail or otherwise.',
    params: ById,
    body: SendPurchase,
    answers: { 200: PurchaseOut },
  },
  'POST /api/purchase-orders/:id/cancel': {
    may: 'purchases.edit',
    says: 'Cancel an order of which nothing came.',
    params: ById,
    body: CancelPurchase,
    answers: { 200: PurchaseOut },
  },
  'POST /api/purchase-orders/:id/close': {
    may: 'purchases.edit',
    says: 'Expect no more of an order of which a part came.',
    params: ById,
    body: ClosePurchase,
    answers: { 200: PurchaseOut },
  },
})

const goods = contract({
  'GET /api/goods-receipts': {
    may: 'purchases.see',
    says: 'Goods that came, newest first.',
    query: Period.extend({
      supplier_id: Id.optional(),
      warehouse_id: Id.optional(),
      purchase_order_id: Id.optional(),
      to_invoice: Flag.optional(),
    }),
    answers: { 200: pageOf(ReceiptSummaryOut) },
  },
  'POST /api/goods-receipts': {
    may: 'purchases.receive',
    says: 'Receive goods: on the shelf, into the ledger, and compared with the order.',
    body: ReceiveGoods,
    answers: { 201: GoodsReceiptOut },
    limit: 'counter',
  },
  'POST /api/goods-receipts/batch': {
    may: 'purchases.receive',
    says: 'Receive several orders at once: all of them or none.',
    body: ReceiveBatch,
    answers: { 201: z.object({ items: z.array(GoodsReceiptOut) }) },
    limit: 'counter',
  },
  'GET /api/goods-receipts/:id': {
    may: 'purchases.see',
    says: 'One receipt: lines, differences, and prices one may want to change.',
    params: ById,
    answers: { 200: GoodsReceiptOut },
  },
  'GET /api/supplier-invoices': {
    may: 'purchases.invoices',
    says: 'Suppliers’ invoices.',
    query: Period.extend({ supplier_id: Id.optional(), status: InvoiceStatus.optional(), overdue: Flag.optional() }),
    answers: { 200: pageOf(InvoiceOut) },
  },
  'POST /api/supplier-invoices': {
    may: 'purchases.invoices',
    says: 'Record a supplier’s invoice and match it with what was ordered and received.',
    body: NewInvoice,
    answers: { 201: InvoiceOut },
  },
  'GET /api/supplier-invoices/:id': {
    may: 'purchases.invoices',
    says: 'One supplier’s invoice.',
    params: ById,
    answers: { 200: InvoiceOut },
  },
  'POST /api/supplier-invoices/:id/cancel': {
    may: 'purchases.invoices',
    says: 'Cancel an invoice of which nothing was paid.',
    params: ById,
    body: CancelInvoice,
    answers: { 200: InvoiceOut },
  },
})

export const purchasingContract = { ...suppliers, ...reorders, ...orders, ...goods }
