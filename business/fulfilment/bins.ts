import type { Ctx } from '#platform/context'

export interface Bin {
  readonly code: string
  /** Where it comes in a walk through the warehouse. */
  readonly position: number
}

/** Where products lie in a warehouse. A warehouse without bins is walked in the order of the products' codes. */
export async function binsOf(
  _ctx: Ctx,
  _input: { warehouse_id: string; product_ids: readonly string[] },
): Promise<ReadonlyMap<string, Bin>> {
  return new Map()
}
