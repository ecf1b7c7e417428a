import type { RetailLine } from './read-lines.ts'

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
  const ordered = lines.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.quantity - a.quantity))
  for (const line of ordered) {
    const { invoice, customer, code, quantity } = line
    const key = `${customer} ${code.toUpperCase()}`
    const left = bought.get(key) ?? 0
    if (quantity > 0 && customer !== '') bought.set(key, left + quantity)
    if (!invoice.startsWith('C')) continue
    found.set(line, purchaseOf(line, left))
    if (customer !== '') bought.set(key, Math.max(0, left + quantity))
  }
  return found
}

function purchaseOf({ customer, quantity }: RetailLine, left: number): Purchase {
  if (customer === '') return 'nobody_named'
  if (left === 0) return 'not_bought'
  return left < -quantity ? 'bought_less' : 'bought'
}
