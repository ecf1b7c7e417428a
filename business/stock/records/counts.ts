/** The writer of counts, their lines and what was seen. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/context'
import type { Tally } from '../count.ts'
import { COUNT_LINES_MAX, CountStatus, type OpenCount } from '../count-shapes.ts'
import { classesOf } from '../queries/cycle.ts'

/** Opens it with its lines, taken from what the warehouse has or had. Gives its number; null where the id is taken. */
export async function insertCount(tx: Tx, id: string, input: OpenCount): Promise<number | null> {
  const row = await tx.db
    .insertInto('stock.count')
    .values({
      id,
      warehouse_id: input.warehouse_id,
      scope: input.scope,
      category_id: input.scope === 'category' ? input.category_id : null,
      abc_class: input.scope === 'abc' ? input.abc_class : null,
      status: 'open',
      is_blind: input.is_blind ?? true,
      note: input.note ?? null,
      lines: 0,
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
      created_at: tx.now(),
    })
    .onConflict((on) => on.column('id').doNothing())
    .returning('number')
    .executeTakeFirst()
  return row?.number ?? null
}

/** Writes down which products it is about. Gives how many there are. */
export async function insertCountLines(tx: Tx, id: string, input: OpenCount): Promise<number> {
  const { rows } = await sql<{ lines: number }>`
    with listed as (
      insert into stock.count_line (count_id, product_id)
      select ${id}::uuid, product_id from ${wantedBy(tx, input)} wanted
      limit ${COUNT_LINES_MAX + 1}
      returning product_id
    ), counted as (
      select count(*) as lines from listed
    )
    update stock.count set lines = counted.lines from counted where id = ${id}::uuid returning counted.lines`.execute(
    tx.db,
  )
  return rows[0]?.lines ?? 0
}

/** Goods that the warehouse has or had; of the whole one only those that are not at zero and forgotten. */
function wantedBy(tx: Tx, input: OpenCount): RawBuilder<unknown> {
  const { warehouse_id } = input
  if (input.scope === 'abc') {
    return sql`(
      select product_id from ${classesOf(tx, warehouse_id)} classes
      where abc_class = ${input.abc_class}
      order by last_counted_at nulls first, moved desc, product_id
      limit ${input.products_max ?? COUNT_LINES_MAX + 1})`
  }
  if (input.scope === 'products') {
    return sql`(
      select p.id as product_id from catalog.product p
      where p.id = any (${[...input.product_ids]}::uuid[]) and p.kind = 'good')`
  }
  const within =
    input.scope === 'category'
      ? sql`p.category_id in (
          with recursive below as (
            select ${input.category_id}::uuid as id
            union
            select c.id from catalog.category c join below on c.parent_id = below.id
          )
          select id from below)`
      : sql`true`
  return sql`(
    select l.product_id
    from stock.level l
    join catalog.product p on p.id = l.product_id
    where l.warehouse_id = ${warehouse_id}::uuid and p.kind = 'good' and (p.archived_at is null or l.on_hand <> 0)
      and ${within}
    order by p.name_key, p.id)`
}

export interface LockedCount {
  readonly id: string
  readonly number: number
  readonly status: CountStatus
  readonly warehouse_id: string
  readonly created_at: string
}

/** Shared for whoever counts, so that several may; alone for whoever moves it on. */
export async function lockCount(tx: Tx, id: string, how: 'shared' | 'alone'): Promise<LockedCount | undefined> {
  const rows = tx.db
    .selectFrom('stock.count')
    .where('id', '=', id)
    .select(['id', 'number', 'status', 'warehouse_id', 'created_at'])
  const row = await (how === 'alone' ? rows.forUpdate() : rows.forShare()).executeTakeFirst()
  return row && { ...row, status: CountStatus.parse(row.status) }
}

type Change = { status?: CountStatus; cancel_reason?: string | null }

