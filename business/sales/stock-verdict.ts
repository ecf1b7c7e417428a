import type { Levels, Sellable } from '#catalog'
import { subtractQuantity } from '#platform/quantity'
import type { ValidationOut } from './wire-counter.ts'

type Item = ValidationOut['items'][number]

interface Judged {
  readonly product: Sellable | undefined
  readonly available: number
  readonly requested: number
}

export function lineVerdict({ product, available, requested }: Judged): Item['status'] {
  if (!product?.is_for_sale) return 'not_found'
  if (!product.tracks_stock || available >= requested) return 'in_stock'
  return available > 0 ? 'partial' : 'out_of_stock'
}

/** What the seller should know although the sale may go on. */
export function lineWarnings({
  product,
  available,
  requested,
  levels,
}: Judged & { levels: Levels | undefined }): Item['warnings'] {
  if (product === undefined) return []
  if (!product.is_for_sale) return ['not_sold']
  if (!product.tracks_stock) return []
  const warnings: Item['warnings'] = []
  const left = subtractQuantity(available, requested)
  const minimum = levels?.min_stock ?? null
  const reorder = levels?.reorder_quantity ?? null
  if (minimum !== null && available <= minimum) warnings.push('already_at_minimum')
  else if (minimum !== null && left <= minimum) warnings.push('leaves_at_minimum')
  else if (reorder !== null && left <= reorder) warnings.push('leaves_at_reorder')
  return warnings
}
