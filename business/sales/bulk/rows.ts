import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import type { priceDocument } from '../pricing.ts'
import type { PastLine } from './past-sale.ts'
import type { PricedPast } from './post-past-sales.ts'

export const ORDER = {
  id: 'uuid',
  number: 'bigint',
  status: 'text',
  store_id: 'uuid',
  warehouse_id: 'uuid',
  till_session_id: 'uuid',
  customer_id: 'uuid',
  customer: 'jsonb',
  customer_name: 'text',
  channel: 'text',
  fulfilment: 'text',
  document_kind: 'text',
  document_label: 'text',
  notes: 'text',
  order_discount_minor: 'bigint',
  subtotal_minor: 'bigint',
  discount_minor: 'bigint',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  exempt_minor: 'bigint',
  total: 'bigint',
  cost_minor: 'bigint',
  lines: 'integer',
  units: 'numeric',
  receipt_token: 'text',
  import_run_id: 'uuid',
  day: 'date',
  created_at: 'timestamptz',
  created_by: 'uuid',
  created_by_name: 'text',
  confirmed_at: 'timestamptz',
  confirmed_by: 'uuid',
  handed_over_at: 'timestamptz',
  handed_over_by: 'uuid',
  completed_at: 'timestamptz',
} as const

interface Decided {
  readonly number: number
  readonly document_label: string
  readonly cost_minor: number
  readonly day: string
}

export function orderRow(tx: Tx, sale: PricedPast, decided: Decided) {
  const { subtotal_minor, discount_minor, order_discount_minor, net_minor, tax_minor, exempt_minor } = sale.totals
  const actor = sale.by ?? tx.actor
  // Field by field: an object that begins as a copy grows a field at a time, and 38 of them took 100 microseconds.
  return {
    id: sale.id,
    number: decided.number,
    status: 'completed',
    store_id: sale.store_id,
    warehouse_id: sale.warehouse_id,
    till_session_id: sale.till_session_id ?? null,
    customer_id: sale.customer?.id ?? null,
    customer: sale.customer && JSON.stringify(sale.customer),
    customer_name: sale.customer?.name ?? null,
    channel: sale.channel ?? 'in_store',
    fulfilment: 'takeaway',
    document_kind: sale.document_kind,
    document_label: decided.document_label,
    notes: sale.notes ?? null,
    order_discount_minor,
    subtotal_minor,
    discount_minor,
    net_minor,
    tax_minor,
    exempt_minor,
    total: sale.totals.total,
    cost_minor: decided.cost_minor,
    lines: sale.lines.length,
    units: sale.totals.units,
    receipt_token: sale.receipt_token,
    import_run_id: sale.import_run_id ?? null,
    day: decided.day,
    created_at: sale.at,
    created_by: actor.id,
    created_by_name: actor.name,
    confirmed_at: sale.at,
    confirmed_by: actor.id,
    handed_over_at: sale.at,
    handed_over_by: actor.id,
    completed_at: sale.at,
  }
}

export const LINE = {
  id: 'uuid',
  order_id: 'uuid',
  position: 'integer',
  product_id: 'uuid',
  sku: 'text',
  name: 'text',
  unit: 'text',
  tracks_stock: 'boolean',
  quantity: 'numeric',
  unit_price: 'bigint',
  list_price: 'bigint',
  discount_minor: 'bigint',
  order_discount_minor: 'bigint',
  tax_class: 'text',
  tax_basis_points: 'integer',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  total: 'bigint',
  cost_minor: 'bigint',
} as const

type Priced = ReturnType<typeof priceDocument>['lines'][number]

/** The row of a line, but for its cost, which is known once the goods have left. */
export function lineRow(order_id: string, position: number, line: PastLine, amounts: Priced) {
  const { product_id, sku, name, unit, tracks_stock, quantity, unit_price, tax_class, tax_basis_points } = line
  const { discount_minor, order_discount_minor, net_minor, tax_minor, total } = amounts
  return {
    id: newId(),
    order_id,
    position,
    product_id,
    sku,
    name,
    unit,
    tracks_stock,
    quantity,
    unit_price,
    list_price: unit_price,
    discount_minor,
    order_discount_minor,
    tax_class,
    tax_basis_points,
    net_minor,
    tax_minor,
    total,
    cost_minor: 0,
  }
}
