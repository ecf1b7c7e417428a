import { sellableByCode, sellablesById } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { present } from '#platform/invariant'
import { addQuantities, fitsDecimals, subtractQuantity } from '#platform/quantity'
import { lockLevels, lotsLeftOf } from '#stock'
import { binsOf } from '../bins.ts'
import { namedBy } from '../find.ts'
import { looseOf, lotsToPick, partOfLots, pickedLotsOf, type Taken, takeFromLots } from '../lots.ts'
import { move, step, tell } from '../move.ts'
import {
  addPicked,
  addPickedLots,
  type FulfilmentRow,
  type LineRow,
  linesOf,
  lockFulfilment,
  lockFulfilments,
  updateLine,
  writeSteps,
} from '../records.ts'
import { refuseFulfilment, refusePick } from '../refusals.ts'
import type { Pick, PickedOut } from '../wire-work.ts'

interface Scanned {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly decimals: number
  readonly pack_quantity: number
}

/** A scan while picking: it goes to the first order of the walk that still needs it, or is refused with the reason. */
export async function pick(ctx: Ctx, input: Pick): Promise<PickedOut> {
  return transact(ctx, async (tx) => {
    const product = await scannedOf(tx, input)
    const rows = await walkOf(tx, input.fulfilment_ids)
    const lines = await linesOf(
      tx,
      rows.map(({ id }) => id),
    )
    const of_product = lines.filter(({ product_id, tracks_stock }) => product_id === product.id && tracks_stock)
    if (of_product.length === 0) throw refusePick.wrongProduct({ name: product.name, sku: product.sku })
    const { warehouse_id, order_id } = present(rows[0], 'a walk has orders')
    await assertPlace(tx, warehouse_id, product, input.bin)
    const placed = place(product, of_product, input, rows)
    const lots = await lotsFor(tx, { warehouse_id, order_id, product, lot: input.lot }, placed)
    await addPicked(tx, placed)
    await addPickedLots(tx, lots)
    await startTouched(tx, rows, placed)
    const from = [input.bin, ...new Set(lots.map(({ code }) => code))].filter(Boolean).join(' · ')
    await writeSteps(
      tx,
      placed.map(({ fulfilment_id, line_id, quantity }) => ({
        fulfilment_id,
        act: 'pick',
        line_id,
        quantity,
        note: from || null,
      })),
    )
    return { ...answerOf(product, of_product, placed, lines, rows), lots: lotSums(lots) }
  })
}

async function scannedOf(tx: Tx, { code, product_id }: Pick): Promise<Scanned> {
  if (code !== undefined) {
    const found = await sellableByCode(tx, code)
    if (!found) throw refusePick.unknownCode({ code })
    return { ...found.sellable, pack_quantity: found.pack_quantity }
  }
  if (product_id === undefined) throw refusePick.codeNeeded()
  const product = (await sellablesById(tx, [product_id])).get(product_id)
  if (!product) throw refusePick.unknownCode({ code: product_id })
  return { ...product, pack_quantity: 1 }
}

