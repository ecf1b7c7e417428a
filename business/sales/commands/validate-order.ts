import type { z } from 'zod'
import { minimumsOf, sellablesById } from '#catalog'
import { businessOf } from '#company'
import type { Ctx } from '#platform/context'
import { roundCash } from '#platform/money'
import { subtractQuantity } from '#platform/quantity'
import { availabilityOf } from '#stock'
import { totalsOf } from '../draft.ts'
import { priceItems } from '../items.ts'
import { placeOf } from '../place.ts'
import { lineVerdict, lineWarnings } from '../stock-verdict.ts'
import type { ValidateOrder, ValidationOut } from '../wire-counter.ts'

type Input = z.output<typeof ValidateOrder>

/** Judges each line against stock and prices the whole, without changing anything. Two lines on one product share what there is. */
export async function validateOrder(ctx: Ctx, input: Input): Promise<ValidationOut> {
  const { cash_rounding_minor } = await businessOf(ctx)
  const { warehouse_id } = await placeOf(ctx, input)
  const product_ids = input.items.map(({ product_id }) => product_id)
  const products = await sellablesById(ctx, product_ids)
  const there = new Map(
    (await availabilityOf(ctx, { product_ids, warehouse_id })).map((row) => [row.product_id, row.available]),
  )
  const minimums = await minimumsOf(ctx, { product_ids, warehouse_id })
  const known = input.items.filter(({ product_id }) => products.get(product_id)?.is_for_sale)
  const priced = await priceItems(ctx, known, input)

  const left = new Map(there)
  let next = 0
  const items = input.items.map(({ product_id, quantity }) => {
    const product = products.get(product_id)
    const line = product?.is_for_sale ? priced.lines[next++] : undefined
    const available = Math.max(0, left.get(product_id) ?? 0)
    left.set(product_id, subtractQuantity(available, quantity))
    const status = lineVerdict({ product, available, requested: quantity })
    return {
      product_id,
      sku: product?.sku ?? null,
      name: product?.name ?? null,
      status,
      requested: quantity,
      available: product?.tracks_stock === false ? quantity : available,
      unit_price: line?.unit_price ?? null,
      total: line?.total ?? null,
      warnings: lineWarnings({ product, available, requested: quantity, levels: minimums.get(product_id) }),
    }
  })
  const totals = totalsOf(priced)
  return {
    is_valid: items.every(({ status }) => status === 'in_stock'),
    items,
    summary: summaryOf(items),
    totals: { ...totals, cash_due_minor: roundCash(totals.total, cash_rounding_minor) },
    needs_approval: priced.needs_approval,
    timestamp: ctx.now().toISOString(),
  }
}

function summaryOf(items: ValidationOut['items']): ValidationOut['summary'] {
  const count = (status: string) => items.filter((item) => item.status === status).length
  return {
    lines: items.length,
    in_stock: count('in_stock'),
    partial: count('partial'),
    out_of_stock: count('out_of_stock'),
    not_found: count('not_found'),
    with_warnings: items.filter(({ warnings }) => warnings.length > 0).length,
  }
}
