import { assertCan } from '#platform/actor'
import { wantedVersion, withETag } from '#platform/http/etag'
import { answer, serve } from '#platform/http/serve'
import { attachProduct, detachProduct, editOffer, resolveCode, setTerms } from './commands/attach-product.ts'
import { cancelPurchase, closePurchase } from './commands/end-purchase.ts'
import { editReorder } from './commands/move-reorder.ts'
import { orderReorders } from './commands/order-reorders.ts'
import { paySupplier } from './commands/pay-supplier.ts'
import { receiveBatch, receiveGoods } from './commands/receive-goods.ts'
import { cancelInvoice, recordInvoice } from './commands/record-invoice.ts'
import { requestFromAlerts, requestReorder } from './commands/request-reorder.ts'
import { sendPurchase } from './commands/send-purchase.ts'
import { editPurchase, writePurchase } from './commands/write-purchase.ts'
import { purchasingContract } from './contract.ts'
import { orderPdf } from './order-pdf.ts'
import { invoiceById, listInvoices, supplierAccount } from './queries/invoices.ts'
import {
  listOffers,
  listUnknownCodes,
  offerById,
  supplierById,
  suppliersOf,
  termsOf,
  unknownCodeById,
} from './queries/offers.ts'
import { listPurchases, purchaseById, purchasesOf } from './queries/orders.ts'
import { performanceOf } from './queries/performance.ts'
import { listReceipts, receiptById } from './queries/receipts.ts'
import { listReorders, monthlyReorders, reorderById, reordersById } from './queries/reorders.ts'
import { supplierSummaries } from './queries/summaries.ts'
import { toReceive } from './queries/to-receive.ts'

