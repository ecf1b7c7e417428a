/**
 * Orders in the format of Olist's public tables: `olist_orders_dataset`, `olist_order_items_dataset` and
 * `olist_order_payments_dataset`, as .csv or .csv.gz. The real tables are not ours to hand on: they are read where a
 * folder holds them (OLIST, or ../shared/data/olist/sample).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { groupBy } from '../../platform/group-by.ts'

const root = new URL('../..', import.meta.url).pathname
const places = [
  process.env.OLIST ?? '',
  join(root, '../shared/data/olist/sample'),
  join(root, '../../shared/data/olist/sample'),
]

/** Null where the real tables are absent. */
export const realTables =
  places.find((place) => place !== '' && existsSync(join(place, 'olist_orders_dataset.csv.gz'))) ?? null
export const byHand = join(root, 'tests/olist/by-hand')

/** The file says no zone; any that never changes its clock will do. */
const When = z.string().transform((text) => (text === '' ? null : new Date(`${text.replace(' ', 'T')}Z`)))
const Cents = z.string().transform((text) => Math.round(Number(text) * 100))

const State = z.enum([
  'created',
  'approved',
  'invoiced',
  'processing',
  'shipped',
  'delivered',
  'unavailable',
  'canceled',
])
const OrderIn = z.object({
  order_id: z.string(),
  order_status: State,
  order_purchase_timestamp: When.transform((at) => z.date().parse(at)),
  order_approved_at: When,
  order_delivered_carrier_date: When,
  order_delivered_customer_date: When,
})
const ItemIn = z.object({ order_id: z.string(), product_id: z.string(), price: Cents, freight_value: Cents })
const PaymentIn = z.object({
  order_id: z.string(),
  payment_sequential: z.coerce.number(),
  payment_type: z.string(),
  payment_value: Cents,
})

export interface PastOrder {
  readonly id: string
  readonly state: z.infer<typeof State>
  readonly bought: Date
  readonly approved: Date | null
  readonly picked_up: Date | null
  readonly arrived: Date | null
  readonly items: readonly { readonly product_id: string; readonly price: number; readonly freight: number }[]
  readonly payments: readonly { readonly method: string; readonly amount: number }[]
}

/** Every order of a folder, with its items and payments, as they stand in the file. */
export function ordersIn(folder: string): PastOrder[] {
  const items = groupBy(rows(folder, 'olist_order_items_dataset', ItemIn), ({ order_id }) => order_id)
  const paid = groupBy(rows(folder, 'olist_order_payments_dataset', PaymentIn), ({ order_id }) => order_id)
  return rows(folder, 'olist_orders_dataset', OrderIn).map((row) => ({
    id: row.order_id,
    state: row.order_status,
    bought: row.order_purchase_timestamp,
    approved: row.order_approved_at,
    picked_up: row.order_delivered_carrier_date,
    arrived: row.order_delivered_customer_date,
    items: (items.get(row.order_id) ?? []).map(({ product_id, price, freight_value }) => ({
      product_id,
      price,
      freight: freight_value,
    })),
    payments: (paid.get(row.order_id) ?? [])
      .toSorted((a, b) => a.payment_sequential - b.payment_sequential)
      .map(({ payment_type, payment_value }) => ({ method: payment_type, amount: payment_value })),
  }))
}

function rows<T>(folder: string, name: string, shape: z.ZodType<T>): T[] {
  const file = join(folder, `${name}.csv`)
  const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`))
  return z.array(shape).parse(parse(text, { columns: true }))
}

/** What the file says that an order costs: its items and their freight. */
export const worthOf = ({ items }: PastOrder): number => items.reduce((sum, one) => sum + one.price + one.freight, 0)
export const paidFor = ({ payments }: PastOrder): number => payments.reduce((sum, one) => sum + one.amount, 0)
