import { Handshake, Package, ReceiptText, ShoppingBasket, UserRound } from 'lucide-react'
import { call } from '../api/call.ts'
import { to } from '../paths.ts'
import { type Text, text } from '../text/text.ts'
import type { PaletteItem } from '../ui/command-palette.tsx'
import { Money } from '../ui/money.tsx'
import { pageAt } from './rooms.ts'

type Find = { query: string; signal: AbortSignal; go: (path: string) => void }
export type PaletteSource = {
  group: (t: Text) => string
  may: string
  /** The page that opens what is found; without it the source stays silent. */
  page: string
  search: (find: Find) => Promise<PaletteItem[]>
}

const foundMax = 5

/** What the palette finds besides pages: one entry a subject, in the order it is shown. */
const all: readonly PaletteSource[] = [
  { group: (t) => t.shell.palette.products, may: 'products.see', page: to.product('x'), search: findProducts },
  { group: (t) => t.shell.palette.customers, may: 'customers.see', page: to.customer('x'), search: findCustomers },
  { group: (t) => t.shell.palette.orders, may: 'orders.see', page: to.order('x'), search: findOrders },
  { group: (t) => t.shell.palette.suppliers, may: 'suppliers.see', page: to.supplier('x'), search: findSuppliers },
  { group: (t) => t.shell.palette.purchases, may: 'purchases.see', page: to.purchase('x'), search: findPurchases },
]

export const paletteSources = (may: (permission: string) => boolean): PaletteSource[] =>
  all.filter((source) => may(source.may) && pageAt(source.page) !== undefined)

async function findProducts({ query, signal, go }: Find): Promise<PaletteItem[]> {
  const { items } = await call('GET /api/products', { query: { q: query, limit: String(foundMax) } }, { signal })
  return items.map((product) => ({
    id: product.id,
    icon: Package,
    text: product.name,
    note: product.sku,
    figure: <Money minor={product.price} />,
    onPick: () => go(to.product(product.id)),
  }))
}

async function findCustomers({ query, signal, go }: Find): Promise<PaletteItem[]> {
  const { items } = await call('GET /api/customers/search', { query: { q: query } }, { signal })
  return items.slice(0, foundMax).map((customer) => ({
    id: customer.id,
    icon: UserRound,
    text: customer.name,
    note: customer.tax_id_text ?? customer.phone,
    onPick: () => go(to.customer(customer.id)),
  }))
}

async function findOrders({ query, signal, go }: Find): Promise<PaletteItem[]> {
  const { items } = await call('GET /api/orders', { query: { q: query, limit: String(foundMax) } }, { signal })
  return items.map((order) => ({
    id: order.id,
    icon: ReceiptText,
    text: [order.document_label ?? order.number, order.customer_name].filter(Boolean).join(' · '),
    figure: <Money minor={order.total} />,
    onPick: () => go(to.order(order.id)),
  }))
}

async function findSuppliers({ query, signal, go }: Find): Promise<PaletteItem[]> {
  const { items } = await call('GET /api/suppliers', { query: { q: query, limit: String(foundMax) } }, { signal })
  return items.map((supplier) => ({
    id: supplier.id,
    icon: Handshake,
    text: supplier.name,
    note: supplier.tax_id_text ?? supplier.phone,
    onPick: () => go(to.supplier(supplier.id)),
  }))
}

async function findPurchases({ query, signal, go }: Find): Promise<PaletteItem[]> {
  const { items } = await call('GET /api/purchase-orders', { query: { q: query, limit: String(foundMax) } }, { signal })
  return items.map((order) => ({
    id: order.id,
    icon: ShoppingBasket,
    text: `${text().purchasing.orders.code(order.number)} · ${order.supplier.name}`,
    note: text().purchasing.orders.states[order.status],
    ...(order.cost_minor === undefined ? {} : { figure: <Money minor={order.cost_minor} /> }),
    onPick: () => go(to.purchase(order.id)),
  }))
}
