// Which answers a fact makes old: the subject of an event ("order.confirmed") names the paths to ask again.
const stale: Record<string, readonly string[]> = {
  business: ['/api/settings'],
  feature: ['/api/features'],
  store: ['/api/stores', '/api/warehouses', '/api/tills'],
  warehouse: ['/api/warehouses', '/api/stock'],
  till: ['/api/tills', '/api/till-sessions'],
  user: ['/api/users'],
  role: ['/api/roles', '/api/users'],
  person: ['/api/people', '/api/customers', '/api/suppliers'],
  customer: ['/api/people', '/api/customers'],
  supplier: ['/api/people', '/api/suppliers', '/api/supplier-summaries'],
  employee: ['/api/people'],
  sales_rep: ['/api/people', '/api/sales-reps'],
  consent: ['/api/people', '/api/customers'],
  category: ['/api/categories', '/api/products'],
  product: ['/api/products', '/api/product-families', '/api/stock', '/api/reports/kardex'],
  reservation: ['/api/stock-reservations', '/api/stock', '/api/products'],
  held_cart: ['/api/held-carts'],
  stock: ['/api/stock', '/api/products', '/api/reports/kardex', '/api/reports/stock-valuation'],
  transfer: ['/api/stock-transfers', '/api/products'],
  count: ['/api/stock-counts'],
  stock_alert: ['/api/stock-alerts'],
  bin: ['/api/bins', '/api/stock-counts', '/api/pick-list'],
  lot: ['/api/stock-lots', '/api/pick-list'],
  fulfilment: ['/api/fulfilments', '/api/pick-list', '/api/shipments'],
  shipment: ['/api/shipments', '/api/fulfilments'],
  return: ['/api/returns', '/api/orders', '/api/fulfilments'],
  order: ['/api/orders', '/api/sales', '/api/dashboard', '/api/held-carts', '/api/customers', '/api/people'],
  sale: [
    '/api/dashboard',
    '/api/orders',
    '/api/sales',
    '/api/till-sessions',
    '/api/payments',
    '/api/issued-documents',
    '/api/customer-accounts',
  ],
  quote: ['/api/quotes', '/api/dashboard'],
  payment: [
    '/api/payments',
    '/api/dashboard',
    '/api/orders',
    '/api/till-sessions',
    '/api/customers',
    '/api/customer-accounts',
  ],
  till_session: ['/api/tills', '/api/till-sessions'],
  cash: ['/api/till-sessions', '/api/payments'],
  customer_account: ['/api/customer-accounts', '/api/customers', '/api/payments'],
  document: ['/api/issued-documents', '/api/orders'],
  expense: ['/api/expenses', '/api/till-sessions'],
  reorder: ['/api/reorders'],
  purchase_order: [
    '/api/purchase-orders',
    '/api/suppliers',
    '/api/supplier-summaries',
    '/api/stock-alerts',
    '/api/products',
  ],
  goods: ['/api/goods-receipts', '/api/purchase-orders', '/api/suppliers', '/api/reorders'],
  supplier_invoice: ['/api/supplier-invoices', '/api/suppliers', '/api/supplier-summaries', '/api/goods-receipts'],
  offer: ['/api/suppliers', '/api/products', '/api/supplier-summaries'],
  import: ['/api/imports', '/api/suppliers'],
}

/** True when a query of this route should be asked again after this event. */
export function makesStale(event: string, route: string): boolean {
  const [subject = ''] = event.split('.')
  const paths = stale[subject] ?? [`/api/${subject.replaceAll('_', '-')}`]
  const path = route.split(' ')[1] ?? ''
  return paths.some((start) => path.startsWith(start))
}
