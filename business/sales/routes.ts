import { businessOf, countryOf } from '#company'
import { takenByIds } from '#money'
import { wantedVersion, withETag } from '#platform/http/etag'
import { answer, hot, serve } from '#platform/http/serve'
import { cancelOrder } from './commands/cancel-order.ts'
import { confirmAndPay, confirmOrder } from './commands/confirm-order.ts'
import { createOrder } from './commands/create-order.ts'
import { decideQuote, orderFromQuote, sendQuote } from './commands/decide-quote.ts'
import { addItem, editItem, editOrder, removeItem } from './commands/edit-order.ts'
import { handOverOrder } from './commands/hand-over-order.ts'
import { holdCart, takeCart } from './commands/hold-cart.ts'
import { sell } from './commands/sell.ts'
import { sendReceipt } from './commands/send-receipt.ts'
import { validateOrder } from './commands/validate-order.ts'
import { editQuote, writeQuote } from './commands/write-quote.ts'
import { salesContract } from './contract.ts'
import { exportOrders } from './export-orders.ts'
import { listOrders, listSales, orderById, proposedRefunds } from './queries.ts'
import { listCarts } from './queries-carts.ts'
import { overviewOf, topProductsOf, trendOf } from './queries-dashboard.ts'
import { historyOf } from './queries-history.ts'
import { listQuotes, quoteById } from './queries-quotes.ts'
import { receiptOf, receiptOfOrder } from './queries-receipts.ts'
import { receiptHtml } from './receipt-html.ts'
import { confirmTogether } from './together/confirm.ts'
import { sellTogether } from './together/sell.ts'

export const routes = serve(salesContract, {
  'GET /api/orders': ({ ctx, query }) => listOrders(ctx, query),
  'GET /api/orders/export': ({ ctx, query, reply }) => exportOrders(ctx, reply, query),
  'POST /api/orders': async ({ ctx, body }) => withETag(await orderById(ctx, await createOrder(ctx, body))),
  'POST /api/orders/validate': ({ ctx, body }) => validateOrder(ctx, body),
  'GET /api/orders/:id': async ({ ctx, params }) => withETag(await orderById(ctx, params.id)),
  'PATCH /api/orders/:id': async ({ ctx, params, body, request }) => {
    await editOrder(ctx, params.id, body, wantedVersion(request))
    return withETag(await orderById(ctx, params.id))
  },
  'GET /api/orders/:id/items': async ({ ctx, params }) => ({ items: (await orderById(ctx, params.id)).items }),
  'POST /api/orders/:id/items': async ({ ctx, params, body }) => {
    await addItem(ctx, params.id, body)
    return withETag(await orderById(ctx, params.id))
  },
  'PATCH /api/orders/:id/items/:item_id': async ({ ctx, params, body }) => {
    await editItem(ctx, params.id, params.item_id, body)
    return withETag(await orderById(ctx, params.id))
  },
  'DELETE /api/orders/:id/items/:item_id': async ({ ctx, params }) => {
    await removeItem(ctx, params.id, params.item_id)
    return withETag(await orderById(ctx, params.id))
  },
  'POST /api/orders/:id/confirm': hot(
    ({ ctx, params, body }, claim) => confirmTogether(ctx, params.id, body, claim),
    async ({ ctx, params, body }) => {
      if (body.payments.length === 0) {
        await confirmOrder(ctx, params.id)
        return withETag(await orderById(ctx, params.id))
      }
      const payment_ids = await confirmAndPay(ctx, params.id, body)
      return withETag({ ...(await orderById(ctx, params.id)), payments: await takenByIds(ctx, payment_ids) })
    },
  ),
  'POST /api/orders/:id/hand-over': async ({ ctx, params }) => {
    await handOverOrder(ctx, params.id)
    return withETag(await orderById(ctx, params.id))
  },
  'POST /api/orders/:id/cancel': async ({ ctx, params, body }) => {
    await cancelOrder(ctx, params.id, body)
    return { ...(await orderById(ctx, params.id)), proposed_refunds: await proposedRefunds(ctx, params.id) }
  },
  'GET /api/orders/:id/history': ({ ctx, params }) => historyOf(ctx, params.id),
  'GET /api/orders/:id/receipt': ({ ctx, params }) => receiptOfOrder(ctx, params.id),
  'POST /api/orders/:id/receipt/send': async ({ ctx, params, body }) => {
    await sendReceipt(ctx, params.id, body.email)
    return { email: body.email }
  },

  'POST /api/sales': hot(
    ({ ctx, body }, claim) => sellTogether(ctx, body, claim),
    ({ ctx, body }) => sell(ctx, body),
  ),
  'GET /api/sales': ({ ctx, query }) => listSales(ctx, query),
  'GET /api/held-carts': ({ ctx, query }) => listCarts(ctx, query),
  'POST /api/held-carts': ({ ctx, body }) => holdCart(ctx, body),
  'POST /api/held-carts/:id/recall': ({ ctx, params }) => takeCart(ctx, params.id, 'recalled'),
  'DELETE /api/held-carts/:id': async ({ ctx, params }) => {
    await takeCart(ctx, params.id, 'discarded')
    return answer(undefined, { status: 204 })
  },
  'GET /api/receipts/:token': async ({ ctx, params, query, reply }) => {
    const receipt = await receiptOf(ctx, params.token)
    reply.header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex')
    if (query.format === 'json') return reply.send(receipt)
    const { amount_format } = await countryOf(ctx)
    const { language, time_zone } = await businessOf(ctx)
    return reply.type('text/html; charset=utf-8').send(receiptHtml(receipt, { language, amount_format, time_zone }))
  },

  'GET /api/quotes': ({ ctx, query }) => listQuotes(ctx, query),
  'POST /api/quotes': async ({ ctx, body }) => withETag(await quoteById(ctx, await writeQuote(ctx, body))),
  'GET /api/quotes/:id': async ({ ctx, params }) => withETag(await quoteById(ctx, params.id)),
  'PATCH /api/quotes/:id': async ({ ctx, params, body, request }) => {
    await editQuote(ctx, params.id, body, wantedVersion(request))
    return withETag(await quoteById(ctx, params.id))
  },
  'POST /api/quotes/:id/send': async ({ ctx, params, body }) => {
    await sendQuote(ctx, params.id, body)
    return quoteById(ctx, params.id)
  },
  'POST /api/quotes/:id/accept': async ({ ctx, params }) => {
    await decideQuote(ctx, params.id, 'accepted')
    return quoteById(ctx, params.id)
  },
  'POST /api/quotes/:id/decline': async ({ ctx, params, body }) => {
    await decideQuote(ctx, params.id, 'declined', body.reason ?? null)
    return quoteById(ctx, params.id)
  },
  'POST /api/quotes/:id/order': async ({ ctx, params, body }) =>
    orderById(ctx, await orderFromQuote(ctx, params.id, body)),

  'GET /api/dashboard/overview': ({ ctx, query }) => overviewOf(ctx, query),
  'GET /api/dashboard/sales-trend': ({ ctx, query }) => trendOf(ctx, query),
  'GET /api/dashboard/top-products': ({ ctx, query }) => topProductsOf(ctx, query),
})