export const routes = serve(purchasingContract, {
  'GET /api/supplier-summaries': async ({ ctx, query }) => ({
    items: await supplierSummaries(ctx, query.supplier_ids),
  }),
  'GET /api/suppliers/:id/terms': async ({ ctx, params }) => termsOf(ctx, (await supplierById(ctx, params.id)).id),
  'PATCH /api/suppliers/:id/terms': async ({ ctx, params, body }) => {
    await setTerms(ctx, params.id, body)
    return termsOf(ctx, (await supplierById(ctx, params.id)).id)
  },
  'GET /api/suppliers/:id/products': ({ ctx, params, query }) => listOffers(ctx, params.id, query),
  'POST /api/suppliers/:id/attach-product': async ({ ctx, params, body }) =>
    offerById(ctx, await attachProduct(ctx, params.id, body)),
  'PATCH /api/suppliers/:id/products/:offer_id': async ({ ctx, params, body }) => {
    await editOffer(ctx, params.id, params.offer_id, body)
    return offerById(ctx, params.offer_id)
  },
  'DELETE /api/suppliers/:id/products/:offer_id': async ({ ctx, params }) => {
    await detachProduct(ctx, params.id, params.offer_id)
    return answer(undefined, { status: 204 })
  },
  'GET /api/products/:id/suppliers': async ({ ctx, params }) => ({ items: await suppliersOf(ctx, params.id) }),
  'GET /api/suppliers/:id/unknown-codes': ({ ctx, params, query }) => listUnknownCodes(ctx, params.id, query),
  'POST /api/suppliers/:id/unknown-codes/:code_id/resolve': async ({ ctx, params, body }) => {
    await resolveCode(ctx, params.id, params.code_id, body)
    return unknownCodeById(ctx, params.code_id)
  },
  'GET /api/suppliers/:id/purchases': ({ ctx, params, query }) => purchasesOf(ctx, params.id, query),
  'GET /api/suppliers/:id/performance': ({ ctx, params, query }) => performanceOf(ctx, params.id, query),
  'GET /api/suppliers/:id/account': ({ ctx, params }) => supplierAccount(ctx, params.id),
  'POST /api/suppliers/:id/payments': async ({ ctx, params, body }) => {
    await paySupplier(ctx, params.id, body)
    return supplierAccount(ctx, params.id)
  },

  'GET /api/reorders': ({ ctx, query }) => listReorders(ctx, query),
  'POST /api/reorders': async ({ ctx, body }) => withETag(await reorderById(ctx, await requestReorder(ctx, body))),
  'POST /api/reorders/from-alerts': async ({ ctx, body }) => {
    const { created, already } = await requestFromAlerts(ctx, body)
    return { created: await reordersById(ctx, created), already }
  },
  'POST /api/reorders/order': async ({ ctx, body }) => {
    const ids = await orderReorders(ctx, body.reorder_ids)
    const made = await Promise.all(ids.map((id) => purchaseById(ctx, id)))
    return {
      purchase_orders: made.map(({ id, number, supplier, lines }) => ({
        id,
        number,
        supplier_name: supplier.name,
        lines,
      })),
    }
  },
  'GET /api/reorders/monthly': ({ ctx, query }) => monthlyReorders(ctx, query),
  'GET /api/reorders/:id': async ({ ctx, params }) => withETag(await reorderById(ctx, params.id)),
  'PATCH /api/reorders/:id': async ({ ctx, params, body, request }) => {
    await editReorder(ctx, params.id, body, wantedVersion(request))
    return withETag(await reorderById(ctx, params.id))
  },

  'GET /api/purchase-orders': ({ ctx, query }) => listPurchases(ctx, query),
  'POST /api/purchase-orders': async ({ ctx, body }) =>
    withETag(await purchaseById(ctx, await writePurchase(ctx, body))),
  'GET /api/purchase-orders/:id': async ({ ctx, params }) => withETag(await purchaseById(ctx, params.id)),
  'PATCH /api/purchase-orders/:id': async ({ ctx, params, body, request }) => {
    await editPurchase(ctx, params.id, body, wantedVersion(request))
    return withETag(await purchaseById(ctx, params.id))
  },
  'GET /api/purchase-orders/:id/to-receive': ({ ctx, params }) => toReceive(ctx, params.id),
  'GET /api/purchase-orders/:id/pdf': async ({ ctx, params, reply }) => {
    // The question answers 404 to whom may not see the order; a paper without prices is no order.
    const { number } = await purchaseById(ctx, params.id)
    assertCan(ctx.actor, 'costs.see')
    const pdf = await orderPdf(ctx, params.id)
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="orden-de-compra-${number}.pdf"`)
      .header('cache-control', 'private, no-store')
      .send(pdf)
  },
  'POST /api/purchase-orders/:id/send': async ({ ctx, params, body }) => {
    await sendPurchase(ctx, params.id, body)
    return withETag(await purchaseById(ctx, params.id))
  },
  'POST /api/purchase-orders/:id/cancel': async ({ ctx, params, body }) => {
    await cancelPurchase(ctx, params.id, body)
    return withETag(await purchaseById(ctx, params.id))
  },
  'POST /api/purchase-orders/:id/close': async ({ ctx, params, body }) => {
    await closePurchase(ctx, params.id, body)
    return withETag(await purchaseById(ctx, params.id))
  },

  'GET /api/goods-receipts': ({ ctx, query }) => listReceipts(ctx, query),
  'POST /api/goods-receipts': async ({ ctx, body }) => receiptById(ctx, await receiveGoods(ctx, body)),
  'POST /api/goods-receipts/batch': async ({ ctx, body }) => {
    const ids = await receiveBatch(ctx, body.receipts)
    return { items: await Promise.all(ids.map((id) => receiptById(ctx, id))) }
  },
  'GET /api/goods-receipts/:id': ({ ctx, params }) => receiptById(ctx, params.id),
  'GET /api/supplier-invoices': ({ ctx, query }) => listInvoices(ctx, query),
  'POST /api/supplier-invoices': async ({ ctx, body }) =>
    withETag(await invoiceById(ctx, await recordInvoice(ctx, body))),
  'GET /api/supplier-invoices/:id': async ({ ctx, params }) => withETag(await invoiceById(ctx, params.id)),
  'POST /api/supplier-invoices/:id/cancel': async ({ ctx, params, body }) => {
    await cancelInvoice(ctx, params.id, body)
    return withETag(await invoiceById(ctx, params.id))
  },
})