/** The orders of this walk that can be picked, in the order they were named: all of one warehouse. */
async function walkOf(tx: Tx, ids: readonly string[]): Promise<FulfilmentRow[]> {
  const rows = await lockFulfilments(tx, ids)
  if (new Set(rows.map(({ warehouse_id }) => warehouse_id)).size > 1) throw refusePick.otherWarehouse()
  const open = rows.filter(({ state }) => state === 'received' || state === 'picking')
  if (open.length === 0) throw refusePick.nothingToPick()
  if (open.every(({ waits_for_stock }) => waits_for_stock)) throw refuseFulfilment.waitsForStock()
  return open
    .filter(({ waits_for_stock }) => !waits_for_stock)
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

async function assertPlace(tx: Tx, warehouse_id: string, product: Scanned, scanned: string | undefined) {
  if (scanned === undefined) return
  const bin = (await binsOf(tx, { warehouse_id, product_ids: [product.id] })).get(product.id)
  if (bin && !bin.all.some((code) => code.toLowerCase() === scanned.toLowerCase())) {
    throw refusePick.wrongBin({ name: product.name, bin: bin.code, scanned })
  }
}

type Placed = { fulfilment_id: string; line_id: string; quantity: number }

/** From which lots this is taken, for each of the lines it goes to. A product that is not kept by lot has none. */
async function lotsFor(
  tx: Tx,
  {
    warehouse_id,
    order_id,
    product,
    lot,
  }: { warehouse_id: string; order_id: string; product: Scanned; lot: string | undefined },
  placed: readonly Placed[],
) {
  const where = { warehouse_id, product_ids: [product.id] }
  const { name } = product
  const kept = (await lotsLeftOf(tx, where)).get(product.id)
  if (!kept) {
    if (lot !== undefined) throw refusePick.unknownLot({ lot, name })
    return []
  }
  const quantity = addQuantities(placed.map((one) => one.quantity))
  // Two walks that take of the same lot queue here.
  await lockLevels(tx, { kind: 'order', id: order_id }, [{ product_id: product.id, warehouse_id, quantity }])
  const lots = (await lotsToPick(tx, where)).get(product.id) ?? []
  const loose = await looseOf(tx, where.warehouse_id, product.id)
  return shareLots(takeFromLots(lots, { name, quantity, loose, lot }), placed)
}

function shareLots(taken: readonly Taken[], placed: readonly Placed[]) {
  const left = taken.map((one) => ({ ...one }))
  return placed.flatMap(({ line_id, quantity }) => {
    let rest = quantity
    return left.flatMap((lot) => {
      const part = Math.min(rest, lot.quantity)
      if (part <= 0) return []
      lot.quantity = subtractQuantity(lot.quantity, part)
      rest = subtractQuantity(rest, part)
      return [{ line_id, lot_id: lot.lot_id, code: lot.code, quantity: part }]
    })
  })
}

function lotSums(lots: readonly { code: string; quantity: number }[]): PickedOut['lots'] {
  return [...groupBy(lots, ({ code }) => code)].map(([code, own]) => ({
    code,
    quantity: addQuantities(own.map(({ quantity }) => quantity)),
  }))
}

const leftOf = ({ quantity, picked }: LineRow) => subtractQuantity(quantity, picked)

function place(product: Scanned, lines: readonly LineRow[], input: Pick, rows: readonly FulfilmentRow[]) {
  const { name, decimals } = product
  const quantity = input.quantity ?? product.pack_quantity
  if (!fitsDecimals(quantity, decimals)) throw refusePick.decimals({ name, decimals })
  const wanted = addQuantities(lines.map((line) => line.quantity))
  const picked = addQuantities(lines.map((line) => line.picked))
  if (quantity > subtractQuantity(wanted, picked)) throw refusePick.tooMany({ name, wanted, picked })
  const turn = new Map(rows.map(({ id }, at) => [id, at]))
  const inTurn = lines.toSorted((a, b) => (turn.get(a.fulfilment_id) ?? 0) - (turn.get(b.fulfilment_id) ?? 0))
  let left = quantity
  const placed: { fulfilment_id: string; line_id: string; quantity: number }[] = []
  for (const line of inTurn) {
    const part = Math.min(left, leftOf(line))
    if (part <= 0) continue
    placed.push({ fulfilment_id: line.fulfilment_id, line_id: line.id, quantity: part })
    left = subtractQuantity(left, part)
  }
  return placed
}

/** The first scan of an order starts it. */
async function startTouched(tx: Tx, rows: readonly FulfilmentRow[], placed: readonly { fulfilment_id: string }[]) {
  const touched = new Set(placed.map(({ fulfilment_id }) => fulfilment_id))
  for (const row of rows) {
    if (!touched.has(row.id)) continue
    if (row.state === 'received') await startPicking(tx, row)
    else await tell(tx, row)
  }
}

async function startPicking(tx: Tx, row: FulfilmentRow): Promise<FulfilmentRow> {
  if (row.waits_for_stock) throw refuseFulfilment.waitsForStock()
  const picker = { picker_id: tx.actor.id, picker_name: tx.actor.name }
  return move(tx, row, 'picking', { act: 'start', with: picker })
}

function answerOf(
  product: Scanned,
  of_product: readonly LineRow[],
  placed: readonly { fulfilment_id: string; line_id: string; quantity: number }[],
  lines: readonly LineRow[],
  rows: readonly FulfilmentRow[],
): Omit<PickedOut, 'lots'> {
  const number = new Map(rows.map((row) => [row.id, row.number]))
  const quantity = addQuantities(placed.map((one) => one.quantity))
  const missing = addQuantities(lines.filter(({ tracks_stock }) => tracks_stock).map(leftOf))
  return {
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    quantity,
    placed: placed.map((one) => ({ ...one, number: number.get(one.fulfilment_id) ?? 0 })),
    wanted: addQuantities(of_product.map((line) => line.quantity)),
    picked: addQuantities([...of_product.map((line) => line.picked), quantity]),
    is_done: subtractQuantity(missing, quantity) === 0,
  }
}

/** The caller takes an order on. */
export async function start(ctx: Ctx, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await startPicking(tx, await lockFulfilment(tx, (await namedBy(tx, key)).id))
  })
}

/** Puts back what was picked by mistake; what is packed stays. */
export async function unpick(ctx: Ctx, key: string, input: { line_id: string; quantity: number }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockFulfilment(tx, (await namedBy(tx, key)).id)
    if (row.state !== 'picking') throw refuseFulfilment.cannotMove({ from: row.state, to: 'picking' })
    const line = await lineOf(tx, row.id, input.line_id)
    if (!line.tracks_stock || input.quantity > line.picked) throw refusePick.notPicked({ picked: line.picked })
    const { quantity } = input
    await updateLine(tx, line.id, { picked: subtractQuantity(line.picked, quantity) })
    await putBackLots(tx, line, quantity)
    await step(tx, row, [{ act: 'unpick', line_id: line.id, quantity }])
  })
}

/** What goes back to the shelf goes back to the lots it was taken from, the last one first. */
async function putBackLots(tx: Tx, line: LineRow, quantity: number): Promise<void> {
  const picked = await pickedLotsOf(tx, [line.id])
  const inLots = addQuantities(picked.map((lot) => lot.quantity))
  const outside = Math.max(0, subtractQuantity(line.picked, inLots))
  const parts = partOfLots(
    picked,
    [{ line_id: line.id, quantity: Math.max(0, subtractQuantity(quantity, outside)) }],
    'last',
  )
  await addPickedLots(
    tx,
    parts.map((part) => ({ ...part, quantity: -part.quantity })),
  )
}

export async function lineOf(tx: Tx, fulfilment_id: string, line_id: string): Promise<LineRow> {
  const line = (await linesOf(tx, [fulfilment_id])).find(({ id }) => id === line_id)
  if (!line) throw refuseFulfilment.lineNotFound({ line_id })
  return line
}

/** Everything is picked, or what is missing went another way: it can be packed. */
export async function endPicking(ctx: Ctx, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockFulfilment(tx, (await namedBy(tx, key)).id)
    if (row.state !== 'picking') throw refuseFulfilment.cannotMove({ from: row.state, to: 'packing' })
    const missing = addQuantities((await linesOf(tx, [row.id])).map(leftOf))
    if (missing > 0) throw refuseFulfilment.notAllPicked({ missing })
    await move(tx, row, 'packing', { act: 'picked' })
  })
}
