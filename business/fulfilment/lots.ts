import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { subtractQuantity } from '#platform/quantity'
import { type LotLeft, lotsLeftOf } from '#stock'
import { refusePick } from './refusals.ts'

interface Where {
  readonly warehouse_id: string
  readonly product_ids: readonly string[]
}

/** What can be taken of each lot: what lies there, without what others took and did not ship. First to expire first. */
export async function lotsToPick(ctx: Ctx, where: Where): Promise<ReadonlyMap<string, readonly LotLeft[]>> {
  const lots = await lotsLeftOf(ctx, where)
  const ids = [...lots.values()].flat().map(({ lot_id }) => lot_id)
  if (ids.length === 0) return lots
  const inTotes = await takenOf(ctx, where.warehouse_id, ids)
  const free = (lot: LotLeft) => ({ ...lot, on_hand: subtractQuantity(lot.on_hand, inTotes.get(lot.lot_id) ?? 0) })
  return new Map([...lots].map(([product_id, own]) => [product_id, own.map(free)]))
}

/** Units of a product kept by lot that lie there in none. */
export async function looseOf(ctx: Ctx, warehouse_id: string, product_id: string): Promise<number> {
  const { rows } = await sql<{ loose: number }>`
    select greatest(l.on_hand - coalesce(sum(v.on_hand), 0), 0) as loose
    from stock.level l
    left join stock.lot_level v on v.product_id = l.product_id and v.warehouse_id = l.warehouse_id
    where l.product_id = ${product_id}::uuid and l.warehouse_id = ${warehouse_id}::uuid
    group by l.on_hand`.execute(ctx.db)
  return rows[0]?.loose ?? 0
}

async function takenOf(ctx: Ctx, warehouse_id: string, lot_ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('fulfilment.picked_lot as k')
    .innerJoin('fulfilment.line as l', 'l.id', 'k.line_id')
    .innerJoin('fulfilment.fulfilment as f', 'f.id', 'l.fulfilment_id')
    .select(['k.lot_id', sql<number>`sum(k.quantity - k.shipped)`.as('taken')])
    .where('k.lot_id', '=', sql<string>`any(${[...lot_ids]}::uuid[])`)
    .where('f.warehouse_id', '=', warehouse_id)
    .where('f.state', 'in', ['picking', 'packing'])
    .groupBy('k.lot_id')
    .execute()
  return new Map(rows.map(({ lot_id, taken }) => [lot_id, taken]))
}

export interface Taken {
  readonly lot_id: string
  readonly code: string
  readonly quantity: number
}

/**
 * From which lots a quantity is taken: from the one that is named, or from those that expire first. What lies in no lot is
 * taken without one; an expired lot never.
 */
export function takeFromLots(
  lots: readonly LotLeft[],
  given: { name: string; quantity: number; loose: number; lot?: string | undefined },
): Taken[] {
  if (given.lot !== undefined) return [takeNamed(lots, { ...given, lot: given.lot })]
  let left = given.quantity
  const taken: Taken[] = []
  for (const { lot_id, code, on_hand } of lots.filter((one) => !one.is_expired && one.on_hand > 0)) {
    const quantity = Math.min(left, on_hand)
    if (quantity <= 0) break
    taken.push({ lot_id, code, quantity })
    left = subtractQuantity(left, quantity)
  }
  const expired = lots.find((lot) => lot.is_expired && lot.on_hand > 0)
  if (left > given.loose && expired) throw refuseExpired(expired)
  return taken
}

function takeNamed(lots: readonly LotLeft[], given: { name: string; quantity: number; lot: string }): Taken {
  const lot = lots.find(({ code }) => code.toLowerCase() === given.lot.toLowerCase())
  if (!lot) throw refusePick.unknownLot({ lot: given.lot, name: given.name })
  if (lot.is_expired) throw refuseExpired(lot)
  if (lot.on_hand < given.quantity) throw refusePick.lotShort({ lot: lot.code, left: Math.max(0, lot.on_hand) })
  return { lot_id: lot.lot_id, code: lot.code, quantity: given.quantity }
}

const refuseExpired = ({ code, expires_on }: LotLeft) =>
  refusePick.expiredLot({ lot: code, expires_on: expires_on?.split('-').reverse().join('-') ?? '' })

export interface PickedLot {
  readonly line_id: string
  readonly lot_id: string
  readonly code: string
  readonly quantity: number
  readonly shipped: number
}

/** The lots that were taken for these lines, the first to expire first. */
export async function pickedLotsOf(ctx: Ctx, line_ids: readonly string[]): Promise<PickedLot[]> {
  return ctx.db
    .selectFrom('fulfilment.picked_lot as k')
    .innerJoin('stock.lot as t', 't.id', 'k.lot_id')
    .select(['k.line_id', 'k.lot_id', 't.code', 'k.quantity', 'k.shipped'])
    .where('k.line_id', '=', sql<string>`any(${[...line_ids]}::uuid[])`)
    .orderBy(sql`t.expires_on nulls last`)
    .orderBy('t.created_at')
    .orderBy('t.id')
    .execute()
}

/** Of what was taken for lines, so much of each lot: what a parcel takes along, or what goes back to the shelf. */
export function partOfLots(
  picked: readonly PickedLot[],
  lines: readonly { line_id: string; quantity: number }[],
  from: 'first' | 'last' = 'first',
): { line_id: string; lot_id: string; quantity: number }[] {
  return lines.flatMap(({ line_id, quantity }) => {
    let left = quantity
    const own = picked.filter((lot) => lot.line_id === line_id)
    return (from === 'first' ? own : own.toReversed()).flatMap(({ lot_id, ...lot }) => {
      const part = Math.min(left, subtractQuantity(lot.quantity, lot.shipped))
      left = subtractQuantity(left, Math.max(0, part))
      return part > 0 ? [{ line_id, lot_id, quantity: part }] : []
    })
  })
}
