import { sellableByCode } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { namedBy } from '../find.ts'
import { step } from '../move.ts'
import { type LineRow, linesOf, lockFulfilment, updateLine } from '../records.ts'
import { refuseFulfilment, refusePick } from '../refusals.ts'
import type { Pack } from '../wire-work.ts'

/** Packs against what was picked: a scan, a line, or everything. Nothing that was not picked gets into the box. */
export async function pack(ctx: Ctx, key: string, input: Pack): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockFulfilment(tx, (await namedBy(tx, key)).id)
    if (row.state !== 'packing') throw refuseFulfilment.cannotMove({ from: row.state, to: 'packing' })
    const lines = await linesOf(tx, [row.id])
    const parts = input.all ? everything(lines) : await partsOf(tx, lines, input)
    for (const { line, quantity } of parts) {
      await updateLine(tx, line.id, { packed: addQuantities([line.packed, quantity]) })
    }
    await step(
      tx,
      row,
      parts.map(({ line, quantity }) => ({ act: 'pack', line_id: line.id, quantity })),
    )
  })
}

const toPack = ({ picked, packed }: LineRow) => subtractQuantity(picked, packed)

const everything = (lines: readonly LineRow[]) =>
  lines.map((line) => ({ line, quantity: toPack(line) })).filter(({ quantity }) => quantity > 0)

async function partsOf(tx: Tx, lines: readonly LineRow[], input: Pack) {
  const { wanted, name, quantity } = await meant(tx, lines, input)
  const left = addQuantities(wanted.map(toPack))
  if (quantity > left) {
    const packed = addQuantities(wanted.map((line) => line.packed))
    throw refusePick.tooMany({ name, wanted: addQuantities([left, packed]), picked: packed })
  }
  let rest = quantity
  return wanted.flatMap((line) => {
    const part = Math.min(rest, toPack(line))
    rest = subtractQuantity(rest, part)
    return part > 0 ? [{ line, quantity: part }] : []
  })
}

async function meant(tx: Tx, lines: readonly LineRow[], { code, line_id, quantity }: Pack) {
  if (line_id !== undefined) {
    const line = lines.find(({ id }) => id === line_id)
    if (!line) throw refuseFulfilment.lineNotFound({ line_id })
    return { wanted: [line], name: line.name, quantity: quantity ?? toPack(line) }
  }
  if (code === undefined) throw refusePick.codeNeeded()
  const found = await sellableByCode(tx, code)
  if (!found) throw refusePick.unknownCode({ code })
  const { id, name } = found.sellable
  const wanted = lines.filter(({ product_id }) => product_id === id)
  if (wanted.length === 0) throw refusePick.wrongProduct({ name })
  return { wanted, name, quantity: quantity ?? found.pack_quantity }
}
