import type { ComponentType } from 'react'
import { purchasingPages } from './routes-purchasing.tsx'
import { warehousePages } from './routes-warehouse.tsx'

export type PageProps = { params: Readonly<Record<string, string>> }

/**
 * - `door`: before sign-in, opened without router and query cache, so that the first screen is light;
 * - `room`: inside the frame with rail and head;
 * - `task`: the whole screen for one task (the till), signed in.
 */
export type Place = 'door' | 'room' | 'task'

export type PageEntry = {
  path: string
  place: Place
  /** The permission without which the page says so instead of failing. */
  may?: string
  load: () => Promise<ComponentType<PageProps>>
}

/** The whole URL map: one line a page. */
export const pages: readonly PageEntry[] = [
  {
    path: '/login',
    place: 'door',
    load: () => import('./people/sign-in/sign-in-page.tsx').then((page) => page.SignInPage),
  },
  {
    path: '/clave',
    place: 'door',
    load: () => import('./people/sign-in/forgot-page.tsx').then((page) => page.ForgotPage),
  },
  {
    path: '/clave/$token',
    place: 'door',
    load: () => import('./people/sign-in/reset-page.tsx').then((page) => page.ResetPage),
  },
  { path: '/primer-uso', place: 'door', load: () => import('./setup/setup-page.tsx').then((page) => page.SetupPage) },
  {
    path: '/',
    place: 'room',
    may: 'dashboard.see',
    load: () => import('./sales/today/today-page.tsx').then((page) => page.TodayPage),
  },
  {
    path: '/caja',
    place: 'task',
    may: 'sales.sell',
    load: () => import('./sales/till/till-page.tsx').then((page) => page.TillPage),
  },
  {
    path: '/ventas',
    place: 'room',
    may: 'orders.see',
    load: () => import('./sales/orders/orders-page.tsx').then((page) => page.OrdersPage),
  },
  {
    path: '/ventas/nueva',
    place: 'room',
    may: 'orders.edit',
    load: () => import('./sales/orders/new-order-page.tsx').then((page) => page.NewOrderPage),
  },
  {
    path: '/ventas/retenidas',
    place: 'room',
    may: 'sales.sell',
    load: () => import('./sales/orders/held-page.tsx').then((page) => page.HeldPage),
  },
  {
    path: '/ventas/$id',
    place: 'room',
    may: 'orders.see',
    load: () => import('./sales/orders/order-page.tsx').then((page) => page.OrderPage),
  },
  {
    path: '/cotizaciones',
    place: 'room',
    may: 'quotes.see',
    load: () => import('./sales/quotes/quotes-page.tsx').then((page) => page.QuotesPage),
  },
  {
    path: '/cotizaciones/nueva',
    place: 'room',
    may: 'quotes.edit',
    load: () => import('./sales/quotes/edit-quote-page.tsx').then((page) => page.NewQuotePage),
  },
  {
    path: '/cotizaciones/$id',
    place: 'room',
    may: 'quotes.see',
    load: () => import('./sales/quotes/quote-page.tsx').then((page) => page.QuotePage),
  },
  {
    path: '/cotizaciones/$id/editar',
    place: 'room',
    may: 'quotes.edit',
    load: () => import('./sales/quotes/edit-quote-page.tsx').then((page) => page.EditQuotePage),
  },
  {
    path: '/caja/turnos',
    place: 'room',
    may: 'till_sessions.see',
    load: () => import('./money/sessions-page.tsx').then((page) => page.SessionsPage),
  },
  {
    path: '/caja/turnos/$id',
    place: 'room',
    may: 'till_sessions.see',
    load: () => import('./money/session-page.tsx').then((page) => page.SessionPage),
  },
  {
    path: '/fiado',
    place: 'room',
    may: 'accounts.see',
    load: () => import('./money/accounts-page.tsx').then((page) => page.AccountsPage),
  },
  {
    path: '/fiado/$id',
    place: 'room',
    may: 'accounts.see',
    load: () => import('./money/account-page.tsx').then((page) => page.AccountPage),
  },
  {
    path: '/gastos',
    place: 'room',
    may: 'expenses.see',
    load: () => import('./money/expenses-page.tsx').then((page) => page.ExpensesPage),
  },
  {
    path: '/pagos',
    place: 'room',
    may: 'payments.see',
    load: () => import('./money/payments-page.tsx').then((page) => page.PaymentsPage),
  },
  {
    path: '/documentos',
    place: 'room',
    may: 'documents.see',
    load: () => import('./money/documents-page.tsx').then((page) => page.DocumentsPage),
  },
  {
    path: '/documentos/$id',
    place: 'room',
    may: 'documents.see',
    load: () => import('./money/document-page.tsx').then((page) => page.DocumentPage),
  },
  {
    path: '/inventario',
    place: 'room',
    may: 'products.see',
    load: () => import('./stock/products-page.tsx').then((page) => page.ProductsPage),
  },
  {
    path: '/inventario/categorias',
    place: 'room',
    may: 'products.see',
    load: () => import('./stock/categories-page.tsx').then((page) => page.CategoriesPage),
  },
  {
    path: '/inventario/bodegas',
    place: 'room',
    may: 'warehouses.see',
    load: () => import('./company/places-page.tsx').then((page) => page.PlacesPage),
  },
  {
    path: '/inventario/reservas',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/reservations-page.tsx').then((page) => page.ReservationsPage),
  },
  {
    path: '/inventario/$id',
    place: 'room',
    may: 'products.see',
    load: () => import('./stock/product-page.tsx').then((page) => page.ProductPage),
  },
  ...warehousePages,
  ...purchasingPages,
  {
    path: '/alertas-stock',
    place: 'room',
    may: 'stock.see',
    load: () => import('./stock/low-stock-page.tsx').then((page) => page.LowStockPage),
  },
  {
    path: '/clientes',
    place: 'room',
    may: 'customers.see',
    load: () => import('./contacts/customers-page.tsx').then((page) => page.CustomersPage),
  },
  {
    path: '/clientes/nuevo',
    place: 'room',
    may: 'customers.change',
    load: () => import('./contacts/customer-form-page.tsx').then((page) => page.NewCustomerPage),
  },
  {
    path: '/clientes/$id',
    place: 'room',
    may: 'customers.see',
    load: () => import('./contacts/customer-page.tsx').then((page) => page.CustomerPage),
  },
  {
    path: '/clientes/$id/editar',
    place: 'room',
    may: 'customers.change',
    load: () => import('./contacts/customer-form-page.tsx').then((page) => page.EditCustomerPage),
  },
  {
    path: '/usuarios',
    place: 'room',
    may: 'users.see',
    load: () => import('./people/users-page.tsx').then((page) => page.UsersPage),
  },
  {
    path: '/ajustes',
    place: 'room',
    may: 'settings.see',
    load: () => import('./company/settings-page.tsx').then((page) => page.SettingsPage),
  },
  {
    path: '/ajustes/libros',
    place: 'room',
    may: 'operations.see',
    load: () => import('./doctor/books-page.tsx').then((page) => page.BooksPage),
  },
  {
    path: '/auditoria',
    place: 'room',
    may: 'audit.see',
    load: () => import('./audit/audit-page.tsx').then((page) => page.AuditPage),
  },
  {
    path: '/importar',
    place: 'room',
    may: 'imports.see',
    load: () => import('./imports/import-page.tsx').then((page) => page.ImportPage),
  },
  {
    path: '/importar/$id',
    place: 'room',
    may: 'imports.see',
    load: () => import('./imports/run-page.tsx').then((page) => page.ImportRunPage),
  },
  { path: '/perfil', place: 'room', load: () => import('./people/profile-page.tsx').then((page) => page.ProfilePage) },
  {
    path: '/r/$token',
    place: 'door',
    load: () => import('./sales/receipt/public-page.tsx').then((page) => page.PublicReceiptPage),
  },
  {
    path: '/personas',
    place: 'room',
    may: 'contacts.see',
    load: () => import('./contacts/people-page.tsx').then((page) => page.PeoplePage),
  },
  {
    path: '/personas/nueva',
    place: 'room',
    may: 'contacts.change',
    load: () => import('./contacts/person-form-page.tsx').then((page) => page.NewPersonPage),
  },
  {
    path: '/personas/$id/editar',
    place: 'room',
    may: 'contacts.change',
    load: () => import('./contacts/person-form-page.tsx').then((page) => page.EditPersonPage),
  },
  {
    path: '/personas/$id',
    place: 'room',
    may: 'contacts.see',
    load: () => import('./contacts/person-page.tsx').then((page) => page.PersonPage),
  },
  { path: '/partes', place: 'door', load: () => import('./gallery/parts-page.tsx').then((page) => page.PartsPage) },
]
