import type { RetailLine } from './read-lines.ts'
import { codeKey } from './retail-products.ts'

/** What the file knows of the purchase that a cancellation takes back. */
export type Purchase = 'bought' | 'bought_less' | 'not_bought' | 'nobody_named'

/**
 * Looks for the purchase of each cancelled line: the same customer and code, earlier in time, and not yet taken back
 * by another cancellation. What is missing was bought before the file begins, or less of it was bought in the file.
 */
export function cancelledPurchases(lines: readonly RetailLine[]): Map<RetailLine, Purchase> {
  const bought = new Map<string, number>()
  const found = new Map<RetailLine, Purchase>()
  // A purchase comes before a cancellation of the same minute.
  const wanted = new Set(lines.filter(isCancelled).map(keyOf))
  const ordered = lines
    .filter((line) => wanted.has(keyOf(line)))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.quantity - a.quantity))
  for (const line of ordered) {
    const { customer, quantity } = line
    const key = keyOf(line)
    const left = bought.get(key) ?? 0
    if (quantity > 0 && customer !== '') bought.set(key, left + quantity)
    if (!isCancelled(line)) continue
    found.set(line, purchaseOf(line, left))
    if (customer !== '') bought.set(key, Math.max(0, left + quantity))
  }
  return found
}

const isCancelled = ({ invoice }: RetailLine) => invoice.startsWith('C')
const keyOf = ({ customer, code }: RetailLine) => `${customer} ${codeKey(code)}`

function purchaseOf({ customer, quantity }: RetailLine, left: number): Purchase {
  if (customer === '') return 'nobody_named'
  if (left === 0) return 'not_bought'
  return left < -quantity ? 'bought_less' : 'bought'
}
