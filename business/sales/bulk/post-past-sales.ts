import { sql } from 'kysely'
import { businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { methodsOf, postPastDocuments } from '#money'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { insertMany } from '#platform/database/insert-many'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { roundCash } from '#platform/money'
import { postHistory } from '#stock'
import { saleCreated } from '../events.ts'
import { priceDocument } from '../pricing.ts'
import { newReceiptToken } from '../receipt-token.ts'
import type { PastSale } from './past-sale.ts'
import { LINE, lineRow, ORDER, orderRow } from './rows.ts'

/** Sales of one call. The series row is written once per sale inside the transaction, so a batch stays moderate. */
export const PAST_SALES_MAX = 1_000

/**
 * Posts sales of the past, in the order given, each paid and handed over: the same orders, lines, movements at the
 * moment's average cost, entries, numbered documents, timeline, facts and audit entries as the counter writes, a table
 * at a time. Refuses what stock does not cover: bring it in first with `postHistory` of #stock.
 */
export async function postPastSales(
  tx: Tx,
  sales: readonly PastSale[],
): Promise<{ sales: number; lines: number; total: number }> {
  const { prices_include_tax, time_zone } = await businessOf(tx)
  const priced = sales.map((sale) => pricePast(sale, prices_include_tax))
  const costs = await moveGoods(tx, priced)
  const labels = await postPastDocuments(tx, await documentsOf(tx, priced))
  const numbers = await nextOrderNumbers(tx, sales.length)
  const orders = priced.map((sale, at) => {
    const cost_minor = sale.lines.reduce((sum, { id }) => sum + (costs.get(id) ?? 0), 0)
    const day = dayIn(time_zone, new Date(sale.at))
    return orderRow(tx, sale, { number: numbers[at] ?? 0, document_label: labels[at] ?? '', cost_minor, day })
  })
  await insertMany(tx, sql`sales."order"`, ORDER, orders)
  await insertMany(
    tx,
    sql`sales.line`,
    LINE,
    priced.flatMap((sale) => sale.lines.map((line) => lineRow(sale.id, line, costs.get(line.id) ?? 0))),
  )
  await tell(tx, priced, orders)
  const total = priced.reduce((sum, { totals }) => sum + totals.total, 0)
  return { sales: sales.length, lines: priced.reduce((sum, { lines }) => sum + lines.length, 0), total }
}

export type PricedPast = ReturnType<typeof pricePast>
export type PastOrderRow = ReturnType<typeof orderRow>

function pricePast(sale: PastSale, prices_include_tax: boolean) {
  const { lines: amounts, totals, taxes } = priceDocument(sale.lines, sale, prices_include_tax)
  const lines = sale.lines.map((line, at) => ({
    ...line,
    ...present(amounts[at], 'each line is priced'),
    id: newId(),
    position: at + 1,
  }))
  return { ...sale, lines, totals, taxes, receipt_token: newReceiptToken() }
}

/** Takes the goods out line by line; gives the cost per line. */
async function moveGoods(tx: Tx, sales: readonly PricedPast[]): Promise<Map<string, number>> {
  const moving = sales.flatMap(({ id, label, at, warehouse_id, lines }) =>
    lines.filter(({ tracks_stock }) => tracks_stock).map((line) => ({ line, sale: { id, label, at, warehouse_id } })),
  )
  const costs = await postHistory(
    tx,
    moving.map(({ line, sale }) => ({
      product_id: line.product_id,
      warehouse_id: sale.warehouse_id,
      kind: 'sale',
      quantity: -line.quantity,
      cause: { kind: 'sale', id: sale.id, label: sale.label },
      at: sale.at,
    })),
  )
  return new Map(moving.map(({ line }, n) => [line.id, Math.abs(costs[n] ?? 0)]))
}

async function documentsOf(tx: Tx, sales: readonly PricedPast[]) {
  const { cash_rounding_minor } = await businessOf(tx)
  const cash = new Set((await methodsOf(tx)).filter(({ kind }) => kind === 'cash').map(({ code }) => code))
  return sales.map(
    ({ id, document_kind: kind, label, store_id, customer, totals, taxes, method, till_session_id, at }) => {
      const { net_minor, tax_minor, exempt_minor, total } = totals
      const amount = cash.has(method) ? roundCash(total, cash_rounding_minor) : total
      return {
        id,
        kind,
        label: label ?? null,
        store_id,
        customer,
        totals: { net_minor, tax_minor, exempt_minor, total, taxes },
        payments: total === 0 ? [] : [{ method, amount, rounding_minor: total - amount }],
        till_session_id: till_session_id ?? null,
        at,
      }
    },
  )
}

async function nextOrderNumbers(tx: Tx, how_many: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select nextval('sales.order_number') as number from generate_series(1, ${how_many}::integer)`.execute(tx.db)
  return rows.map(({ number }) => number)
}

async function tell(tx: Tx, sales: readonly PricedPast[], orders: readonly PastOrderRow[]): Promise<void> {
  await writeTimeline(
    tx,
    sales.flatMap(({ id, at, customer, totals }, n) => {
      const label = orders[n]?.document_label ?? ''
      if (customer?.id == null) return []
      return [{ party_id: customer.id, kind: 'order', thing_id: id, label, amount_minor: totals.total, at }]
    }),
  )
  for (const { id, number, store_id, warehouse_id, customer_id, total, document_label, lines, created_at } of orders) {
    const order = { order_id: id, number, status: 'completed', store_id, warehouse_id, customer_id, total }
    await tx.emit(saleCreated({ ...order, document_label }))
    tx.audit({
      action: 'sale.created',
      thing: 'order',
      thing_id: id,
      label: document_label,
      store_id,
      reason: 'imported',
      after: { total, lines, made_at: created_at },
    })
  }
}
