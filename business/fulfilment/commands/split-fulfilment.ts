import { lockBalance } from '#money'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { present } from '#platform/invariant'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { reserve } from '#stock'
import { namedBy } from '../find.ts'
import { step, tell } from '../move.ts'
import { linesOf, lockFulfilment, updateFulfilment, updateLine } from '../records.ts'
import { refuseFulfilment, refusePick } from '../refusals.ts'
import { openPart } from './open-fulfilment.ts'

/** Lets a part of an order go on its own: what is named and not picked becomes another fulfilment. Gives its id. */
export async function splitFulfilment(
  ctx: Ctx,
  key: string,
  lines: readonly { line_id: string; quantity: number }[],
): Promise<string> {
  return transact(ctx, async (tx) => {
    const row = await lockFulfilment(tx, (await namedBy(tx, key)).id)
    if (row.state !== 'received' && row.state !== 'picking') {
      throw refuseFulfilment.cannotMove({ from: row.state, to: row.state })
    }
    const own = await linesOf(tx, [row.id])
    const taken = new Map<string, number>()
    for (const { line_id, quantity } of lines) {
      taken.set(line_id, addQuantities([taken.get(line_id) ?? 0, quantity]))
    }
    const parts = [...taken].map(([line_id, quantity]) => {
      const line = own.find(({ id }) => id === line_id)
      if (!line) throw refuseFulfilment.lineNotFound({ line_id })
      const free = line.tracks_stock ? subtractQuantity(line.quantity, line.picked) : 0
      if (quantity > free) throw refusePick.tooMany({ name: line.name, wanted: free, picked: line.picked })
      return { line, quantity }
    })
    const total = addQuantities(own.map(({ quantity }) => quantity))
    if (addQuantities(parts.map(({ quantity }) => quantity)) >= total) throw refuseFulfilment.splitsAll()
    for (const { line, quantity } of parts) {
      await updateLine(tx, line.id, { quantity: subtractQuantity(line.quantity, quantity) })
    }
    await step(
      tx,
      row,
      parts.map(({ line, quantity }) => ({ act: 'split', line_id: line.id, quantity })),
    )
    const made = await openPart(tx, row, {
      waits_for_stock: row.waits_for_stock,
      note: `split from ${row.number}`,
      lines: parts.map(({ line, quantity }) => {
        const { order_line_id, position, product_id, sku, name, unit, tracks_stock } = line
        return { order_line_id, position, product_id, sku, name, unit, tracks_stock, quantity }
      }),
    })
    return made.id
  })
}

/** There is stock again: the goods of a back-order are reserved, every line or none. */
export async function reserveWaiting(ctx: Ctx, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id, order_id } = await namedBy(tx, key)
    present(await lockBalance(tx, order_id), 'an order in the warehouse has a balance')
    const row = await lockFulfilment(tx, id)
    if (!row.waits_for_stock || row.state !== 'received') throw refuseFulfilment.notWaiting()
    const { warehouse_id } = row
    const lines = (await linesOf(tx, [id])).map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity }))
    await reserve(tx, { owner: { kind: 'order', id: order_id }, lines, state: 'confirmed' })
    await updateFulfilment(tx, id, { waits_for_stock: false })
    await step(tx, row, [{ act: 'reserve' }])
    await tell(tx, row)
  })
}
