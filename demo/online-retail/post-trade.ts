import { postPastRefunds, recordExpense } from '#money'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { inPieces } from '#platform/soon'
import { localInstant, type PastSale, type PricedPast, postPricedSales, pricePastSales } from '#sales'
import type { HistoryLine } from '#stock'
import type { Retailer, Shelved } from './open-retailer.ts'
import type { RetailReceipt } from './plan-receipts.ts'
import type { RetailCharge, RetailMove, RetailReturn, RetailSale, RetailTrade } from './plan-trade.ts'
import { codeKey, penceOf } from './retail-products.ts'

/** What happened between two moments; sales in the order of their time. */
export interface Batch {
  readonly sales: readonly RetailSale[]
  readonly returns: readonly RetailReturn[]
  readonly moves: readonly RetailMove[]
  readonly charges: readonly RetailCharge[]
  readonly receipts: readonly RetailReceipt[]
}

const SALES = 400
const VAT = 2_000
/** The standard rate until the third of January 2011. */
const VAT_BEFORE = 1_750
const VAT_RAISED = '2011-01-04'
const METHOD = 'transfer'
const NOT_IN_THE_FILE = 'Not in the file: made by the loader'

/** Cuts the trade into parts of some hundred sales, month by month; whatever happened before the next part's first sale belongs to a part. */
export function* daysOf(trade: RetailTrade, receipts: readonly RetailReceipt[]) {
  const months = new Map<string, RetailSale[]>()
  for (const sale of trade.sales) {
    const month = sale.at.slice(0, 7)
    const of_month = months.get(month)
    if (of_month) of_month.push(sale)
    else months.set(month, [sale])
  }
  const rest = {
    returns: queue(trade.returns),
    moves: queue(trade.moves),
    charges: queue(trade.charges),
    receipts: queue(receipts),
  }
  const cut = [...months].map(([month, sales]) => ({ month, parts: partsOf(sales) }))
  for (const [n, { month, parts }] of cut.entries()) {
    const after = cut[n + 1]?.parts[0]?.[0]?.at ?? '9999'
    const batches = parts.map((sales, at): Batch => {
      const until = parts[at + 1]?.[0]?.at ?? after
      const { returns, moves, charges, receipts: in_time } = rest
      return { sales, returns: returns(until), moves: moves(until), charges: charges(until), receipts: in_time(until) }
    })
    yield { month, batches }
  }
}

function partsOf(sales: readonly RetailSale[]): RetailSale[][] {
  return Array.from({ length: Math.ceil(sales.length / SALES) }, (_, n) => sales.slice(n * SALES, (n + 1) * SALES))
}

/** Gives, call by call, what comes before a moment; everything is in the order of its time. */
function queue<T extends { readonly at: string }>(all: readonly T[]): (until: string) => T[] {
  let from = 0
  return (until) => {
    const start = from
    while (from < all.length && (all[from]?.at ?? '') < until) from += 1
    return all.slice(start, from)
  }
}

const ids = new WeakMap<RetailSale, string>()
const idOf = (sale: RetailSale): string => present(ids.get(sale), 'a sale is posted before it is taken back')

/** A part whose sales have their ids and prices. */
export interface ReadyBatch {
  readonly batch: Batch
  readonly sales: readonly PricedPast[]
}

/** What can be done of a part while the one before it is still being written. */
export async function readyTrade(retailer: Retailer, batch: Batch): Promise<ReadyBatch> {
  const sales = await inPieces(batch.sales, (sale) => pastSale(retailer, sale))
  for (const [at, sale] of batch.sales.entries()) ids.set(sale, sales[at]?.id ?? '')
  return { batch, sales: await pricePastSales(retailer.business, sales) }
}

