import { isService } from './kinds.ts'
import type { RetailCharge, RetailReturn, RetailSale } from './plan-trade.ts'
import type { RetailLine } from './read-lines.ts'
import { codeKey, penceOf } from './retail-products.ts'

/** The day before the file begins, when what it does not tell must have been bought. */
export const BEFORE_THE_FILE = '2010-11-30 12:00:00'

interface Bought {
  readonly sale: RetailSale
  left: number
}

interface Desk {
  /** Purchases by customer and code, the latest last. */
  readonly bought: Map<string, Bought[]>
  /** What each sale could still give back, in pence. */
  readonly refundable: Map<RetailSale, number>
  readonly returns: Map<string, RetailReturn>
  readonly made: Map<string, RetailSale>
  readonly charges: RetailCharge[]
}

/**
 * Finds for each cancelled line the purchases it takes back: the customer's latest of that code, never more units than
 * were bought nor more money than was paid. Goods that are left over were bought before the file begins, so a purchase
 * is made there; fees that are left over are charges.
 */
export function takeBack(sales: readonly RetailSale[], reversed: readonly RetailLine[]) {
  const desk: Desk = {
    bought: new Map(),
    refundable: new Map(sales.map((sale) => [sale, sale.total_minor])),
    returns: new Map(),
    made: new Map(),
    charges: [],
  }
  // Of half a million purchases only those count of which something came back.
  const wanted = new Set(reversed.map(keyOf))
  const bought = sales.flatMap((sale) => {
    const lines = sale.lines.filter((line) => wanted.has(keyOf(line)))
    return lines.map((line) => ({ sale, line, at: line.at, is_back: false }))
  })
  const back = reversed.map((line) => ({ sale: null, line, at: line.at, is_back: true }))
  // A purchase comes before a cancellation of the same minute.
  const ordered = [...bought, ...back].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : Number(a.is_back) - Number(b.is_back),
  )
  for (const { sale, line } of ordered) {
    if (sale) remember(desk, sale, line)
    else settle(desk, line)
  }
  return { returns: [...desk.returns.values()], made: [...desk.made.values()], charges: desk.charges }
}

const keyOf = ({ customer, code }: RetailLine) => `${customer} ${codeKey(code)}`

/** Who bought what, where the file says so; of adjustments it never does, and they are each other's. */
function remember({ bought }: Desk, sale: RetailSale, line: RetailLine): void {
  if (line.customer === '' && !line.invoice.startsWith('A')) return
  const stack = bought.get(keyOf(line))
  if (stack) stack.push({ sale, left: line.quantity })
  else bought.set(keyOf(line), [{ sale, left: line.quantity }])
}

function settle(desk: Desk, line: RetailLine): void {
  const price = Math.abs(penceOf(line))
  let wanted = Math.abs(line.quantity)
  const stack = desk.bought.get(keyOf(line)) ?? []
  for (let at = stack.length - 1; at >= 0 && wanted > 0; at -= 1) {
    const purchase = stack[at]
    if (purchase === undefined) continue
    const left = desk.refundable.get(purchase.sale) ?? 0
    const units = Math.min(purchase.left, wanted, price === 0 ? wanted : Math.floor(left / price))
    if (units <= 0) continue
    purchase.left -= units
    desk.refundable.set(purchase.sale, left - units * price)
    wanted -= units
    giveBack(desk, line, purchase.sale, units)
    if (purchase.left === 0) stack.splice(at, 1)
  }
  if (wanted === 0) return
  if (isService(line.code)) charge(desk, line, wanted * price)
  else giveBack(desk, line, boughtBefore(desk, line, wanted), wanted)
}

function giveBack({ returns }: Desk, line: RetailLine, sale: RetailSale, units: number): void {
  const key = `${line.invoice} ${sale.invoice}`
  const known = returns.get(key) ?? { cancellation: line.invoice, sale, at: line.at, goods: [], amount_minor: 0 }
  returns.set(key, known)
  known.amount_minor += units * Math.abs(penceOf(line))
  if (!isService(line.code)) known.goods.push({ key: codeKey(line.code), quantity: units })
}

function boughtBefore({ made }: Desk, line: RetailLine, units: number): RetailSale {
  const { invoice, customer } = line
  const named = { invoice: `${invoice}*`, at: BEFORE_THE_FILE, customer, made_for: invoice }
  const sale = made.get(invoice) ?? { ...named, lines: [], total_minor: 0 }
  made.set(invoice, sale)
  sale.lines.push({ ...line, quantity: units })
  sale.total_minor += units * penceOf(line)
  return sale
}

function charge({ charges }: Desk, { invoice, at, description, code }: RetailLine, amount_minor: number): void {
  if (amount_minor > 0)
    charges.push({ invoice, at, description: description === '' ? code : description, amount_minor })
}
