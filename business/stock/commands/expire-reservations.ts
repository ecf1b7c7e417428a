import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { announce } from '../announce.ts'
import { markExpired } from '../records.ts'

/** Holds marked in one transaction, and transactions of one run: a run ends, whatever waits. */
const BATCH = 500
const ROUNDS_MAX = 40

/** Marks what time has ended. Nothing depends on it: expired holds count for nothing from the second they expire. */
export async function expireReservations(ctx: Ctx): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const places = await transact(ctx, async (tx) => {
      const changed = await markExpired(tx, BATCH)
      await announce(tx, changed)
      return changed
    })
    if (places.length === 0) return
  }
}
