import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/context'
import { insertMany } from '#platform/database/insert-many'
import { invariant, present } from '#platform/invariant'
import { addQuantities } from '#platform/quantity'
import { announce } from '../announce.ts'
import type { Cause } from '../movement.ts'
import { refuse } from '../refusals.ts'
import { costIn, costOut, type Owned } from './average.ts'

/** A movement of the past. Positive comes in; `cost_minor` is then the whole line's, or null for the present average. */
export interface PastMovement {
  readonly product_id: string
  readonly warehouse_id: string
  readonly kind: 'receipt' | 'opening' | 'sale' | 'return' | 'consumption' | 'scrap' | 'adjustment'
  readonly quantity: number
  readonly cost_minor: number | null
  readonly cause: Cause
  readonly reason?: string
  readonly at: string
}

interface Level {
  on_hand: number
  reserved: number
  sequence: number
}

const key = (product_id: string, warehouse_id: string) => `${product_id} ${warehouse_id}`
const apart = (place: string) => {
  const [product_id = '', warehouse_id = ''] = place.split(' ')
  return { product_id, warehouse_id }
}

/**
 * Posts movements of the past in the order given, with the average cost that each moment had, as the verbs would have
 * one by one. Refuses what would take more than there is: the loader brings it in first. Gives each line's cost.
 */
export async function postPast(tx: Tx, movements: readonly PastMovement[]): Promise<number[]> {
  if (movements.length === 0) return []
  const { levels, owned } = await lockStates(tx, movements)
  const rows = movements.map((movement) => walk(tx, movement, levels, owned))
  await insertMany(tx, sql`stock.movement`, MOVEMENT, rows)
  await writeStates(tx, levels, owned)
  await announce(tx, [...levels.keys()].map(apart))
  return rows.map(({ cost_minor }) => Math.abs(cost_minor))
}

const MOVEMENT = {
  product_id: 'uuid',
  warehouse_id: 'uuid',
  sequence: 'bigint',
  kind: 'text',
  quantity: 'numeric',
  cost_minor: 'bigint',
  balance_after: 'numeric',
  product_quantity_after: 'numeric',
  product_value_after_minor: 'bigint',
  cause_kind: 'text',
  cause_id: 'uuid',
  cause_label: 'text',
  reason: 'text',
  actor_id: 'uuid',
  actor_name: 'text',
  at: 'timestamptz',
} as const

function walk(tx: Tx, movement: PastMovement, levels: Map<string, Level>, owned: Map<string, Owned>) {
  const { product_id, warehouse_id, quantity, kind, cause, reason, at } = movement
  const level = present(levels.get(key(product_id, warehouse_id)), 'a locked place')
  const product = present(owned.get(product_id), 'a locked product')
  const on_hand = addQuantities([level.on_hand, quantity])
  if (quantity < 0 && on_hand < level.reserved) throw refuseShortPast(movement, level)
  const cost_minor = quantity > 0 ? (movement.cost_minor ?? costIn(product, quantity)) : -costOut(product, -quantity)
  level.on_hand = on_hand
  level.sequence += 1
  product.quantity = addQuantities([product.quantity, quantity])
  product.value_minor += cost_minor
  if (quantity > 0 && product.quantity > 0) product.unit_cost_minor = product.value_minor / product.quantity
  invariant(product.quantity !== 0 || product.value_minor === 0, 'nothing is worth nothing')
  return {
    product_id,
    warehouse_id,
    sequence: level.sequence,
    kind,
    quantity,
    cost_minor,
    balance_after: on_hand,
    product_quantity_after: product.quantity,
    product_value_after_minor: product.value_minor,
    cause_kind: cause.kind,
    cause_id: cause.id,
    cause_label: cause.label ?? null,
    reason: reason ?? null,
    actor_id: tx.actor.id,
    actor_name: tx.actor.name,
    at,
  }
}

function refuseShortPast({ product_id, warehouse_id, quantity }: PastMovement, { on_hand, reserved }: Level) {
  const short_lines = [{ product_id, warehouse_id, requested: -quantity, available: on_hand - reserved }]
  return refuse.short({ short_count: 1 }, { details: { short_lines } })
}

async function lockStates(tx: Tx, movements: readonly PastMovement[]) {
  const places = [...new Set(movements.map(({ product_id, warehouse_id }) => key(product_id, warehouse_id)))].map(apart)
  const products = uuids(places.map(({ product_id }) => product_id))
  const warehouses = uuids(places.map(({ warehouse_id }) => warehouse_id))
  await sql`select stock.open_levels(${products}, ${warehouses})`.execute(tx.db)
  await sql`select stock.lock_levels(${products}, ${warehouses})`.execute(tx.db)
  await sql`select stock.open_valuations(${products})`.execute(tx.db)
  const levels = await sql<Level & { product_id: string; warehouse_id: string }>`
    select product_id, warehouse_id, on_hand, reserved, sequence
    from stock.level
    where (product_id, warehouse_id) in (select p, w from unnest(${products}, ${warehouses}) as k (p, w))
  `.execute(tx.db)
  const owned = await sql<Owned & { product_id: string }>`
    select product_id, quantity, value_minor, unit_cost_minor
    from stock.valuation
    where product_id = any (${products})
    order by product_id
    for update`.execute(tx.db)
  return {
    levels: new Map(
      levels.rows.map(({ product_id, warehouse_id, ...level }) => [key(product_id, warehouse_id), level]),
    ),
    owned: new Map(owned.rows.map(({ product_id, ...one }) => [product_id, one])),
  }
}

async function writeStates(tx: Tx, levels: Map<string, Level>, owned: Map<string, Owned>): Promise<void> {
  const places = [...levels].map(([place, level]) => ({ place: place.split(' '), ...level }))
  await sql`
    update stock.level l set on_hand = k.on_hand, sequence = k.sequence
    from unnest(${uuids(places.map(({ place }) => place[0] ?? ''))}, ${uuids(places.map(({ place }) => place[1] ?? ''))},
      ${places.map(({ on_hand }) => on_hand)}::numeric[], ${places.map(({ sequence }) => sequence)}::bigint[])
      as k (p, w, on_hand, sequence)
    where l.product_id = k.p and l.warehouse_id = k.w`.execute(tx.db)
  const products = [...owned]
  await sql`
    update stock.valuation v set quantity = k.quantity, value_minor = k.value_minor, unit_cost_minor = k.unit_cost
    from unnest(${uuids(products.map(([id]) => id))}, ${products.map(([, { quantity }]) => quantity)}::numeric[],
      ${products.map(([, { value_minor }]) => value_minor)}::bigint[],
      ${products.map(([, { unit_cost_minor }]) => unit_cost_minor)}::numeric[]) as k (p, quantity, value_minor, unit_cost)
    where v.product_id = k.p`.execute(tx.db)
}

const uuids = (ids: readonly string[]): RawBuilder<unknown> => sql`${[...ids]}::uuid[]`
