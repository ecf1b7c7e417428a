import type { Ctx } from '#platform/context'
import { homesOf } from '#stock'

export interface Bin {
  readonly code: string
  /** Where it comes in a walk through the warehouse. */
  readonly position: number
  /** Everywhere it may be taken from, as the labels say. */
  readonly all: readonly string[]
}

/** Where products lie in a warehouse. A product without a place is walked to last, in the order of the codes. */
export async function binsOf(
  ctx: Ctx,
  input: { warehouse_id: string; product_ids: readonly string[] },
): Promise<ReadonlyMap<string, Bin>> {
  const homes = await homesOf(ctx, input)
  return new Map(
    [...homes].map(([product_id, places]) => {
      const [{ code, walk_order }] = places
      return [product_id, { code, position: walk_order, all: places.map((place) => place.code) }]
    }),
  )
}
