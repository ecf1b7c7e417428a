import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Day, Email, Flag, Id, PageQuery, pageOf, Whole } from '#platform/units'
import {
  Channel,
  EditItem,
  EditOrder,
  ItemIn,
  LineOut,
  NewOrder,
  OrderOut,
  OrderStatus,
  OrderSummaryOut,
  PaymentStatus,
} from './wire.ts'
import {
  CancelledOut,
  CancelOrder,
  ConfirmedOut,
  ConfirmOrder,
  HeldCartOut,
  HistoryOut,
  HoldCart,
  NewSale,
  SaleOut,
  ValidateOrder,
  ValidationOut,
} from './wire-counter.ts'
import {
  DeclineQuote,
  EditQuote,
  NewQuote,
  OverviewOut,
  QuoteOut,
  QuoteStatus,
  QuoteSummaryOut,
  ReceiptOut,
  SendQuote,
  TopProductsOut,
  TrendOut,
} from './wire-quotes.ts'

export type { ItemIn, LineOut, OrderOut, OrderSummaryOut } from './wire.ts'
export type { HeldCartOut, SaleOut, ValidationOut } from './wire-counter.ts'
export type { OverviewOut, QuoteOut, ReceiptOut } from './wire-quotes.ts'

const Period = PageQuery.extend({ store_id: Id.optional(), from: Day.optional(), to: Day.optional() })
const OrderFilters = Period.extend({
  status: OrderStatus.optional(),
  payment_status: PaymentStatus.optional(),
  customer_id: Id.optional(),
  warehouse_id: Id.optional(),
  number: Whole(1, 999_999_999).optional(),
  channel: Channel.optional(),
  till_session_id: Id.optional(),
  to_hand_over: Flag.optional(),
})
const OrderLine = z.object({ id: Id, item_id: Id })
const OrderAct = { params: ById, answers: { 200: OrderOut }, limit: 'counter' } as const
const QuoteAct = { params: ById, answers: { 200: QuoteOut }, limit: 'write' } as const
const Nothing = z.strictObject({})

const orders = contract({
  'GET /api/orders': {
    may: 'orders.see',
    says: 'List orders; `q` searches number, customer and document.',
    query: OrderFilters,
    answers: { 200: pageOf(OrderSummaryOut) },
  },
  'GET /api/orders/export': {
    may: 'orders.export',
    says: 'All orders that match, as CSV, XLSX or PDF.',
    query: OrderFilters.omit({ limit: true, cursor: true, count: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: null },
    raw: true,
    limit: 'export',
  },
  'POST /api/orders': {
    may: 'orders.edit',
    says: 'Create an order as a draft.',
    body: NewOrder,
    answers: { 201: OrderOut },
    limit: 'counter',
  },
  'POST /api/orders/validate': {
    may: 'orders.edit',
    says: 'Check each line against stock, and price the whole, before confirming or selling.',
    body: ValidateOrder,
    answers: { 200: ValidationOut },
    limit: 'counter',
  },
  'GET /api/orders/:id': { may: 'orders.see', says: 'One order.', params: ById, answers: { 200: OrderOut } },
  'PATCH /api/orders/:id': {
    may: 'orders.edit',
    says: 'Edit a draft; it is priced and totalled again. How the goods reach the customer may change until they leave.',
    params: ById,
    body: EditOrder,
    answers: { 200: OrderOut },
  },
  'GET /api/orders/:id/items': {
    may: 'orders.see',
    says: 'The lines of an order.',
    params: ById,
    answers: { 200: z.object({ items: z.array(LineOut) }) },
  },
  'POST /api/orders/:id/items': {
    may: 'orders.edit',
    says: 'Add a line to a draft.',
    params: ById,
    body: ItemIn.extend({ approval_token: Id.optional() }),
    answers: { 201: OrderOut },
    limit: 'counter',
  },
  'PATCH /api/orders/:id/items/:item_id': {
    may: 'orders.edit',
    says: 'Change a line of a draft.',
    params: OrderLine,
    body: EditItem,
    answers: { 200: OrderOut },
    limit: 'counter',
  },
  'DELETE /api/orders/:id/items/:item_id': {
    may: 'orders.edit',
    says: 'Take a line off a draft.',
    params: OrderLine,
    answers: { 200: OrderOut },
    limit: 'counter',
  },
  'POST /api/orders/:id/confirm': {
    ...OrderAct,
    may: 'orders.confirm',
    says: 'Confirm: every line reserved, or 409 naming each short line. With `payments` the money is taken in the same act, which needs `payments.take` too: all of it happens, or nothing.',
    body: ConfirmOrder,
    answers: { 200: ConfirmedOut },
  },
  'POST /api/orders/:id/hand-over': {
    ...OrderAct,
    may: 'orders.hand_over',
    says: 'Hand the goods over: what was reserved leaves the stock.',
    body: Nothing,
  },
  'POST /api/orders/:id/cancel': {
    ...OrderAct,
    may: 'orders.cancel',
    says: 'Cancel before hand-over: stock is released once, refunds are proposed or made.',
    body: CancelOrder,
    answers: { 200: CancelledOut },
  },
  'GET /api/orders/:id/history': {
    may: 'orders.see',
    says: 'Who did what to the order, and when.',
    params: ById,
    answers: { 200: HistoryOut },
  },
  'GET /api/orders/:id/receipt': {
    may: 'orders.see',
    says: 'The receipt, with the public link that shows it.',
    params: ById,
    answers: { 200: ReceiptOut.extend({ token: z.string(), path: z.string() }) },
  },
  'POST /api/orders/:id/receipt/send': {
    may: 'orders.see',
    says: 'Send the receipt by e-mail.',
    params: ById,
    body: z.strictObject({ email: Email }),
    answers: { 202: z.object({ email: z.string() }) },
  },
})

const counter = contract({
  'POST /api/sales': {
    may: 'sales.sell',
    says: 'Counter sale in one call: lines, payments, stock, document.',
    body: NewSale,
    answers: { 201: SaleOut },
    limit: 'counter',
  },
  'GET /api/sales': {
    may: 'orders.see',
    says: 'The day list: orders sold (confirmed or completed) in a period, newest first.',
    query: OrderFilters.omit({ status: true, to_hand_over: true }),
    answers: { 200: pageOf(OrderSummaryOut) },
  },
  'GET /api/held-carts': {
    may: 'sales.sell',
    says: 'Carts on hold, shared by the tills of a store.',
    query: PageQuery.extend({ store_id: Id.optional() }),
    answers: { 200: pageOf(HeldCartOut) },
  },
  'POST /api/held-carts': {
    may: 'sales.sell',
    says: 'Put a cart on hold.',
    body: HoldCart,
    answers: { 201: HeldCartOut },
    limit: 'counter',
  },
  'POST /api/held-carts/:id/recall': {
    may: 'sales.sell',
    says: 'Take a cart off hold: one till gets it.',
    params: ById,
    body: Nothing,
    answers: { 200: HeldCartOut },
    limit: 'counter',
  },
  'DELETE /api/held-carts/:id': {
    may: 'sales.sell',
    says: 'Discard a cart on hold.',
    params: ById,
    answers: { 204: null },
  },
  'GET /api/receipts/:token': {
    may: 'link',
    says: 'A receipt by its link, printable at 80 mm (`?format=json` gives its data).',
    params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/) }),
    query: z.object({ format: z.enum(['html', 'json']).default('html') }),
    answers: { 200: ReceiptOut },
    raw: true,
    limit: 'anonymous',
  },
})

