import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { subtractQuantity } from '#platform/quantity'
import { stockChanged } from './events.ts'

export interface Place {
  readonly product_id: string
  readonly warehouse_id: string
}

interface LevelNow extends Place {
  readonly on_hand: number
  readonly reserved: number
}

/** Tells what these places have now. */
export async function announce(tx: Tx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  for (const { product_id, warehouse_id, on_hand, reserved } of await levelsNow(tx, places)) {
    const available = subtractQuantity(on_hand, reserved)
    await tx.emit(stockChanged({ product_id, warehouse_id, on_hand, reserved, available }))
  }
}

async function levelsNow(tx: Tx, places: readonly Place[]): Promise<LevelNow[]> {
  const { rows } = await sql<LevelNow>`
    select * from stock.levels_now(${places.map((place) => place.product_id)}::uuid[],
      ${places.map((place) => place.warehouse_id)}::uuid[], ${tx.now().toISOString()}::timestamptz)`.execute(tx.db)
  return rows
}
