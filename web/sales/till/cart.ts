// The sale in hand, as pure data: what was scanned, what was taken off, who buys. No I/O, no clock.

export type Discount = { basis_points: number } | { minor: number }

/** What the till needs to know of a product. */
export type Sellable = {
  id: string
  sku: string
  name: string
  kind: 'good' | 'service'
  unit: string
  decimals: number
  price: number
}

export type CartLine = {
  product: Sellable
  quantity: number
  /** Set by hand, with the permission to; otherwise the catalogue's price holds. */
  unit_price: number | null
  discount: Discount | null
}

export type Buyer = { id: string; name: string; tax_id: string | null }

export type Cart = {
  /** The id of the sale to be: however often it is sent, there is one sale. */
  id: string
  lines: readonly CartLine[]
  /** The product that changed last: it keeps the marigold until the next one. */
  hit: string | null
  buyer: Buyer | null
  discount: Discount | null
}

export type CartAct =
  | { act: 'add'; product: Sellable; quantity: number }
  | { act: 'quantity'; product_id: string; quantity: number }
  | { act: 'price'; product_id: string; unit_price: number | null }
  | { act: 'line-discount'; product_id: string; discount: Discount | null }
  | { act: 'discount'; discount: Discount | null }
  | { act: 'remove'; product_id: string }
  | { act: 'undo-last' }
  | { act: 'buyer'; buyer: Buyer | null }
  | { act: 'correct'; prices: ReadonlyMap<string, number> }
  | { act: 'replace'; cart: Cart }

export const LINES_MAX = 200
const QUANTITY_MAX = 99_999

export const emptyCart = (id: string): Cart => ({
  id,
  lines: [],
  hit: null,
  buyer: null,
  discount: null,
})

export function cartAfter(cart: Cart, given: CartAct): Cart {
  switch (given.act) {
    case 'add':
      return added(cart, given.product, given.quantity)
    case 'quantity':
      return given.quantity <= 0
        ? without(cart, given.product_id)
        : changed(cart, given.product_id, { quantity: Math.min(thousandths(given.quantity), QUANTITY_MAX) })
    case 'price':
      return changed(cart, given.product_id, { unit_price: given.unit_price })
    case 'line-discount':
      return changed(cart, given.product_id, { discount: given.discount })
    case 'discount':
      return { ...cart, discount: given.discount }
    case 'remove':
      return without(cart, given.product_id)
    case 'undo-last':
      return undoneLast(cart)
    case 'buyer':
      return { ...cart, buyer: given.buyer }
    case 'correct':
      return corrected(cart, given.prices)
    case 'replace':
      return given.cart
  }
}

/** The same product again adds to its line, as a cashier expects of the third identical can. */
function added(cart: Cart, product: Sellable, quantity: number): Cart {
  const line = cart.lines.find((one) => one.product.id === product.id)
  if (line) return changed(cart, product.id, { quantity: thousandths(line.quantity + quantity) })
  if (cart.lines.length >= LINES_MAX) return cart
  const fresh = { product, quantity: thousandths(quantity), unit_price: null, discount: null }
  return { ...cart, lines: [...cart.lines, fresh], hit: product.id }
}

function changed(cart: Cart, product_id: string, by: Partial<CartLine>): Cart {
  const lines = cart.lines.map((line) => (line.product.id === product_id ? { ...line, ...by } : line))
  return { ...cart, lines, hit: product_id }
}

function without(cart: Cart, product_id: string): Cart {
  const lines = cart.lines.filter((line) => line.product.id !== product_id)
  return { ...cart, lines, hit: lines.at(-1)?.product.id ?? null }
}

/** Takes back one unit of what was scanned last; the line goes with its last unit. */
function undoneLast(cart: Cart): Cart {
  const line = cart.lines.find((one) => one.product.id === cart.hit) ?? cart.lines.at(-1)
  if (!line) return cart
  return line.quantity > 1
    ? changed(cart, line.product.id, { quantity: thousandths(line.quantity - 1) })
    : without(cart, line.product.id)
}

/** Lines whose catalogue price is another one by now. A price set by hand is nobody's to correct. */
export const outdated = (cart: Cart, prices: ReadonlyMap<string, number>): readonly CartLine[] =>
  cart.lines.filter(({ product, unit_price }) => {
    const price = prices.get(product.id)
    return unit_price === null && price !== undefined && price !== product.price
  })

/** The server's prices in place of those that were known when the line was scanned. What was hit last stays so. */
function corrected(cart: Cart, prices: ReadonlyMap<string, number>): Cart {
  const wrong = new Set(outdated(cart, prices))
  if (wrong.size === 0) return cart
  const lines = cart.lines.map((line) => {
    const price = prices.get(line.product.id)
    return wrong.has(line) && price !== undefined ? { ...line, product: { ...line.product, price } } : line
  })
  return { ...cart, lines }
}

/** Quantities are whole thousandths, so that 0.1 + 0.2 is 0.3 as it is in the ledger. */
const thousandths = (quantity: number): number => Math.round(quantity * 1000) / 1000

/** A line before its discount: the quantity's thousandths times the price, rounded half up to the minor unit. */
export function lineGross({ product, quantity, unit_price }: CartLine): number {
  return Math.round((Math.round(quantity * 1000) * (unit_price ?? product.price)) / 1000)
}

export function discountOf(gross: number, discount: Discount | null): number {
  if (!discount) return 0
  const asked = 'minor' in discount ? discount.minor : Math.round((gross * discount.basis_points) / 10_000)
  return Math.min(asked, gross)
}

export const lineTotal = (line: CartLine): number => {
  const gross = lineGross(line)
  return gross - discountOf(gross, line.discount)
}

/** What the counter shows at once; the server prices the sale itself and answers with the same figures and the tax. */
export function totalsOf(cart: Cart): { subtotal: number; discount: number; total: number; units: number } {
  const subtotal = cart.lines.reduce((sum, line) => sum + lineGross(line), 0)
  const afterLines = cart.lines.reduce((sum, line) => sum + lineTotal(line), 0)
  const discount = subtotal - afterLines + discountOf(afterLines, cart.discount)
  const units = cart.lines.reduce((sum, line) => thousandths(sum + line.quantity), 0)
  return { subtotal, discount, total: subtotal - discount, units }
}

const discountFields = (discount: Discount | null) => {
  if (!discount) return {}
  return 'minor' in discount ? { discount_minor: discount.minor } : { discount_basis_points: discount.basis_points }
}

/** The cart as the API takes it: lines and the discount of the whole. */
export function asOrder(cart: Cart) {
  return {
    customer_id: cart.buyer?.id ?? null,
    items: cart.lines.map((line) => ({
      product_id: line.product.id,
      quantity: line.quantity,
      ...(line.unit_price === null ? {} : { unit_price: line.unit_price }),
      ...discountFields(line.discount),
    })),
    ...discountFields(cart.discount),
  }
}