/** Posts one part: receipts, goods that moved, sales and returns in one ledger, then the money. */
export async function postTrade(tx: Tx, retailer: Retailer, { batch, sales }: ReadyBatch): Promise<void> {
  await postPricedSales(tx, sales, [
    ...batch.receipts.map((receipt) => received(retailer, receipt)),
    ...batch.returns.flatMap((back) => returned(retailer, back)),
    ...batch.moves.map((move) => moved(retailer, move)),
  ])
  const refunds = batch.returns.filter(({ amount_minor }) => amount_minor > 0)
  await postPastRefunds(
    tx,
    refunds.map(({ sale, at, amount_minor: amount, cancellation: label }) => ({
      ...{ document_id: idOf(sale), amount, label, at: instantOf(at) },
      reason: `Cancelled by ${label}`,
    })),
  )
  for (const { at, amount_minor: amount, description, invoice } of batch.charges) {
    const then = new Date(instantOf(at))
    const expense = { method: METHOD, amount, category: description, description: `${description} (${invoice})` }
    await recordExpense({ ...tx, now: () => then }, { ...expense, store_id: retailer.store_id })
  }
}

/** The instants of the retailer's clock; an invoice's lines share one. */
const instants = new Map<string, string>()
function instantOf(local: string): string {
  const known = instants.get(local)
  if (known !== undefined) return known
  const instant = present(localInstant('Europe/London', local.replace(' ', 'T')), 'the file has times')
  instants.set(local, instant)
  return instant
}

const productOf = ({ products }: Retailer, code: string): Shelved =>
  present(products.get(codeKey(code)), 'every code of the file is a product')

function pastSale(retailer: Retailer, { invoice, at, customer, lines, made_for }: RetailSale): PastSale {
  const { store_id, warehouse_id } = retailer
  const tax_basis_points = at < VAT_RAISED ? VAT_BEFORE : VAT
  return {
    ...{ id: newId(), label: invoice, store_id, warehouse_id, method: METHOD, channel: 'online' },
    at: instantOf(at),
    customer: retailer.customers.get(customer) ?? null,
    document_kind: 'receipt',
    ...(made_for === undefined ? {} : { notes: `${NOT_IN_THE_FILE}, for ${made_for} takes it back` }),
    lines: lines.map((line) => {
      const { product_id, name, is_service } = productOf(retailer, line.code)
      return {
        product_id,
        sku: line.code,
        name: line.description || name,
        unit: 'EA',
        tracks_stock: !is_service,
        quantity: line.quantity,
        unit_price: penceOf(line),
        tax_class: 'general',
        tax_basis_points,
      }
    }),
  }
}

function received(retailer: Retailer, { key, at, kind, quantity }: RetailReceipt): HistoryLine {
  const { product_id, unit_cost } = productOf(retailer, key)
  const cause = { kind, id: newId(), label: NOT_IN_THE_FILE }
  const { warehouse_id } = retailer
  return { product_id, warehouse_id, at: instantOf(at), kind, quantity, cost_minor: unit_cost * quantity, cause }
}

function returned(retailer: Retailer, { cancellation, sale, at, goods }: RetailReturn): HistoryLine[] {
  const cause = { kind: 'sale', id: idOf(sale), label: cancellation }
  const { warehouse_id } = retailer
  return goods.map(({ key, quantity }) => ({
    ...{ product_id: productOf(retailer, key).product_id, warehouse_id, at: instantOf(at), kind: 'return' as const },
    ...{ quantity, cause, reason: `Cancelled by ${cancellation}` },
  }))
}

/** Written off with the remark of the file, or found. */
function moved(retailer: Retailer, { invoice, key, at, quantity, remark }: RetailMove): HistoryLine {
  const isFound = quantity > 0
  const cause = { kind: isFound ? 'adjustment' : 'scrap', id: newId(), label: invoice }
  const reason = remark === '' ? (isFound ? 'Found, without a remark' : 'Written off, without a remark') : remark
  const { product_id } = productOf(retailer, key)
  const kind = isFound ? 'adjustment' : 'scrap'
  return { product_id, warehouse_id: retailer.warehouse_id, at: instantOf(at), kind, quantity, cause, reason }
}
