import type { PastRefund } from '#money'
import { newId } from '#platform/ids'
import { roundCash } from '#platform/money'
import type { PastSale } from '#sales'
import type { HistoryLine } from '#stock'
import { type Kind, productOf, type Stage } from './stage.ts'

const TAX = { tax_class: 'general', tax_basis_points: 1_900 }
const CASH_ROUNDING = 10

/** A sale of the story as the books take it; its id and what was paid are remembered for what comes back of it. */
export function pastSale(stage: Stage, sale: Kind<'sale'>, till_session_id: string): PastSale {
  const id = newId()
  const method = sale.by_phone && sale.method === 'cash' ? 'transfer' : sale.method
  const total = sale.lines.reduce((sum, one) => sum + one.unit_price * one.quantity - one.discount_minor, 0)
  stage.sold.set(sale.key, { id, is_cash: method === 'cash', paid: paidOf(method === 'cash', total) })
  return {
    id,
    at: sale.at.toISOString(),
    ...stage.places.at[sale.place],
    customer: sale.customer === null ? null : (stage.customers[sale.customer] ?? null),
    document_kind: sale.document,
    channel: sale.by_phone ? 'phone' : 'in_store',
    method,
    till_session_id,
    lines: sale.lines.map(({ sku, quantity, unit_price, discount_minor }) => {
      const { product_id, item } = productOf(stage, sku)
      const { name, unit, kind } = item
      const tracks_stock = kind === 'good'
      return { product_id, sku, name, unit, tracks_stock, quantity, unit_price, discount_minor, ...TAX }
    }),
  }
}

const paidOf = (is_cash: boolean, amount: number) => (is_cash ? roundCash(amount, CASH_ROUNDING) : amount)

/** What goes out of the till for a part that came back; null where its sale is not known. */
export function refundOf(stage: Stage, { sale, sku, quantity, reason, at }: Kind<'refund'>): PastRefund | null {
  const sold = stage.sold.get(sale)
  const line = stage.lines_of.get(sale)?.find((one) => one.sku === sku)
  if (sold === undefined || line === undefined) return null
  const worth = line.unit_price * quantity - Math.round((line.discount_minor * quantity) / line.quantity)
  const amount = Math.min(paidOf(sold.is_cash, worth), sold.paid)
  return { document_id: sold.id, amount, reason, at: at.toISOString() }
}

/** The part goes back to its shelf. */
export function returned(
  stage: Stage,
  { sku, quantity, place, reason, at }: Kind<'refund'>,
  sale_id: string,
): HistoryLine {
  return {
    product_id: productOf(stage, sku).product_id,
    warehouse_id: stage.places.at[place].warehouse_id,
    at: at.toISOString(),
    kind: 'return',
    quantity,
    cause: { kind: 'sale', id: sale_id },
    reason,
  }
}
