import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { businessOf } from '#company'
import { snapshotsOf } from '#contacts'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { insertInTurn, insertNumbered } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { inTurn, type Turn } from '#platform/in-turn'
import { present } from '#platform/invariant'
import { addQuantities } from '#platform/quantity'
import { eachInPieces } from '#platform/soon'
import type { HistoryLine } from '#stock'
import { tellPurchase } from '../commands/write-purchase.ts'
import { goodsReceived, invoiceChanged } from '../events.ts'
import { costOf } from '../pack.ts'
import type { PastLine, PastPurchase } from './past-purchase.ts'
import { ORDER, ORDER_LINE, RECEIPT, RECEIPT_LINE } from './past-rows.ts'
import { type PostedRequest, postPastRequests } from './post-past-requests.ts'

interface Posted {
  readonly order_id: string
  readonly receipt_id: string
  readonly past: PastPurchase
  readonly lines: readonly (PastLine & {
    readonly id: string
    readonly cost_minor: number
    readonly reorder_id: string | null
  })[]
  readonly goods_minor: number
  readonly units: number
}

/**
 * Posts many orders of the past that came whole: the same orders, receipts, invoices, facts and audit entries that the
 * commands write one by one. Gives what came as lines of the stock ledger, for whoever posts everything that moved in
 * the order of its time; without them the books do not hold.
 */
export async function postPastPurchases(tx: Tx, purchases: readonly PastPurchase[]): Promise<HistoryLine[]> {
  if (purchases.length === 0) return []
  return inTurn(async (turn) => {
    const posted = purchases.map(postedOf)
    const orders = await writeOrders(tx, turn, posted)
    const receipts = await writeReceipts(tx, turn, posted)
    turn.add(() => writeInvoices(tx, posted))
    await eachInPieces(posted, async (one, at) => {
      const numbers = {
        order: present(orders[at], 'an order has its number'),
        receipt: present(receipts[at], 'so has a receipt'),
      }
      await tell(tx, one, numbers)
    })
    return posted.flatMap((one, at) => movementsOf(one, present(receipts[at], 'a receipt has its number')))
  })
}

function postedOf(past: PastPurchase): Posted {
  const lines = past.lines.map((line) => ({
    ...line,
    id: newId(),
    reorder_id: line.request ? newId() : null,
    cost_minor: costOf(line.quantity, { pack_size: 1, pack_cost_minor: line.unit_cost_minor }),
  }))
  return {
    past,
    lines,
    order_id: newId(),
    receipt_id: newId(),
    goods_minor: lines.reduce((sum, { cost_minor }) => sum + cost_minor, 0),
    units: addQuantities(lines.map(({ quantity }) => quantity)),
  }
}

/** Gives the number of each order, in order. */
async function writeOrders(tx: Tx, turn: Turn, posted: readonly Posted[]): Promise<number[]> {
  const snapshots = await papersOf(tx, posted)
  const rows = posted.map(({ past, order_id: id, goods_minor, lines }) => ({
    id,
    supplier_id: past.supplier.id,
    supplier: present(snapshots.get(past.supplier.id), 'every supplier was looked up'),
    supplier_name: past.supplier.name,
    store_id: past.store_id,
    warehouse_id: past.warehouse_id,
    status: 'received',
    expected_on: past.expected_on,
    lines: lines.length,
    goods_minor,
    freight_minor: 0,
    total: goods_minor,
    created_at: past.ordered_at,
    created_by: past.ordered_by.id,
    created_by_name: past.ordered_by.name,
    sent_at: past.ordered_at,
    sent_by: past.ordered_by.id,
    received_at: past.received_at,
  }))
  const numbers = await insertNumbered(tx, { table: sql`purchasing.purchase_order`, columns: ORDER, rows })
  await postPastRequests(tx, turn, requestsOf(posted, numbers))
  const lines = posted.flatMap(({ order_id: purchase_order_id, lines: own }) =>
    own.map((line, at) => ({
      id: line.id,
      purchase_order_id,
      position: at + 1,
      product_id: line.product_id,
      sku: line.sku,
      name: line.name,
      unit: line.unit,
      quantity: line.quantity,
      pack_size: 1,
      pack_cost_minor: line.unit_cost_minor,
      total: line.cost_minor,
      received_quantity: line.quantity,
      reorder_id: line.reorder_id,
    })),
  )
  await insertInTurn(tx, turn, { table: sql`purchasing.purchase_line`, columns: ORDER_LINE, rows: lines })
  return numbers
}

const requestsOf = (posted: readonly Posted[], numbers: readonly number[]): PostedRequest[] =>
  posted.flatMap(({ past, order_id, lines }, at) =>
    lines.flatMap(({ request: asked, reorder_id: id, product_id, quantity }) =>
      asked && id !== null ? [{ id, asked, product_id, quantity, order_id, order_number: numbers[at] ?? 0, past }] : [],
    ),
  )

