import { businessOf } from '#company'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { addQuantities } from '#platform/quantity'
import type { CameLine } from './received-lines.ts'
import { refuseGoods } from './refusals.ts'

/**
 * Judges where goods are put and in which lots: lots only of products kept by lot and never more than came, bins only of
 * the warehouse they came to, expired goods only on purpose.
 */
export async function assertPutAway(
  tx: Tx,
  warehouse_id: string,
  lines: readonly CameLine[],
  accept_expired: boolean,
): Promise<void> {
  await assertBins(tx, warehouse_id, lines)
  const inLots = lines.filter(({ lots }) => lots.length > 0)
  if (inLots.length === 0) return
  const kept = await keptByLot(tx, inLots)
  const today = dayIn((await businessOf(tx)).time_zone, tx.now())
  for (const { product_id, name, quantity, lots } of inLots) {
    if (!kept.has(product_id)) throw refuseGoods.lotsNotKept({ name, product_id })
    const sum = addQuantities(lots.map((lot) => lot.quantity))
    if (sum > quantity) throw refuseGoods.lotsAbove({ name, sum, given: quantity, product_id })
    const expired = lots.find(({ expires_on }) => expires_on && expires_on < today)
    if (expired && !accept_expired) {
      throw refuseGoods.expired({ name, code: expired.code, expires_on: expired.expires_on, product_id })
    }
  }
}

async function keptByLot(tx: Tx, lines: readonly CameLine[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('stock.lot_product')
    .select('product_id')
    .where(
      'product_id',
      'in',
      lines.map(({ product_id }) => product_id),
    )
    .execute()
  return new Set(rows.map(({ product_id }) => product_id))
}

async function assertBins(tx: Tx, warehouse_id: string, lines: readonly CameLine[]): Promise<void> {
  const wanted = [...new Set(lines.flatMap(({ bin_id }) => (bin_id === undefined ? [] : [bin_id])))]
  if (wanted.length === 0) return
  const bins = await tx.db
    .selectFrom('stock.bin')
    .select('id')
    .where('id', 'in', wanted)
    .where('warehouse_id', '=', warehouse_id)
    .where('archived_at', 'is', null)
    .execute()
  const known = new Set(bins.map(({ id }) => id))
  const other = wanted.find((id) => !known.has(id))
  if (other !== undefined) throw refuseGoods.otherBin({ bin_id: other })
}
