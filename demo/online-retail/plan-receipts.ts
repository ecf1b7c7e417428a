import { isService } from './kinds.ts'
import type { RetailTrade } from './plan-trade.ts'
import { codeKey } from './retail-products.ts'
import { BEFORE_THE_FILE } from './take-back.ts'

/** Goods that the file does not tell of and without which nothing could have been sold. */
export interface RetailReceipt {
  readonly key: string
  readonly at: string
  readonly kind: 'opening' | 'receipt'
  readonly quantity: number
}

const OPENING = '2010-11-29 09:00:00'
/** What is brought in goes past what the month needs, by a tenth, in dozens where many are needed. */
const MARGIN = 1.1
const DOZEN = 12

interface Delta {
  readonly at: string
  readonly quantity: number
}

/**
 * What must come in, month by month, for stock never to fall below zero: an opening before the file begins, and then
 * at each month's end what the next month takes beyond what is there.
 */
export function planReceipts(trade: RetailTrade): RetailReceipt[] {
  const receipts: RetailReceipt[] = []
  for (const [key, deltas] of deltasOf(trade)) {
    // In the same minute what leaves is counted before what comes.
    deltas.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.quantity - b.quantity))
    let on_hand = 0
    for (const [month, { lowest, sum }] of monthsOf(deltas)) {
      const needed = -lowest - on_hand
      if (needed > 0) {
        const quantity = rounded(needed)
        const isOpening = month === FIRST_MONTH
        receipts.push({
          key,
          quantity,
          at: isOpening ? OPENING : lastWorkday(month),
          kind: isOpening ? 'opening' : 'receipt',
        })
        on_hand += quantity
      }
      on_hand += sum
    }
  }
  return receipts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function deltasOf({ sales, returns, moves }: RetailTrade): Map<string, Delta[]> {
  const deltas = new Map<string, Delta[]>()
  const add = (key: string, at: string, quantity: number) => {
    const of = deltas.get(key)
    if (of) of.push({ at, quantity })
    else deltas.set(key, [{ at, quantity }])
  }
  for (const { at, lines } of sales)
    for (const { code, quantity } of lines) if (!isService(code)) add(codeKey(code), at, -quantity)
  for (const { at, goods } of returns) for (const { key, quantity } of goods) add(key, at, quantity)
  for (const { key, at, quantity } of moves) add(key, at, quantity)
  return deltas
}

const FIRST_MONTH = '2010-12'

/** The lowest that the stock of a month would fall from nothing, and what the month changes; the day before belongs to the first. */
function monthsOf(deltas: readonly Delta[]): Map<string, { lowest: number; sum: number }> {
  const months = new Map<string, { lowest: number; sum: number }>()
  for (const { at, quantity } of deltas) {
    const month = at <= BEFORE_THE_FILE ? FIRST_MONTH : at.slice(0, 7)
    const of = months.get(month) ?? { lowest: 0, sum: 0 }
    months.set(month, of)
    of.sum += quantity
    of.lowest = Math.min(of.lowest, of.sum)
  }
  return months
}

function rounded(needed: number): number {
  const wanted = Math.ceil(needed * MARGIN)
  return needed < DOZEN ? wanted : Math.ceil(wanted / DOZEN) * DOZEN
}

/** The last weekday before a month, late in the afternoon. */
function lastWorkday(month: string): string {
  const day = new Date(`${month}-01T00:00:00Z`)
  do day.setUTCDate(day.getUTCDate() - 1)
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6)
  return `${day.toISOString().slice(0, 10)} 17:00:00`
}