/** Gives the number of each receipt, in order. */
async function writeReceipts(tx: Tx, turn: Turn, posted: readonly Posted[]): Promise<number[]> {
  const { time_zone } = await businessOf(tx)
  const rows = posted.map(({ past, order_id, receipt_id: id, lines, units, goods_minor }) => ({
    id,
    purchase_order_id: order_id,
    supplier_id: past.supplier.id,
    supplier_name: past.supplier.name,
    store_id: past.store_id,
    warehouse_id: past.warehouse_id,
    document_label: past.document_label,
    fingerprint: `\\x${createHash('sha256').update(id).digest('hex')}`,
    lines: lines.length,
    units,
    cost_minor: goods_minor,
    received_at: past.received_at,
    received_by: past.received_by.id,
    received_by_name: past.received_by.name,
    day: dayIn(time_zone, past.received_at),
  }))
  const numbers = await insertNumbered(tx, { table: sql`purchasing.receipt`, columns: RECEIPT, rows })
  const lines = posted.flatMap(({ receipt_id, lines: own }) =>
    own.map((line, at) => ({
      id: newId(),
      receipt_id,
      position: at + 1,
      purchase_line_id: line.id,
      product_id: line.product_id,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      damaged_quantity: 0,
      pack_size: 1,
      pack_cost_minor: line.unit_cost_minor,
      cost_minor: line.cost_minor,
      differences: '{}',
    })),
  )
  await insertInTurn(tx, turn, { table: sql`purchasing.receipt_line`, columns: RECEIPT_LINE, rows: lines })
  return numbers
}

async function writeInvoices(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const charged = posted.flatMap(({ past, order_id, receipt_id, goods_minor }) =>
    past.invoice ? [{ id: newId(), past, order_id, receipt_id, goods_minor, invoice: past.invoice }] : [],
  )
  if (charged.length === 0) return
  const rows = charged.map(({ id, past, order_id, goods_minor, invoice }) => ({
    id,
    supplier_id: past.supplier.id,
    supplier_name: past.supplier.name,
    store_id: past.store_id,
    purchase_order_id: order_id,
    document_label: invoice.document_label,
    issued_on: invoice.issued_on,
    due_on: invoice.due_on,
    net_minor: invoice.net_minor,
    tax_minor: invoice.tax_minor,
    total: invoice.net_minor + invoice.tax_minor,
    expected_net_minor: goods_minor,
    status: 'open',
    created_at: invoice.recorded_at,
    created_by: past.ordered_by.id,
    created_by_name: past.ordered_by.name,
  }))
  for (const part of parts(rows)) await tx.db.insertInto('purchasing.invoice').values(part).execute()
  const ties = charged.map(({ id: invoice_id, receipt_id }) => ({ invoice_id, receipt_id }))
  await tx.db.insertInto('purchasing.invoice_receipt').values(ties).execute()
  for (const { id, past, invoice } of charged) {
    const lived = livedAt(tx, invoice.recorded_at, past.ordered_by)
    const { supplier, store_id } = past
    await lived.emit(invoiceChanged({ invoice_id: id, supplier_id: supplier.id, store_id, status: 'open' }))
    const { document_label, due_on, net_minor, tax_minor } = invoice
    lived.audit({
      action: 'supplier_invoice.recorded',
      thing: 'supplier_invoice',
      thing_id: id,
      label: document_label,
      store_id,
      after: { supplier: supplier.name, total: net_minor + tax_minor, due_on },
    })
  }
}

/** What the commands would have told: written, sent, received, each at its moment and by its person. */
async function tell(tx: Tx, posted: Posted, numbers: { order: number; receipt: number }): Promise<void> {
  const { past, order_id: id, receipt_id, lines, units, goods_minor } = posted
  const { supplier, store_id, warehouse_id } = past
  const order = { id, number: numbers.order, supplier_id: supplier.id, store_id, warehouse_id }
  const ordered = livedAt(tx, past.ordered_at, past.ordered_by)
  const after = { supplier: supplier.name, cost_minor: goods_minor, lines: lines.length }
  await tellPurchase(ordered, order, 'draft', { action: 'purchase_order.created', after })
  const sent = { before: { status: 'draft' }, after: { status: 'sent', email: null } }
  await tellPurchase(ordered, order, 'sent', { action: 'purchase_order.sent', ...sent })
  const came = livedAt(tx, past.received_at, past.received_by)
  await came.emit(
    goodsReceived({
      receipt_id,
      number: numbers.receipt,
      purchase_order_id: id,
      supplier_id: supplier.id,
      store_id,
      warehouse_id,
      units,
      product_ids: lines.map(({ product_id }) => product_id),
    }),
  )
  came.audit({
    action: 'goods.received',
    thing: 'goods_receipt',
    thing_id: receipt_id,
    label: String(numbers.receipt),
    store_id,
    after: { supplier: supplier.name, purchase_order: numbers.order, units, cost_minor: goods_minor, differences: [] },
  })
  const received = { before: { status: 'sent' }, after: { status: 'received' } }
  await tellPurchase(came, order, 'received', { action: 'purchase_order.received', ...received })
}

const movementsOf = ({ past, receipt_id, lines }: Posted, number: number): HistoryLine[] =>
  lines.map(({ product_id, quantity, cost_minor }) => ({
    product_id,
    warehouse_id: past.warehouse_id,
    at: past.received_at.toISOString(),
    kind: 'receipt' as const,
    quantity,
    cost_minor,
    cause: { kind: 'goods_receipt', id: receipt_id, label: String(number) },
    actor: past.received_by,
  }))

/** The paper each supplier held, as they are now. */
async function papersOf(tx: Tx, posted: readonly Posted[]): Promise<Map<string, string>> {
  const snapshots = await snapshotsOf(tx, [...new Set(posted.map(({ past }) => past.supplier.id))])
  return new Map([...snapshots].map(([id, snapshot]) => [id, JSON.stringify(snapshot)]))
}

const PART = 500

function parts<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / PART) }, (_, at) => rows.slice(at * PART, (at + 1) * PART))
}
