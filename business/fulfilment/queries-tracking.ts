import { sql } from 'kysely'
import { businessOf } from '#company'
import type { Ctx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { refuseTracking } from './refusals.ts'
import { FulfilmentState, ShipmentState, type TrackingOut } from './wire.ts'

const CODE = /^[A-Za-z0-9_-]{22,64}$/

/**
 * An order as its customer follows it. Whatever the code, an unknown one gets one and the same answer; nothing of the
 * person leaves but the first name, and nothing of the shop but its name and telephone.
 */
export async function trackingOf(ctx: Ctx, code: string): Promise<TrackingOut> {
  const order = CODE.test(code) ? await orderBehind(ctx, code) : undefined
  if (!order) throw refuseTracking.notFound()
  const { name, phone } = await businessOf(ctx)
  const parts = await partsOf(ctx, order.id)
  return {
    business: { name, phone },
    first_name: firstName(order.customer_name),
    order_number: order.number,
    ordered_at: order.confirmed_at ?? order.created_at,
    state: order.status === 'cancelled' ? 'cancelled' : slowest(parts.map(({ state }) => state)),
    parts,
  }
}

async function orderBehind(ctx: Ctx, code: string) {
  return ctx.db
    .selectFrom('fulfilment.tracking as t')
    .innerJoin('sales.order as o', 'o.id', 't.order_id')
    .select(['o.id', 'o.number', 'o.status', 'o.customer_name', 'o.confirmed_at', 'o.created_at'])
    .where('t.code', '=', code)
    .executeTakeFirst()
}

/** A company has no first name: of `Taller Los Andes SpA` nothing is told that a person could be found by. */
function firstName(name: string | null): string | null {
  return name?.trim().split(/\s+/)[0] ?? null
}

/** An order is as far as the part that is least far. */
function slowest(states: readonly FulfilmentState[]): FulfilmentState {
  const going = states.filter((state) => state !== 'cancelled')
  const far = (state: FulfilmentState) => FulfilmentState.options.indexOf(state)
  return going.toSorted((a, b) => far(a) - far(b))[0] ?? 'cancelled'
}

async function partsOf(ctx: Ctx, order_id: string): Promise<TrackingOut['parts']> {
  const rows = await ctx.db
    .selectFrom('fulfilment.fulfilment as f')
    .select(['f.id', 'f.state', 'f.state_at', 'f.waits_for_stock'])
    .where('f.order_id', '=', order_id)
    .orderBy('f.number')
    .execute()
  const ids = rows.map(({ id }) => id)
  const [items, steps, parcels] = [await itemsOf(ctx, ids), await movesOf(ctx, ids), await parcelsOf(ctx, ids)]
  return rows.map(({ id, state_at, waits_for_stock, ...row }) => ({
    state: FulfilmentState.parse(row.state),
    state_at,
    waits_for_stock,
    items: (items.get(id) ?? []).map(({ name, quantity, unit }) => ({ name, quantity, unit })),
    steps: (steps.get(id) ?? []).map(({ state, at }) => ({ state: FulfilmentState.parse(state), at })),
    parcels: (parcels.get(id) ?? []).map(({ fulfilment_id: _of, state, ...parcel }) => ({
      ...parcel,
      state: ShipmentState.parse(state),
    })),
  }))
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

async function itemsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('fulfilment.line')
    .select(['fulfilment_id', 'name', 'quantity', 'unit'])
    .where('fulfilment_id', '=', anyOf(ids))
    .where('quantity', '>', 0)
    .orderBy('position')
    .execute()
  return groupBy(rows, ({ fulfilment_id }) => fulfilment_id)
}

async function movesOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('fulfilment.step')
    .select(['fulfilment_id', 'to_state as state', 'at'])
    .where('fulfilment_id', '=', anyOf(ids))
    .where('to_state', 'is not', null)
    .orderBy('id')
    .execute()
  return groupBy(rows, ({ fulfilment_id }) => fulfilment_id)
}

/** What never left for the customer to see stays inside: dropped parcels, costs, names, proofs. */
async function parcelsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('fulfilment.shipment')
    .select(['fulfilment_id', 'state', 'carrier', 'tracking', 'expected_on', 'dispatched_at', 'delivered_at'])
    .where('fulfilment_id', '=', anyOf(ids))
    .where((e) => e.or([e('dispatched_at', 'is not', null), e('state', '=', 'pending')]))
    .orderBy('number')
    .execute()
  return groupBy(rows, ({ fulfilment_id }) => fulfilment_id)
}
