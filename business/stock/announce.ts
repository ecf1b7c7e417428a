import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { prepared } from '#platform/database/prepared'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { stockChanged, stockLow } from './events.ts'

export interface Place {
  readonly product_id: string
  readonly warehouse_id: string
}

interface LevelNow extends Place {
  readonly on_hand: number
  readonly reserved: number
  /** Null where nobody watches the product. */
  readonly min_stock: number | null
}

/** Tells what these places have now. */
export async function announce(tx: Tx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  for (const level of await levelsNow(tx, places)) await tell(tx, level, 0)
}

/** Tells what these places have now that units were taken out of what is available; warns of those that fell low. */
export async function announceTaken(tx: Tx, taken: readonly (Place & { readonly requested: number })[]): Promise<void> {
  if (taken.length === 0) return
  const quantities = new Map(taken.map((line) => [keyOf(line), line.requested]))
  for (const level of await levelsNow(tx, taken)) await tell(tx, level, quantities.get(keyOf(level)) ?? 0)
}

async function tell(tx: Tx, { product_id, warehouse_id, on_hand, reserved, min_stock }: LevelNow, taken: number) {
  const available = subtractQuantity(on_hand, reserved)
  const level = { product_id, warehouse_id, on_hand, reserved, available }
  await tx.emit(stockChanged(level))
  const before = addQuantities([available, taken])
  const hasCrossed = min_stock !== null && available <= min_stock && before > min_stock
  if (hasCrossed) await tx.emit(stockLow({ ...level, min_stock }))
}

async function levelsNow(tx: Tx, places: readonly Place[]): Promise<LevelNow[]> {
  const { rows } = await sql<LevelNow>`
    select * from stock.levels_now(${arrayText(places.map((place) => place.product_id))}::uuid[],
      ${arrayText(places.map((place) => place.warehouse_id))}::uuid[], ${tx.now().toISOString()}::timestamptz) ${prepared}`.execute(
    tx.db,
  )
  return rows
}

const keyOf = ({ product_id, warehouse_id }: Place) => `${product_id} ${warehouse_id}`
