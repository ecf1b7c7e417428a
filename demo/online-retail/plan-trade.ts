import { present } from '#platform/invariant'
import { isService } from './kinds.ts'
import type { RetailLine } from './read-lines.ts'
import { codeKey, penceOf } from './retail-products.ts'
import { takeBack } from './take-back.ts'

/** An invoice of the file, or a purchase that a cancellation names and the file does not have. */
export interface RetailSale {
  readonly invoice: string
  /** The earliest of its times, in the retailer's clock. */
  at: string
  readonly customer: string
  readonly lines: RetailLine[]
  total_minor: number
  /** The cancellation for which the loader made it: it lies before the file. */
  readonly made_for?: string
}

/** What a cancellation takes back of one sale. */
export interface RetailReturn {
  readonly cancellation: string
  readonly sale: RetailSale
  readonly at: string
  readonly goods: { readonly key: string; readonly quantity: number }[]
  amount_minor: number
}

/** Goods that move without being sold: written off, or found. */
export interface RetailMove {
  readonly invoice: string
  readonly key: string
  readonly at: string
  readonly quantity: number
  readonly remark: string
}

/** A fee or allowance that takes no purchase back: the marketplace's commission, a discount, a bad debt. */
export interface RetailCharge {
  readonly invoice: string
  readonly at: string
  readonly description: string
  readonly amount_minor: number
}

export interface RetailTrade {
  /** In the order of their time; those before the file first. */
  readonly sales: readonly RetailSale[]
  readonly returns: readonly RetailReturn[]
  readonly moves: readonly RetailMove[]
  readonly charges: readonly RetailCharge[]
}

const byTime = (a: { at: string }, b: { at: string }) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)

/** Turns the lines of the file into what happened: sales, returns, goods that moved, fees that were paid. */
export function planTrade(lines: readonly RetailLine[]): RetailTrade {
  const sales = new Map<string, RetailSale>()
  const moves: RetailMove[] = []
  const reversed: RetailLine[] = []
  const priced = new Set(lines.filter(({ price_thousandths }) => price_thousandths > 0).map(({ invoice }) => invoice))
  for (const line of lines) {
    const { invoice, quantity, price_thousandths, customer } = line
    const isReversed = invoice.startsWith('C') || price_thousandths < 0
    // Without a price, a customer or a priced line beside it nobody bought it: somebody found it.
    const isSold = quantity > 0 && (price_thousandths > 0 || customer !== '' || priced.has(invoice))
    if (isReversed) reversed.push(line)
    else if (isSold) sell(sales, line)
    else if (!isService(line.code)) moves.push(moveOf(line))
  }
  const { returns, made, charges } = takeBack([...sales.values()], reversed)
  return {
    sales: [...made, ...[...sales.values()].sort(byTime)],
    returns: returns.sort(byTime),
    moves: moves.sort(byTime),
    charges: charges.sort(byTime),
  }
}

function sell(sales: Map<string, RetailSale>, line: RetailLine): void {
  const { invoice, at, customer, quantity } = line
  if (!sales.has(invoice)) sales.set(invoice, { invoice, at, customer, lines: [], total_minor: 0 })
  const sale = present(sales.get(invoice), 'the invoice was just opened')
  sale.lines.push(line)
  sale.total_minor += quantity * penceOf(line)
  if (at < sale.at) sale.at = at
}

function moveOf({ invoice, code, at, quantity, description }: RetailLine): RetailMove {
  return { invoice, key: codeKey(code), at, quantity, remark: description }
}
