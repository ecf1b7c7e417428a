import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { present } from '#platform/invariant'
import { fromThousandths, thousandths } from '#platform/quantity'
import { announce, type Place } from '../announce.ts'
import type { Cause } from '../movement.ts'
import { refuse } from '../refusals.ts'
import type { MovementKind } from '../shapes.ts'
import { type RunningLevel, type RunningValue, runLine } from './running-stock.ts'

/** A movement of the past, in the order in which it happened. The quantity is signed. */
export interface HistoryLine extends Place {
  readonly at: string
  readonly kind: MovementKind
  readonly quantity: number
  /** Of the whole line, for what came in; without it, the average of that moment. */
  readonly cost_minor?: number | undefined
  readonly cause: Cause
  readonly reason?: string | undefined
  readonly actor?: { readonly id: string | null; readonly name: string } | undefined
}

/** Lines of one call at most: the memory of a loader stays small. */
export const HISTORY_MAX = 50_000
const ROWS_PER_INSERT = 5_000

interface WrittenLine {
  readonly line: HistoryLine
  readonly sequence: number
  readonly cost_minor: number
  readonly balance_after: number
  readonly product_quantity_after: number
  readonly product_value_after_minor: number
}

/**
 * Posts many past movements at once, for demos and imports of past sales: the same rows, costs and running balances
 * that the commands write one by one, some hundred times faster. All or none: a line that would take a place below
 * zero, or below what is promised there, is refused. Gives the cost of each line, signed like its quantity.
 */
export async function postHistory(tx: Tx, lines: readonly HistoryLine[]): Promise<number[]> {
  if (lines.length === 0) return []
  if (lines.length > HISTORY_MAX) throw refuse.tooMuch({ lines: lines.length })
  const { levels, values } = await lockPlaces(tx, lines)
  const written = lines.map((line) => run(line, levels, values))
  for (let at = 0; at < written.length; at += ROWS_PER_INSERT) {
    await insertMovements(tx, written.slice(at, at + ROWS_PER_INSERT))
  }
  await updateBalances(tx, levels, values)
  await announce(tx, lines)
  return written.map(({ cost_minor }) => cost_minor)
}

const keyOf = ({ product_id, warehouse_id }: Place) => `${product_id} ${warehouse_id}`

function run(line: HistoryLine, levels: Map<string, RunningLevel>, values: Map<string, RunningValue>): WrittenLine {
  const level = present(levels.get(keyOf(line)), 'the level of a line was locked')
  const value = present(values.get(line.product_id), 'the valuation of a line was locked')
  const { product_id, warehouse_id, quantity } = line
  const available = level.on_hand - level.reserved
  const moved = thousandths(quantity)
  if (available + moved < 0) {
    const short_line = { product_id, warehouse_id, requested: -quantity, available: fromThousandths(available) }
    throw refuse.short({ short_count: 1 }, { details: { short_lines: [short_line], at: line.at } })
  }
  const cost_minor = runLine(level, value, { thousandths: moved, cost_minor: line.cost_minor ?? null })
  return {
    line,
    cost_minor,
    sequence: level.sequence,
    balance_after: fromThousandths(level.on_hand),
    product_quantity_after: fromThousandths(value.quantity),
    product_value_after_minor: value.value_minor,
  }
}

async function lockPlaces(tx: Tx, lines: readonly HistoryLine[]) {
  const places = [...new Map(lines.map((line) => [keyOf(line), line])).values()]
  const products = arrayText(places.map((place) => place.product_id))
  const warehouses = arrayText(places.map((place) => place.warehouse_id))
  await sql`select stock.open_levels(${products}::uuid[], ${warehouses}::uuid[])`.execute(tx.db)
  const { rows: levels } = await sql<Place & { on_hand: number; reserved: number; sequence: number }>`
    select l.product_id, l.warehouse_id, l.on_hand, l.reserved, l.sequence
    from stock.level l
    join unnest(${products}::uuid[], ${warehouses}::uuid[]) as k (p, w) on k.p = l.product_id and k.w = l.warehouse_id
    order by l.product_id, l.warehouse_id
    for update of l`.execute(tx.db)
  await sql`select stock.open_valuations(${products}::uuid[])`.execute(tx.db)
  const { rows: values } = await sql<RunningValue & { product_id: string }>`
    select product_id, quantity, value_minor, unit_cost_minor
    from stock.valuation
    where product_id = any (${products}::uuid[])
    order by product_id
    for update`.execute(tx.db)
  return {
    levels: new Map(
      levels.map(({ on_hand, reserved, sequence, ...place }): [string, RunningLevel] => [
        keyOf(place),
        { on_hand: thousandths(on_hand), reserved: thousandths(reserved), sequence },
      ]),
    ),
    values: new Map(
      values.map(({ product_id, quantity, ...value }): [string, RunningValue] => [
        product_id,
        { ...value, quantity: thousandths(quantity) },
      ]),
    ),
  }
}

async function insertMovements(tx: Tx, lines: readonly WrittenLine[]): Promise<void> {
  const { id, name } = tx.actor
  const column = (of: (row: WrittenLine) => unknown) => arrayText(lines.map(of))
  await sql`
    insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
      product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, reason, actor_id, actor_name, at)
    select *
    from unnest(
      ${column(({ line }) => line.product_id)}::uuid[], ${column(({ line }) => line.warehouse_id)}::uuid[],
      ${column((row) => row.sequence)}::bigint[], ${column(({ line }) => line.kind)}::text[],
      ${column(({ line }) => line.quantity)}::numeric[], ${column((row) => row.cost_minor)}::bigint[],
      ${column((row) => row.balance_after)}::numeric[], ${column((row) => row.product_quantity_after)}::numeric[],
      ${column((row) => row.product_value_after_minor)}::bigint[], ${column(({ line }) => line.cause.kind)}::text[],
      ${column(({ line }) => line.cause.id)}::uuid[], ${column(({ line }) => line.cause.label ?? null)}::text[],
      ${column(({ line }) => line.reason ?? null)}::text[], ${column(({ line }) => (line.actor ? line.actor.id : id))}::uuid[],
      ${column(({ line }) => line.actor?.name ?? name)}::text[], ${column(({ line }) => line.at)}::timestamptz[]
    )`.execute(tx.db)
}

async function updateBalances(tx: Tx, levels: Map<string, RunningLevel>, values: Map<string, RunningValue>) {
  const places = [...levels].map(([key, level]) => ({ key: key.split(' '), ...level }))
  await sql`
    update stock.level l
    set on_hand = k.on_hand, sequence = k.sequence
    from unnest(${places.map(({ key }) => key[0])}::uuid[], ${places.map(({ key }) => key[1])}::uuid[],
      ${places.map((level) => fromThousandths(level.on_hand))}::numeric[],
      ${places.map((level) => level.sequence)}::bigint[]) as k (product_id, warehouse_id, on_hand, sequence)
    where l.product_id = k.product_id and l.warehouse_id = k.warehouse_id`.execute(tx.db)
  const products = [...values].map(([product_id, value]) => ({ product_id, ...value }))
  await sql`
    update stock.valuation v
    set quantity = k.quantity, value_minor = k.value_minor,
      unit_cost_minor = case when k.quantity > 0 then k.value_minor / k.quantity else v.unit_cost_minor end
    from unnest(${products.map((value) => value.product_id)}::uuid[],
      ${products.map((value) => fromThousandths(value.quantity))}::numeric[],
      ${products.map((value) => value.value_minor)}::bigint[]) as k (product_id, quantity, value_minor)
    where v.product_id = k.product_id`.execute(tx.db)
}
