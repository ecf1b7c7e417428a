import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { allocate } from '#platform/money'
import { thousandths } from '#platform/quantity'
import { refuseGoods, refuseOffer } from './refusals.ts'

interface Shelved {
  readonly quantity: number
  readonly cost_minor: number
}

/**
 * Each line's share of the freight and other charges of its delivery, to the last peso: by what its goods cost, or by how
 * many there are where they cost nothing. What came broken carries none.
 */
export function chargesByLine(ctx: Ctx, charges_minor: number, lines: readonly Shelved[]): number[] {
  if (charges_minor === 0) return lines.map(() => 0)
  if (!can(ctx.actor, 'costs.see')) throw refuseOffer.costForbidden()
  const values = lines.map(({ cost_minor }) => cost_minor)
  if (values.some((value) => value > 0)) return allocate(charges_minor, values)
  const quantities = lines.map(({ quantity }) => thousandths(quantity))
  if (!quantities.some((quantity) => quantity > 0)) throw refuseGoods.chargesOnNothing()
  return allocate(charges_minor, quantities)
}
