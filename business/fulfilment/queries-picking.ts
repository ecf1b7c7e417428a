import { sql } from 'kysely'
import { warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { addQuantities } from '#platform/quantity'
import type { LotLeft } from '#stock'
import { type Bin, binsOf } from './bins.ts'
import { lotsToPick } from './lots.ts'
import { refuseFulfilment, refusePick } from './refusals.ts'
import { TOGETHER_MAX } from './wire.ts'
import type { PickListOut } from './wire-work.ts'

interface Wanted {
  readonly fulfilment_id: string
  readonly number: number
  readonly warehouse_id: string
  readonly line_id: string
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly unit: string
  readonly codes: { code: string; quantity: number }[]
  readonly decimals: number
  readonly on_hand: number
  readonly quantity: number
  readonly picked: number
}

/** What to pick in one walk, in walking order; of the orders named, or of the most urgent that are open. */
export async function pickListOf(
  ctx: Ctx,
  query: { warehouse_id?: string | undefined; fulfilment_ids?: readonly string[] | undefined },
): Promise<PickListOut> {
  const { fulfilment_ids } = query
  if (query.warehouse_id === undefined && fulfilment_ids === undefined) throw refuseFulfilment.warehouseNeeded()
  const rows = await wantedBy(ctx, query)
  const warehouses = new Set(rows.map(({ warehouse_id }) => warehouse_id))
  if (warehouses.size > 1) throw refusePick.otherWarehouse()
  const warehouse_id = query.warehouse_id ?? [...warehouses][0]
  if (warehouse_id === undefined) throw refusePick.nothingToPick()
  if (query.warehouse_id !== undefined) await warehouseById(ctx, query.warehouse_id)
  const product_ids = [...new Set(rows.map(({ product_id }) => product_id))]
  const bins = await binsOf(ctx, { warehouse_id, product_ids })
  const lots = await lotsToPick(ctx, { warehouse_id, product_ids })
  const groups = [...groupBy(rows, ({ product_id }) => product_id).values()]
  const stops = groups.map((group) => stopOf(group, bins.get(group[0].product_id), lots.get(group[0].product_id)))
  return {
    warehouse_id,
    orders: new Set(rows.map(({ fulfilment_id }) => fulfilment_id)).size,
    units: addQuantities(rows.map(({ quantity }) => quantity)),
    stops: stops.toSorted(inWalkingOrder).map(({ walk: _walk, ...stop }) => stop),
  }
}

function stopOf(group: readonly [Wanted, ...Wanted[]], bin: Bin | undefined, lots: readonly LotLeft[] | undefined) {
  const [{ product_id, sku, name, unit, codes, decimals, on_hand }] = group
  const isThere = ({ on_hand }: LotLeft) => on_hand > 0
  return {
    walk: bin?.position ?? Number.MAX_SAFE_INTEGER,
    bin: bin?.code ?? null,
    product_id,
    sku,
    name,
    unit,
    decimals,
    codes,
    bins: [...(bin?.all ?? [])],
    lots:
      lots?.filter(isThere).map(({ code, expires_on, is_expired, on_hand }) => ({
        code,
        expires_on,
        is_expired,
        on_hand,
      })) ?? null,
    on_hand,
    quantity: addQuantities(group.map((one) => one.quantity)),
    picked: addQuantities(group.map((one) => one.picked)),
    orders: group.map(({ fulfilment_id, number, line_id, quantity, picked }) => ({
      fulfilment_id,
      number,
      line_id,
      quantity,
      picked,
    })),
  }
}

type Stop = ReturnType<typeof stopOf>
const inWalkingOrder = (a: Stop, b: Stop) => a.walk - b.walk || (a.sku < b.sku ? -1 : 1)

async function wantedBy(
  ctx: Ctx,
  {
    warehouse_id,
    fulfilment_ids,
  }: { warehouse_id?: string | undefined; fulfilment_ids?: readonly string[] | undefined },
): Promise<Wanted[]> {
  const { store_ids, warehouse_ids } = ctx.actor
  const { rows } = await sql<Wanted>`
    with walk as (
      select f.id, f.number, f.warehouse_id, f.due_at
      from fulfilment.fulfilment f
      where f.state in ('received', 'picking') and not f.waits_for_stock
        and (${fulfilment_ids === undefined} or f.id = any (${[...(fulfilment_ids ?? [])]}::uuid[]))
        and (${warehouse_id ?? null}::uuid is null or f.warehouse_id = ${warehouse_id ?? null}::uuid)
        and (${store_ids === null} or f.store_id = any (${[...(store_ids ?? [])]}::uuid[]))
        and (${warehouse_ids === null} or f.warehouse_id = any (${[...(warehouse_ids ?? [])]}::uuid[]))
      order by f.due_at, f.number
      limit ${TOGETHER_MAX}
    )
    select w.id as fulfilment_id, w.number, w.warehouse_id, l.id as line_id, l.product_id, l.sku, l.name, l.unit,
      p.decimals, b.codes, coalesce(v.on_hand, 0) as on_hand, l.quantity, l.picked
    from walk w
    join fulfilment.line l on l.fulfilment_id = w.id and l.tracks_stock and l.quantity > 0
    left join stock.level v on v.product_id = l.product_id and v.warehouse_id = w.warehouse_id
    join catalog.product p on p.id = l.product_id
    join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'quantity', k.pack_quantity) order by k.position), '[]') as codes
      from catalog.barcode k where k.product_id = l.product_id) b on true
    order by w.due_at, w.number, l.position`.execute(ctx.db)
  return rows
}
