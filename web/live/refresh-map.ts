// Which answers a fact makes old: the subject of an event ("order.confirmed") names the paths to ask again.
const stale: Record<string, readonly string[]> = {
  order: ['/api/orders', '/api/sales', '/api/customers'],
  quote: ['/api/quotes'],
  payment: ['/api/payments', '/api/orders', '/api/till-sessions', '/api/customers'],
  till: ['/api/tills', '/api/till-sessions'],
  till_session: ['/api/tills', '/api/till-sessions'],
  expense: ['/api/expenses', '/api/till-sessions'],
  stock: ['/api/stock', '/api/products', '/api/inventory', '/api/reports/kardex'],
  reservation: ['/api/stock', '/api/products'],
  alert: ['/api/stock-alerts'],
  product: ['/api/products', '/api/stock'],
  category: ['/api/categories', '/api/products'],
  price: ['/api/products', '/api/prices'],
  customer: ['/api/customers', '/api/people'],
  party: ['/api/customers', '/api/people'],
  user: ['/api/users'],
  role: ['/api/roles', '/api/users'],
  settings: ['/api/settings'],
  store: ['/api/stores', '/api/warehouses', '/api/tills'],
  warehouse: ['/api/warehouses', '/api/stock'],
  import: ['/api/imports'],
  audit: ['/api/audit'],
}

/** True when a query of this route should be asked again after this event. */
export function makesStale(event: string, route: string): boolean {
  const [subject = ''] = event.split('.')
  const paths = stale[subject] ?? [`/api/${subject}`]
  const path = route.split(' ')[1] ?? ''
  return paths.some((start) => path.startsWith(start))
}