const quotes = contract({
  'GET /api/quotes': {
    may: 'quotes.see',
    says: 'List quotes, newest first.',
    query: Period.extend({ status: QuoteStatus.optional(), customer_id: Id.optional() }),
    answers: { 200: pageOf(QuoteSummaryOut) },
  },
  'POST /api/quotes': {
    may: 'quotes.edit',
    says: 'Write a quote.',
    body: NewQuote,
    answers: { 201: QuoteOut },
  },
  'GET /api/quotes/:id': { may: 'quotes.see', says: 'One quote.', params: ById, answers: { 200: QuoteOut } },
  'PATCH /api/quotes/:id': {
    may: 'quotes.edit',
    says: 'Edit a quote that was not sent.',
    params: ById,
    body: EditQuote,
    answers: { 200: QuoteOut },
  },
  'POST /api/quotes/:id/send': {
    ...QuoteAct,
    may: 'quotes.edit',
    says: 'Mark as sent; by e-mail when one is given.',
    body: SendQuote,
  },
  'POST /api/quotes/:id/accept': { ...QuoteAct, may: 'quotes.edit', says: 'The customer accepts.', body: Nothing },
  'POST /api/quotes/:id/decline': {
    ...QuoteAct,
    may: 'quotes.edit',
    says: 'The customer declines.',
    body: DeclineQuote,
  },
  'POST /api/quotes/:id/order': {
    may: 'quotes.edit',
    says: 'Make an order of an accepted quote, at the quoted prices.',
    params: ById,
    body: z.strictObject({ id: Id.optional() }),
    answers: { 201: OrderOut },
  },
})

const dashboard = contract({
  'GET /api/dashboard/overview': {
    may: 'dashboard.see',
    says: 'Sales of today, this week, month and year, each beside the same stretch before.',
    query: z.object({ store_id: Id.optional() }),
    answers: { 200: OverviewOut },
  },
  'GET /api/dashboard/sales-trend': {
    may: 'dashboard.see',
    says: 'Sales by day, week or month, with zeros for days without sales.',
    query: z.object({
      store_id: Id.optional(),
      by: z.enum(['day', 'week', 'month']).default('day'),
      days: Whole(1, 1100).optional(),
      from: Day.optional(),
      to: Day.optional(),
    }),
    answers: { 200: TrendOut },
  },
  'GET /api/dashboard/top-products': {
    may: 'dashboard.see',
    says: 'Best sellers of a period.',
    query: z.object({
      store_id: Id.optional(),
      days: Whole(1, 1100).optional(),
      limit: Whole(1, 100).optional(),
      by: z.enum(['sales', 'units']).default('sales'),
    }),
    answers: { 200: TopProductsOut },
  },
})

export const salesContract = { ...orders, ...counter, ...quotes, ...dashboard }
