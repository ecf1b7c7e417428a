import { expect, test } from 'vitest'
import { modules } from '../../bin/modules.ts'
import { openShop } from '../support/open-shop.ts'

/** The paths that integrators were promised, as far as the rooms that answer them stand. One meaning each, for ever. */
const promised = `
POST /api/auth/login
POST /api/auth/refresh
POST /api/auth/logout
POST /api/auth/register
GET /api/auth/profile
PATCH /api/auth/profile
GET /api/auth/profile/permissions
GET /api/suppliers/:id/products
POST /api/suppliers/:id/attach-product
GET /api/suppliers/:id/purchases
GET /api/suppliers/:id/performance
GET /api/reorders
POST /api/reorders
GET /api/reorders/:id
PATCH /api/reorders/:id
GET /api/users
POST /api/users
GET /api/users/:id
PATCH /api/users/:id
GET /api/users/:id/sessions
GET /api/roles
POST /api/roles
PATCH /api/roles/:id
GET /api/permissions
GET /api/stores
GET /api/people
POST /api/people
GET /api/people/:id
PATCH /api/people/:id
DELETE /api/people/:id
GET /api/customers
POST /api/customers
GET /api/customers/:id
PATCH /api/customers/:id
DELETE /api/customers/:id
GET /api/customers/search
GET /api/employees
POST /api/employees
GET /api/employees/:id
PATCH /api/employees/:id
DELETE /api/employees/:id
GET /api/sales-reps
POST /api/sales-reps
GET /api/sales-reps/:id
PATCH /api/sales-reps/:id
DELETE /api/sales-reps/:id
GET /api/products
POST /api/products
GET /api/products/:id
PATCH /api/products/:id
DELETE /api/products/:id
GET /api/products/:id/stock-by-warehouse
POST /api/products/:id/adjust-stock
GET /api/categories
POST /api/categories
GET /api/categories/:id
PATCH /api/categories/:id
DELETE /api/categories/:id
GET /api/warehouses
POST /api/warehouses
GET /api/warehouses/:id
PATCH /api/warehouses/:id
DELETE /api/warehouses/:id
GET /api/stock-movements
POST /api/stock-movements
GET /api/stock-alerts
GET /api/stock-alerts/count
GET /api/stock-reservations
POST /api/stock-reservations
POST /api/stock-reservations/:id/confirm
POST /api/stock-reservations/:id/release
GET /api/suppliers
POST /api/suppliers
GET /api/suppliers/:id
PATCH /api/suppliers/:id
DELETE /api/suppliers/:id
GET /api/orders
POST /api/orders
GET /api/orders/:id
PATCH /api/orders/:id
POST /api/orders/:id/confirm
POST /api/orders/:id/cancel
GET /api/orders/:id/items
POST /api/orders/:id/items
GET /api/shipments
POST /api/shipments
GET /api/shipments/:id
PATCH /api/shipments/:id
GET /api/fulfilments
POST /api/fulfilments
GET /api/fulfilments/:number
PATCH /api/fulfilments/:number
DELETE /api/fulfilments/:number
GET /api/returns
GET /api/payments
POST /api/payments
GET /api/payments/:id
GET /api/order-events
POST /api/sales
GET /api/metrics/prometheus
GET /api/dashboard/overview
GET /api/dashboard/sales-trend
GET /api/dashboard/top-products
GET /api/reports/kardex
GET /api/reports/stock
GET /api/audit-logs
GET /api/jobs/status
GET /api/jobs/scheduled
GET /api/jobs/active
GET /api/jobs/runs
GET /api/cache/stats
POST /api/cache/clear
GET /api/health
GET /api/health/full
GET /api/health/live
GET /api/health/ready
WS /api/ws
GET /api/setup
POST /api/setup
POST /api/auth/password
POST /api/auth/password-resets
POST /api/auth/password-resets/:token
GET /api/auth/sessions
DELETE /api/auth/sessions/:id
GET /api/settings
PATCH /api/settings
GET /api/tills
POST /api/tills
GET /api/till-sessions
POST /api/till-sessions
GET /api/till-sessions/:id
POST /api/till-sessions/:id/cash-in
POST /api/till-sessions/:id/cash-out
POST /api/till-sessions/:id/close
POST /api/till-sessions/:id/settle
GET /api/expenses
POST /api/expenses
POST /api/payments/:id/refund
GET /api/payment-methods
POST /api/orders/:id/hand-over
GET /api/orders/:id/history
GET /api/quotes
POST /api/quotes
POST /api/quotes/:id/send
POST /api/quotes/:id/accept
POST /api/quotes/:id/decline
GET /api/imports
POST /api/imports
GET /api/imports/:id
POST /api/imports/:id/run
POST /api/imports/:id/undo
GET /api/events
GET /api/health/books
`

test('every promised path answers, with the trailing slash too', async () => {
  const shop = await openShop()
  await shop.http.ready()
  const missing: string[] = []
  for (const line of promised.trim().split('\n')) {
    const [method = '', path = ''] = line.split(' ')
    if (!shop.http.hasRoute({ method: (method === 'WS' ? 'GET' : method) as 'GET', url: path })) missing.push(line)
  }
  expect(missing).toEqual([])
  expect((await shop.owner.get('/api/products/')).status).toBe(200)
})

test('at most twelve doors are open to all; links and the first run stand apart', () => {
  const open = modules.flatMap(({ routes }) => routes.flatMap(({ contract }) => Object.entries(contract)))
  const may = (kind: string) => open.filter(([, route]) => route.may === kind).map(([key]) => key)
  expect(may('public').length).toBeLessThanOrEqual(12)
  expect(may('link').every((key) => key.includes(':token'))).toBe(true)
  expect(may('before-setup')).toEqual(['POST /api/setup'])
})
