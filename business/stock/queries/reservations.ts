import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import type { Page } from '#platform/units'
import { refuse } from '../refusals.ts'
import { stateAt } from '../reservation.ts'
import {
  OwnerKind,
  type Reservation,
  type ReservationQuery,
  ReservationState,
  type ReservationSummary,
} from '../reservation-shapes.ts'
import { hasWords, productColumn, visibleTo, warehouseColumn } from './places.ts'

/** Less than this share of its life is left: the board marks it. */
const EXPIRING_SHARE = 0.2
const PRODUCTS_MAX = 50

const isOver = (ctx: Ctx) =>
  sql<boolean>`(r.state = 'pending' and r.expires_at <= ${ctx.now().toISOString()}::timestamptz)`

export async function listReservations(ctx: Ctx, query: ReservationQuery): Promise<Page<Reservation>> {
  const rows = reservationRows(ctx)
    .$if(query.state !== undefined, (q) =>
      q.where(sql<boolean>`case when ${isOver(ctx)} then 'expired' else r.state end = ${query.state}`),
    )
    .$if(query.open !== undefined, (q) =>
      q.where(sql<boolean>`(r.state in ('pending', 'confirmed') and not ${isOver(ctx)}) = ${query.open}`),
    )
    .$if(query.owner_kind !== undefined, (q) => q.where('r.owner_kind', '=', query.owner_kind ?? ''))
    .$if(query.owner_id !== undefined, (q) => q.where('r.owner_id', '=', query.owner_id ?? ''))
    .$if(query.product_id !== undefined, (q) => q.where('r.product_id', '=', query.product_id ?? ''))
    .$if(query.warehouse_id !== undefined, (q) => q.where('r.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`r.created_at`, cast: 'timestamptz' },
      expires_at: { by: sql`r.expires_at`, cast: 'timestamptz' },
      quantity: { by: sql`r.quantity`, cast: 'numeric' },
    },
    sort: '-created_at',
    id: sql`r.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => shown(ctx, row)) }
}

/** One reservation in a warehouse that the actor sees; any other does not exist for them. */
export async function reservationById(ctx: Ctx, id: string): Promise<Reservation> {
  const row = await reservationRows(ctx).where('r.id', '=', id).modifyEnd(prepared).executeTakeFirst()
  if (!row) throw refuse.notFound({ id })
  return shown(ctx, row)
}

/** What is reserved at this moment, and the products with most reserved units. */
export async function reservationSummary(
  ctx: Ctx,
  query: { warehouse_id?: string | undefined },
): Promise<ReservationSummary> {
  const open = ctx.db
    .selectFrom('stock.reservation as r')
    .innerJoin('catalog.product as p', 'p.id', 'r.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'r.warehouse_id')
    .where(visibleTo(ctx.actor))
    .where('r.state', 'in', ['pending', 'confirmed'])
    .where(sql<boolean>`not ${isOver(ctx)}`)
    .$if(query.warehouse_id !== undefined, (q) => q.where('w.id', '=', query.warehouse_id ?? ''))
  const isExpiring = sql`r.state = 'pending' and extract(epoch from r.expires_at - ${ctx.now().toISOString()}::timestamptz)
    < ${EXPIRING_SHARE}::numeric * r.ttl_seconds`
  const totals = await open
    .select([sql<number>`count(*)`.as('reservations'), sql<number>`coalesce(sum(r.quantity), 0)`.as('units')])
    .select(sql<number>`count(*) filter (where ${isExpiring})`.as('expiring'))
    .executeTakeFirstOrThrow()
  const products = await open
    .groupBy(['p.id', 'p.sku', 'p.name', 'p.unit'])
    .select([productColumn, sql<number>`count(*)`.as('reservations'), sql<number>`sum(r.quantity)`.as('quantity')])
    .orderBy(sql`sum(r.quantity) desc, p.id`)
    .limit(PRODUCTS_MAX)
    .execute()
  return { ...totals, products }
}

function reservationRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('stock.reservation as r')
    .innerJoin('catalog.product as p', 'p.id', 'r.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'r.warehouse_id')
    .where(visibleTo(ctx.actor))
    .select(['r.id', 'r.owner_kind', 'r.owner_id', productColumn, warehouseColumn, 'r.quantity', 'r.state'])
    .select(['r.created_at', 'r.created_by', 'r.created_by_name', 'r.expires_at', 'r.ttl_seconds', 'r.confirmed_at'])
    .select(['r.settled_at', 'r.reason'])
}

type Row = Awaited<ReturnType<ReturnType<typeof reservationRows>['execute']>>[number]

function shown(ctx: Ctx, { ttl_seconds, ...row }: Row): Reservation {
  const state = stateAt({ state: ReservationState.parse(row.state), expires_at: row.expires_at }, ctx.now())
  const isPending = state === 'pending' && row.expires_at !== null
  const left_ms = isPending && row.expires_at !== null ? Date.parse(row.expires_at) - ctx.now().getTime() : 0
  return {
    ...row,
    owner_kind: OwnerKind.parse(row.owner_kind),
    state,
    seconds_left: isPending ? Math.ceil(left_ms / 1000) : state === 'expired' ? 0 : null,
    is_expiring: isPending && left_ms < EXPIRING_SHARE * 1000 * (ttl_seconds ?? 0),
  }
}
