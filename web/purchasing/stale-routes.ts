import type { ReadRoute } from '../api/use-answer.ts'

/** What an act on purchases makes old, where one must not wait for the live feed. */
export const purchaseRoutes: readonly ReadRoute[] = [
  'GET /api/purchase-orders',
  'GET /api/purchase-orders/:id',
  'GET /api/reorders',
  'GET /api/supplier-summaries',
]
export const receiptRoutes: readonly ReadRoute[] = [
  ...purchaseRoutes,
  'GET /api/goods-receipts',
  'GET /api/goods-receipts/:id',
]
export const invoiceRoutes: readonly ReadRoute[] = [
  'GET /api/supplier-invoices',
  'GET /api/supplier-invoices/:id',
  'GET /api/suppliers/:id/account',
  'GET /api/goods-receipts',
  'GET /api/goods-receipts/:id',
  'GET /api/supplier-summaries',
]
export const offerRoutes: readonly ReadRoute[] = [
  'GET /api/suppliers/:id/products',
  'GET /api/suppliers/:id/unknown-codes',
  'GET /api/products/:id/suppliers',
  'GET /api/supplier-summaries',
]
export const reorderRoutes: readonly ReadRoute[] = [
  'GET /api/reorders',
  'GET /api/reorders/:id',
  'GET /api/reorders/monthly',
  'GET /api/purchase-orders',
]
