import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { countLabel } from '../count.ts'
import type { PostCount } from '../count-shapes.ts'
import { countPosted } from '../events.ts'
import { countedProducts, differencesToPost, overtakenLines } from '../queries/count-differences.ts'
import { needsAnother } from '../queries/counts.ts'
import { compareWithLedger, keepReasons, lockPlaces } from '../records/counts.ts'
import { refuse } from '../refusals.ts'
import { lockToMove, move } from './close-count.ts'
import { takeIn } from './take-in.ts'
import { takeOut } from './take-out.ts'

/**
 * Writes the differences into the ledger. Each is what was counted less what the ledger says was there at that moment,
 * read again under the locks: whatever was sold or received since stays as it is. What is on the shelf is true whatever
 * is promised of it, so a shortage opens an exception instead of being refused.
 */
export async function postCount(ctx: Ctx, id: string, { reasons = [] }: PostCount): Promise<void> {
  await transact(ctx, async (tx) => {
    const count = await lockToMove(tx, id, 'posted')
    if (await needsAnother(tx, id)) throw refuse.countSamePerson()
    const { warehouse_id, number } = count
    await keepReasons(tx, id, reasons)
    const counted = await countedProducts(tx, id)
    if (counted.length > 0) await lockPlaces(tx, warehouse_id, counted)
    await compareWithLedger(tx, count)
    const overtaken = await overtakenLines(tx, count)
    if (overtaken.length > 0) {
      throw refuse.countOvertaken(
        { name: overtaken[0]?.name ?? '', products: overtaken.length },
        { details: { overtaken } },
      )
    }
    const differences = await differencesToPost(tx, id)
    const cause = { kind: 'count', id, label: countLabel(number) }
    const over = differences.filter(({ quantity }) => quantity > 0)
    const under = differences.filter(({ quantity }) => quantity < 0)
    const common = { kind: 'count', cause } as const
    await takeIn(tx, {
      ...common,
      lines: over.map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity, cost_minor: null })),
    })
    await takeOut(tx, {
      ...common,
      lines: under.map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity: -quantity })),
      sell_short: true,
    })
    const after = { counted: counted.length, over: over.length, under: under.length }
    await move(tx, count, { to: 'posted', action: 'count.posted', after })
    await tx.emit(countPosted({ count_id: id, number, warehouse_id, differences: differences.length }))
  })
}
