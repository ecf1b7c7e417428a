import { sellablesById } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { fitsDecimals } from '#platform/quantity'
import { assertCountGoesOn, type Tally, tally } from '../count.ts'
import type { CountEntry } from '../count-shapes.ts'
import { countProgressed } from '../events.ts'
import { countById } from '../queries/counts.ts'
import {
  insertEntries,
  type LockedCount,
  lockCount,
  lockLines,
  markStarted,
  type NewEntry,
  writeTallies,
} from '../records/counts.ts'
import { refuse } from '../refusals.ts'

/**
 * Writes down what was seen. Several may count at once: a line adds up whatever hands scanned it. Gives the products
 * that were named, each once.
 */
export async function addEntries(ctx: Ctx, id: string, given: readonly CountEntry[]): Promise<string[]> {
  const seen = await countById(ctx, id)
  return transact(ctx, async (tx) => {
    const count = await lockCount(tx, id, seen.status === 'open' ? 'alone' : 'shared')
    if (!count) throw refuse.countNotFound({ id })
    assertCountGoesOn(count.status)
    if (count.status === 'open') await markStarted(tx, id)
    const entries = given.map((entry) => entryOf(tx, count, entry))
    const product_ids = [...new Set(entries.map((entry) => entry.product_id))]
    await assertCountable(tx, entries, product_ids)
    const lines = await lockLines(tx, id, product_ids)
    const fresh = await insertEntries(tx, id, entries)
    const tallies = new Map<string, Tally>()
    for (const entry of entries.filter((one) => fresh.has(one.id))) {
      const line = tallies.get(entry.product_id) ?? lines.get(entry.product_id)
      if (line) tallies.set(entry.product_id, tally(line, entry))
    }
    if (tallies.size > 0) {
      await writeTallies(tx, id, tallies)
      await tx.emit(countProgressed({ count_id: id, number: count.number, warehouse_id: count.warehouse_id }))
    }
    return product_ids
  })
}

/** How far a phone's clock may be ahead of ours. */
const AHEAD_MS = 60_000

function entryOf(tx: Tx, count: LockedCount, entry: CountEntry): NewEntry {
  const now = tx.now()
  const at = entry.counted_at === undefined ? now : new Date(entry.counted_at)
  const isTooLate = at.getTime() > now.getTime() + AHEAD_MS
  if (isTooLate || at.getTime() < Date.parse(count.created_at)) throw refuse.countWhen()
  const { id = newId(), product_id, mode, quantity } = entry
  return { id, product_id, mode, quantity, counted_at: (at > now ? now : at).toISOString() }
}

async function assertCountable(tx: Tx, entries: readonly NewEntry[], product_ids: readonly string[]): Promise<void> {
  const products = await sellablesById(tx, product_ids)
  for (const { product_id, mode, quantity } of entries) {
    const product = products.get(product_id)
    if (!product) throw refuse.productNotFound({ product_id })
    const { name, decimals } = product
    if (!product.tracks_stock) throw refuse.notTracked({ name })
    if (!fitsDecimals(quantity, decimals)) throw refuse.tooManyDecimals({ name, decimals })
    if (mode === 'set' && quantity < 0) throw refuse.countBelowZero({ name })
  }
}
