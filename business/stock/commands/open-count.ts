import { sellablesById } from '#catalog'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { countLabel } from '../count.ts'
import { COUNT_LINES_MAX, type OpenCount } from '../count-shapes.ts'
import { countOpened } from '../events.ts'
import { insertCount, insertCountLines } from '../records/counts.ts'
import { refuse } from '../refusals.ts'
import { openWarehouse } from './create-transfer.ts'

/** Opens a count and writes down what is to be counted. Nothing is frozen: the shop goes on selling. */
export async function openCount(ctx: Ctx, input: OpenCount): Promise<string> {
  const id = input.id ?? newId()
  return transact(ctx, async (tx) => {
    const { store_id, id: warehouse_id } = await openWarehouse(tx, input.warehouse_id)
    if (input.scope === 'products') {
      const known = await sellablesById(tx, input.product_ids)
      const missing = input.product_ids.find((one) => !known.has(one))
      if (missing !== undefined) throw refuse.productNotFound({ product_id: missing })
    }
    const number = await insertCount(tx, id, input)
    if (number === null) throw refuse.idTaken({ id })
    const lines = await insertCountLines(tx, id, input)
    if (lines > COUNT_LINES_MAX) throw refuse.countTooLong({ lines_max: COUNT_LINES_MAX })
    if (lines === 0) throw refuse.countEmpty()
    tx.audit({
      action: 'count.opened',
      thing: 'count',
      thing_id: id,
      label: countLabel(number),
      after: { warehouse_id, scope: input.scope, lines },
      store_id,
    })
    await tx.emit(countOpened({ count_id: id, number, warehouse_id }))
    return id
  })
}
