/** The writer of alerts and of the pace they are judged by. */
import { sql } from 'kysely'
import type { Tx } from '#platform/context'

/** Days over which the pace is measured. */
export const PACE_DAYS = 28

/** How much of each product leaves each warehouse in a day, from the ledger of the last weeks. */
export async function measurePace(tx: Tx): Promise<void> {
  const now = tx.now().toISOString()
  await sql`
    with left_by as (
      select product_id, warehouse_id, -sum(quantity) / ${PACE_DAYS}::numeric as per_day
      from stock.movement
      where at > ${now}::timestamptz - make_interval(days => ${PACE_DAYS}::integer) and at <= ${now}::timestamptz
        and kind in ('sale', 'consumption', 'return')
      group by product_id, warehouse_id
      having sum(quantity) < 0
    ), gone as (
      delete from stock.pace p
      where not exists (
        select from left_by b where b.product_id = p.product_id and b.warehouse_id = p.warehouse_id)
    )
    insert into stock.pace (product_id, warehouse_id, per_day, measured_at)
    select product_id, warehouse_id, per_day, ${now}::timestamptz from left_by order by product_id, warehouse_id
    on conflict (product_id, warehouse_id) do update set per_day = excluded.per_day, measured_at = excluded.measured_at
    `.execute(tx.db)
}

export interface Alarm {
  readonly product_id: string
  readonly warehouse_id: string
  readonly level: string
}

/**
 * Makes the alerts those that hold now: new ones and those that got worse are untold again, what recovered goes. Gives
 * the warehouses where something changed.
 */
export async function replaceAlerts(tx: Tx, alarms: readonly Alarm[]): Promise<string[]> {
  const now = sql`${tx.now().toISOString()}::timestamptz`
  const rank = (level: string) => sql`array_position(array['medium', 'high', 'critical'], ${sql.ref(level)})`
  const worse = sql`(${rank('excluded.level')} > ${rank('a.level')})`
  const { rows } = await sql<{ warehouse_id: string }>`
    with given as (
      select p, w, level
      from unnest(${alarms.map((one) => one.product_id)}::uuid[], ${alarms.map((one) => one.warehouse_id)}::uuid[],
        ${alarms.map((one) => one.level)}::text[]) as k (p, w, level)
    ), gone as (
      delete from stock.alert a
      where not exists (select from given g where g.p = a.product_id and g.w = a.warehouse_id)
      returning a.warehouse_id
    ), put as (
      insert into stock.alert as a (product_id, warehouse_id, level, since)
      select p, w, level, ${now} from given order by p, w
      on conflict (product_id, warehouse_id) do update
        set level = excluded.level, since = excluded.since,
          announced_at = case when ${worse} then null else a.announced_at end,
          acknowledged_at = case when ${worse} then null else a.acknowledged_at end,
          acknowledged_by = case when ${worse} then null else a.acknowledged_by end,
          acknowledged_by_name = case when ${worse} then null else a.acknowledged_by_name end
        where a.level <> excluded.level
      returning a.warehouse_id
    )
    select warehouse_id from gone union select warehouse_id from put`.execute(tx.db)
  return rows.map(({ warehouse_id }) => warehouse_id)
}

export interface Untold extends Alarm {
  readonly name: string
}

/** Alerts nobody was told of, marked as told: each is told once. */
export async function takeUntold(tx: Tx): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    update stock.alert a
    set announced_at = ${tx.now().toISOString()}::timestamptz
    from catalog.product p
    where a.announced_at is null and p.id = a.product_id
    returning a.product_id, a.warehouse_id, a.level, p.name`.execute(tx.db)
  return rows
}

export async function acknowledge(
  tx: Tx,
  places: readonly { product_id: string; warehouse_id: string }[],
): Promise<{ product_id: string; warehouse_id: string }[]> {
  const { rows } = await sql<{ product_id: string; warehouse_id: string }>`
    update stock.alert a
    set acknowledged_at = ${tx.now().toISOString()}::timestamptz, acknowledged_by = ${tx.actor.id}::uuid,
      acknowledged_by_name = ${tx.actor.name}
    from unnest(${places.map((one) => one.product_id)}::uuid[], ${places.map((one) => one.warehouse_id)}::uuid[])
      as k (p, w)
    where a.product_id = k.p and a.warehouse_id = k.w and a.acknowledged_at is null
    returning a.product_id, a.warehouse_id`.execute(tx.db)
  return rows
}
