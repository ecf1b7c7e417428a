import { sql } from 'kysely'
import { type Business, businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { methodsOf, pastDocumentsInTurn } from '#money'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { insertInTurn } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { inTurn, type Turn } from '#platform/in-turn'
import { present } from '#platform/invariant'
import { roundCash } from '#platform/money'
import { eachInPieces, inPieces } from '#platform/soon'
import { type HistoryLine, historyInTurn } from '#stock'
import { saleCreated } from '../events.ts'
import { priceDocument } from '../pricing.ts'
import { newReceiptToken } from '../receipt-token.ts'
import type { PastSale } from './past-sale.ts'
import { LINE, lineRow, ORDER, orderRow } from './rows.ts'

/** Sales of one call: the memory of a loader stays small. */
export const PAST_SALES_MAX = 1_000

/**
 * Posts sales of the past, in the order given, each paid and handed over: the same orders, lines, movements at the
 * moment's average cost, entries, numbered documents, timeline, facts and audit entries as the counter writes, a table
 * at a time. `among` are other movements of the same days (receipts, returns), put between the sales by their time.
 * Refuses what stock does not cover.
 */
export async function postPastSales(
  tx: Tx,
  sales: readonly PastSale[],
  among: readonly HistoryLine[] = [],
): Promise<{ sales: number; lines: number; total: number }> {
  return postPricedSales(tx, await pricePastSales(await businessOf(tx), sales), among)
}

/**
 * What can be done of past sales before their turn: a loader prices the next while the database writes these, so it asks
 * the database nothing.
 */
export async function pricePastSales({ prices_include_tax }: Pricing, sales: readonly PastSale[]) {
  return inPieces(sales, (sale) => pricePast(sale, prices_include_tax))
}

/** Posts what `pricePastSales` made ready. */
export async function postPricedSales(tx: Tx, priced: readonly PricedPast[], among: readonly HistoryLine[]) {
  return inTurn((turn) => salesInTurn(tx, turn, priced, among))
}

async function salesInTurn(tx: Tx, turn: Turn, priced: readonly PricedPast[], among: readonly HistoryLine[]) {
  const { time_zone } = await businessOf(tx)
  const goods = await moveGoods(tx, turn, priced, among)
  const documents = await pastDocumentsInTurn(tx, turn, await documentsOf(tx, priced))
  const { labels } = documents
  const numbers = await nextOrderNumbers(tx, priced.length)
  const orders = priced.map((sale, at) => {
    const cost_minor = sale.lines.reduce((sum, line) => sum + line.cost_minor, 0)
    const day = dayIn(time_zone, new Date(sale.at))
    return orderRow(tx, sale, { number: numbers[at] ?? 0, document_label: labels[at] ?? '', cost_minor, day })
  })
  await writeRows(tx, turn, priced, orders)
  turn.add(() => noteTimeline(tx, priced, orders))
  // Facts and audit entries are only noted down here, while the rows are written.
  await documents.tell()
  await tell(tx, priced, orders)
  goods.tell()
  const total = priced.reduce((sum, { totals }) => sum + totals.total, 0)
  return { sales: priced.length, lines: priced.reduce((sum, { lines }) => sum + lines.length, 0), total }
}

async function writeRows(tx: Tx, turn: Turn, priced: readonly PricedPast[], orders: readonly PastOrderRow[]) {
  await insertInTurn(tx, turn, { table: sql`sales."order"`, columns: ORDER, rows: orders })
  const lines = priced.flatMap((sale) => sale.lines)
  await insertInTurn(tx, turn, { table: sql`sales.line`, columns: LINE, rows: lines })
}

type Pricing = Pick<Business, 'prices_include_tax'>
export type PricedPast = ReturnType<typeof pricePast>
export type PastOrderRow = ReturnType<typeof orderRow>

function pricePast(sale: PastSale, prices_include_tax: boolean) {
  const { lines: amounts, totals, taxes } = priceDocument(sale.lines, sale, prices_include_tax)
  const lines = sale.lines.map((line, at) =>
    lineRow(sale.id, at + 1, line, present(amounts[at], 'each line is priced')),
  )
  return { ...sale, lines, totals, taxes, receipt_token: newReceiptToken() }
}

/** Takes the goods out line by line and notes what each cost. What comes in at the same moment comes first. */
async function moveGoods(tx: Tx, turn: Turn, sales: readonly PricedPast[], among: readonly HistoryLine[]) {
  const moving: { line: { cost_minor: number } | null; moves: HistoryLine }[] = []
  for (const moves of among) moving.push({ line: null, moves })
  for (const { id, label, at, warehouse_id, lines, by: actor } of sales) {
    const cause = { kind: 'sale', id, label }
    for (const line of lines) {
      const { product_id, quantity, tracks_stock } = line
      if (!tracks_stock) continue
      moving.push({ line, moves: { product_id, warehouse_id, at, kind: 'sale', quantity: -quantity, cause, actor } })
    }
  }
  if (among.length > 0) moving.sort((a, b) => (a.moves.at < b.moves.at ? -1 : a.moves.at > b.moves.at ? 1 : 0))
  const goods = await historyInTurn(
    tx,
    turn,
    moving.map(({ moves }) => moves),
  )
  for (const [at, { line }] of moving.entries()) if (line !== null) line.cost_minor = Math.abs(goods.costs[at] ?? 0)
  return goods
}

async function documentsOf(tx: Tx, sales: readonly PricedPast[]) {
  const { cash_rounding_minor } = await businessOf(tx)
  const cash = new Set((await methodsOf(tx)).filter(({ kind }) => kind === 'cash').map(({ code }) => code))
  return sales.map(
    ({ id, document_kind: kind, label, store_id, customer, totals, taxes, method, till_session_id, at, by }) => {
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
        by,
      }
    },
  )
}

async function nextOrderNumbers(tx: Tx, how_many: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select nextval('sales.order_number') as number from generate_series(1, ${how_many}::integer)`.execute(tx.db)
  return rows.map(({ number }) => number)
}

async function noteTimeline(tx: Tx, sales: readonly PricedPast[], orders: readonly PastOrderRow[]): Promise<void> {
  await writeTimeline(
    tx,
    sales.flatMap(({ id, at, customer, totals }, n) => {
      const label = orders[n]?.document_label ?? ''
      if (customer?.id == null) return []
      return [{ party_id: customer.id, kind: 'order', thing_id: id, label, amount_minor: totals.total, at }]
    }),
  )
}

async function tell(tx: Tx, sales: readonly PricedPast[], orders: readonly PastOrderRow[]): Promise<void> {
  await eachInPieces(orders, async ({ id, number, store_id, warehouse_id, customer_id, total, document_label }, n) => {
    const sale = present(sales[n], 'each order is a sale')
    const lived = sale.by ? livedAt(tx, new Date(sale.at), sale.by) : tx
    const done = { status: 'completed', fulfilment: 'takeaway' }
    const order = { order_id: id, number, ...done, store_id, warehouse_id, customer_id, total }
    await lived.emit(saleCreated({ ...order, document_label }))
    lived.audit({
      action: 'sale.created',
      thing: 'order',
      thing_id: id,
      label: document_label,
      store_id,
      ...(sale.by ? {} : { reason: 'imported' }),
      after: {
        total,
        discount_minor: sale.totals.discount_minor,
        lines: sale.lines.map(({ sku, quantity, unit_price, total }) => ({ sku, quantity, unit_price, total })),
        method: sale.method,
        made_at: sale.at,
      },
    })
  })
}
