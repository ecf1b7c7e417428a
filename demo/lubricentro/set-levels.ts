import { type FirstLevels, postFirstLevels } from '#catalog'
import type { Tx } from '#platform/context'
import type { Shelved } from './fill-catalogue.ts'
import type { Places } from './open-places.ts'
import type { Place } from './story.ts'
import type { Story } from './tell-story.ts'

const DAYS = 90
const DAY_MS = 86_400_000
const MIN_DAYS = 3
const MAX_DAYS = 28

/**
 * Minimum and maximum of each product in each warehouse that keeps it, from what was sold there in the last quarter:
 * what sells less than once in three days has no minimum but nothing.
 */
export async function setStoryLevels(
  tx: Tx,
  story: Pick<Story, 'events'>,
  now: Date,
  { shelved, places }: { shelved: ReadonlyMap<string, Shelved>; places: Places },
): Promise<void> {
  const levels: FirstLevels[] = []
  for (const [sku, sold] of soldLately(story, now)) {
    const product = shelved.get(sku)
    if (product?.item.kind !== 'good') continue
    const items = [...sold].map(([place, quantity]) => {
      const a_day = quantity / DAYS
      const min_stock = Math.round(a_day * MIN_DAYS)
      const max_stock = Math.max(min_stock + 1, Math.ceil(a_day * MAX_DAYS))
      return { warehouse_id: places.at[place].warehouse_id, min_stock, max_stock, reorder_quantity: null }
    })
    levels.push({ product_id: product.product_id, items })
  }
  await postFirstLevels(tx, levels)
}

/** Units by product and place; a product that is kept somewhere but did not sell counts nothing. */
function soldLately({ events }: Pick<Story, 'events'>, now: Date): Map<string, Map<Place, number>> {
  const since = now.getTime() - DAYS * DAY_MS
  const sold = new Map<string, Map<Place, number>>()
  const add = (sku: string, place: Place, quantity: number) => {
    const at = sold.get(sku) ?? new Map<Place, number>()
    at.set(place, (at.get(place) ?? 0) + quantity)
    sold.set(sku, at)
  }
  for (const event of events) {
    if (event.kind === 'receipt') for (const { sku } of event.lines) add(sku, event.place, 0)
    if (event.kind !== 'sale' || event.at.getTime() < since) continue
    for (const { sku, quantity } of event.lines) add(sku, event.place, quantity)
  }
  return sold
}