export async function updateCount(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.db
    .updateTable('stock.count')
    .set({ ...change, ...stamps(tx, change.status), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

function stamps(tx: Tx, status: CountStatus | undefined) {
  const [by, by_name, at] = [tx.actor.id, tx.actor.name, tx.now()]
  if (status === 'review') return { closed_by: by, closed_by_name: by_name, closed_at: at }
  if (status === 'posted') return { posted_by: by, posted_by_name: by_name, posted_at: at }
  return status === 'cancelled' ? { cancelled_by: by, cancelled_by_name: by_name, cancelled_at: at } : {}
}

export async function markStarted(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('stock.count')
    .set({ status: 'counting', started_at: tx.now(), started_by_name: tx.actor.name })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .execute()
}

export interface NewEntry {
  readonly id: string
  readonly product_id: string
  readonly mode: 'add' | 'set' | 'clear'
  readonly quantity: number
  readonly counted_at: string
}

/** Keeps what was seen; gives the ids that were not there before. */
export async function insertEntries(tx: Tx, count_id: string, entries: readonly NewEntry[]): Promise<Set<string>> {
  const rows = await tx.db
    .insertInto('stock.count_entry')
    .values(
      entries.map((entry) => ({
        ...entry,
        count_id,
        actor_id: tx.actor.id,
        actor_name: tx.actor.name,
        at: tx.now(),
      })),
    )
    .onConflict((on) => on.column('id').doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Makes the lines of products that nobody expected there, and locks all of these in the one order. */
export async function lockLines(
  tx: Tx,
  count_id: string,
  product_ids: readonly string[],
): Promise<Map<string, Tally & { is_found: boolean }>> {
  await sql`
    with found as (
      insert into stock.count_line (count_id, product_id, is_found)
      select ${count_id}::uuid, p, true from unnest(${[...product_ids]}::uuid[]) p order by p
      on conflict do nothing
      returning product_id
    )
    update stock.count c set lines = c.lines + n.found
    from (select count(*) as found from found) n
    where c.id = ${count_id}::uuid and n.found > 0`.execute(tx.db)
  const rows = await tx.db
    .selectFrom('stock.count_line')
    .where('count_id', '=', count_id)
    .where('product_id', 'in', [...product_ids])
    .select(['product_id', 'counted', 'first_at', 'counted_at', 'is_found'])
    .orderBy('product_id')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ product_id, ...line }) => [product_id, line]))
}

export async function writeTallies(tx: Tx, count_id: string, tallies: ReadonlyMap<string, Tally>): Promise<void> {
  const lines = [...tallies].map(([product_id, line]) => ({ product_id, ...line }))
  await sql`
    update stock.count_line i
    set counted = k.counted, first_at = k.first_at, counted_at = k.counted_at,
      counted_by = case when k.counted is null then null else ${tx.actor.id}::uuid end,
      counted_by_name = case when k.counted is null then null else ${tx.actor.name} end
    from unnest(${lines.map((line) => line.product_id)}::uuid[], ${lines.map((line) => line.counted)}::numeric[],
      ${lines.map((line) => line.first_at)}::timestamptz[], ${lines.map((line) => line.counted_at)}::timestamptz[])
      as k (product_id, counted, first_at, counted_at)
    where i.count_id = ${count_id}::uuid and i.product_id = k.product_id`.execute(tx.db)
}

/** What nobody looked at was not there. */
export async function countRestAsNothing(tx: Tx, count_id: string): Promise<void> {
  const at = sql`${tx.now().toISOString()}::timestamptz`
  await sql`
    update stock.count_line
    set counted = 0, first_at = ${at}, counted_at = ${at}, counted_by = ${tx.actor.id}::uuid,
      counted_by_name = ${tx.actor.name}
    where count_id = ${count_id}::uuid and counted is null`.execute(tx.db)
}

/**
 * Writes beside each line what the ledger says was there when it was counted: what there is now, less what moved
 * since. A sale that had begun by then is in it, however late it was written.
 */
export async function compareWithLedger(tx: Tx, { id, warehouse_id }: LockedCount): Promise<void> {
  await sql`
    update stock.count_line i
    set expected = coalesce(l.on_hand, 0) - since.quantity, moved_meanwhile = since.meanwhile
    from stock.count_line k
    left join stock.level l on l.product_id = k.product_id and l.warehouse_id = ${warehouse_id}::uuid
    cross join lateral (
      select coalesce(sum(m.quantity) filter (where m.at > k.counted_at), 0) as quantity,
        coalesce(bool_or(m.at <= k.counted_at), false) as meanwhile
      from stock.movement m
      where m.product_id = k.product_id and m.warehouse_id = ${warehouse_id}::uuid and m.quantity <> 0
        and m.at > k.first_at
    ) since
    where i.count_id = ${id}::uuid and k.count_id = i.count_id and k.product_id = i.product_id
      and i.counted is not null`.execute(tx.db)
}

/** Lines to be counted again. Without names: those that were sold or received while they were counted. */
export async function clearLines(tx: Tx, count_id: string, product_ids: readonly string[]): Promise<void> {
  await sql`
    update stock.count_line
    set counted = null, first_at = null, counted_at = null, counted_by = null, counted_by_name = null,
      expected = null, moved_meanwhile = false
    where count_id = ${count_id}::uuid and product_id = any (${[...product_ids]}::uuid[])`.execute(tx.db)
}

export async function keepReasons(
  tx: Tx,
  count_id: string,
  reasons: readonly { product_id: string; reason: string }[],
): Promise<void> {
  if (reasons.length === 0) return
  await sql`
    update stock.count_line i
    set reason = k.reason
    from unnest(${reasons.map((one) => one.product_id)}::uuid[], ${reasons.map((one) => one.reason)}::text[])
      as k (product_id, reason)
    where i.count_id = ${count_id}::uuid and i.product_id = k.product_id`.execute(tx.db)
}

/** Locks places and the value of their products, as one act that will both bring in and take out must. */
export async function lockPlaces(tx: Tx, warehouse_id: string, product_ids: readonly string[]): Promise<void> {
  const ids = [...product_ids]
  const places = sql`${ids}::uuid[], array_fill(${warehouse_id}::uuid, array[${ids.length}::integer])`
  await sql`select stock.open_levels(${places})`.execute(tx.db)
  await sql`select stock.lock_levels(${places})`.execute(tx.db)
  await sql`select stock.open_valuations(${ids}::uuid[])`.execute(tx.db)
  await sql`
    select from stock.valuation where product_id = any (${ids}::uuid[]) order by product_id for update`.execute(tx.db)
}
