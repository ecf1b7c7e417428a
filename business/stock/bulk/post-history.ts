import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { insertInTurn } from '#platform/database/insert-many'
import { inTurn, type Turn } from '#platform/in-turn'
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

/**
 * Posts many past movements at once, for demos and imports of past sales: the same rows, costs and running balances
 * that the commands write one by one, some hundred times faster. All or none: a line that would take a place below
 * zero, or below what is promised there, is refused. Gives the cost of each line, signed like its quantity.
 */
export async function postHistory(tx: Tx, lines: readonly HistoryLine[]): Promise<number[]> {
  return inTurn(async (turn) => {
    const { costs, tell } = await historyInTurn(tx, turn, lines)
    tell()
    return costs
  })
}

/**
 * The same in turn with other writes of the transaction: the costs are there as soon as they are known. `tell` is called
 * when everything else was told, and says what each place has in the end.
 */
export async function historyInTurn(
  tx: Tx,
  turn: Turn,
  lines: readonly HistoryLine[],
): Promise<{ costs: number[]; tell: () => void }> {
  if (lines.length === 0) return { costs: [], tell: () => undefined }
  if (lines.length > HISTORY_MAX) throw refuse.tooMuch({ lines: lines.length })
  const places = [...new Map(lines.map((line) => [keyOf(line), line])).values()]
  const { levels, values } = await lockPlaces(tx, places)
  const rows = lines.map((line) => run(tx, line, levels, values))
  await insertInTurn(tx, turn, { table: sql`stock.movement`, columns: MOVEMENT, rows })
  turn.add(() => updateBalances(tx, levels, values))
  return { costs: rows.map(({ cost_minor }) => cost_minor), tell: () => turn.add(() => announce(tx, places)) }
}

const keyOf = ({ product_id, warehouse_id }: Place) => `${product_id} ${warehouse_id}`

function run(tx: Tx, line: HistoryLine, levels: Map<string, RunningLevel>, values: Map<string, RunningValue>) {
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
  const { kind, cause, reason = null, actor = tx.actor, at } = line
  return {
    product_id,
    warehouse_id,
    sequence: level.sequence,
    kind,
    quantity,
    cost_minor,
    balance_after: fromThousandths(level.on_hand),
    product_quantity_after: fromThousandths(value.quantity),
    product_value_after_minor: value.value_minor,
    cause_kind: cause.kind,
    cause_id: cause.id,
    cause_label: cause.label ?? null,
    reason,
    actor_id: actor.id,
    actor_name: actor.name,
    at,
  }
}

async function lockPlaces(tx: Tx, places: readonly Place[]) {
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

async function updateBalances(tx: Tx, levels: Map<string, RunningLevel>, values: Map<string, RunningValue>) {
  const places = [...levels].map(([key, level]) => ({ key: key.split(' '), level }))
  await sql`
    update stock.level l
    set on_hand = k.on_hand, sequence = k.sequence
    from unnest(${arrayText(places.map(({ key }) => key[0]))}::uuid[],
      ${arrayText(places.map(({ key }) => key[1]))}::uuid[],
      ${arrayText(places.map(({ level }) => fromThousandths(level.on_hand)))}::numeric[],
      ${arrayText(places.map(({ level }) => level.sequence))}::bigint[]) as k (product_id, warehouse_id, on_hand, sequence)
    where l.product_id = k.product_id and l.warehouse_id = k.warehouse_id`.execute(tx.db)
  const owned = [...values.values()]
  await sql`
    update stock.valuation v
    set quantity = k.quantity, value_minor = k.value_minor,
      unit_cost_minor = case when k.quantity > 0 then k.value_minor / k.quantity else v.unit_cost_minor end
    from unnest(${arrayText([...values.keys()])}::uuid[],
      ${arrayText(owned.map(({ quantity }) => fromThousandths(quantity)))}::numeric[],
      ${arrayText(owned.map(({ value_minor }) => value_minor))}::bigint[]) as k (product_id, quantity, value_minor)
    where v.product_id = k.product_id`.execute(tx.db)
}
