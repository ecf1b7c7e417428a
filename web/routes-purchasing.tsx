import type { PageEntry } from './routes.tsx'

/** The pages of buying: part of the URL map. */
export const purchasingPages: readonly PageEntry[] = [
  {
    path: '/compras',
    place: 'room',
    may: 'purchases.see',
    load: () => import('./purchasing/orders/purchases-page.tsx').then((page) => page.PurchasesPage),
  },
  {
    path: '/compras/nueva',
    place: 'room',
    may: 'purchases.edit',
    load: () => import('./purchasing/orders/purchase-form-page.tsx').then((page) => page.NewPurchasePage),
  },
  {
    path: '/compras/$id',
    place: 'room',
    may: 'purchases.see',
    load: () => import('./purchasing/orders/purchase-page.tsx').then((page) => page.PurchasePage),
  },
  {
    path: '/compras/$id/editar',
    place: 'room',
    may: 'purchases.edit',
    load: () => import('./purchasing/orders/purchase-form-page.tsx').then((page) => page.EditPurchasePage),
  },
  {
    path: '/proveedores',
    place: 'room',
    may: 'suppliers.see',
    load: () => import('./purchasing/suppliers/suppliers-page.tsx').then((page) => page.SuppliersPage),
  },
  {
    path: '/proveedores/nuevo',
    place: 'room',
    may: 'suppliers.change',
    load: () => import('./purchasing/suppliers/supplier-form-page.tsx').then((page) => page.NewSupplierPage),
  },
  {
    path: '/proveedores/$id',
    place: 'room',
    may: 'suppliers.see',
    load: () => import('./purchasing/suppliers/supplier-page.tsx').then((page) => page.SupplierPage),
  },
  {
    path: '/proveedores/$id/editar',
    place: 'room',
    may: 'suppliers.change',
    load: () => import('./purchasing/suppliers/supplier-form-page.tsx').then((page) => page.EditSupplierPage),
  },
  {
    path: '/compras/recepciones',
    place: 'room',
    may: 'purchases.see',
    load: () => import('./purchasing/receipts/receipts-page.tsx').then((page) => page.ReceiptsPage),
  },
  {
    path: '/compras/recepciones/$id',
    place: 'room',
    may: 'purchases.see',
    load: () => import('./purchasing/receipts/receipt-page.tsx').then((page) => page.ReceiptPage),
  },
  {
    path: '/compras/facturas',
    place: 'room',
    may: 'purchases.invoices',
    load: () => import('./purchasing/invoices/invoices-page.tsx').then((page) => page.InvoicesPage),
  },
  {
    path: '/compras/facturas/nueva',
    place: 'room',
    may: 'purchases.invoices',
    load: () => import('./purchasing/invoices/invoice-form-page.tsx').then((page) => page.NewInvoicePage),
  },
  {
    path: '/compras/facturas/$id',
    place: 'room',
    may: 'purchases.invoices',
    load: () => import('./purchasing/invoices/invoice-page.tsx').then((page) => page.InvoicePage),
  },
  {
    path: '/reordenes',
    place: 'room',
    may: 'purchases.see',
    load: () => import('./purchasing/reorders/reorders-page.tsx').then((page) => page.ReordersPage),
  },
  {
    path: '/bodega/recibir',
    place: 'room',
    may: 'purchases.receive',
    load: () => import('./purchasing/receiving/receiving-page.tsx').then((page) => page.ReceivingPage),
  },
  {
    path: '/bodega/recibir/sin-orden',
    place: 'task',
    may: 'purchases.receive',
    load: () => import('./purchasing/receiving/receive-page.tsx').then((page) => page.ReceiveLoosePage),
  },
  {
    path: '/bodega/recibir/$id',
    place: 'task',
    may: 'purchases.receive',
    load: () => import('./purchasing/receiving/receive-page.tsx').then((page) => page.ReceivePage),
  },
]
