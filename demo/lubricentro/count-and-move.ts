import { newId } from '#platform/ids'
import {
  addEntries,
  adjustStock,
  closeCount,
  createTransfer,
  openCount,
  postCount,
  receiveTransfer,
  sendTransfer,
} from '#stock'
import { contextAt } from '../at.ts'
import { type Kind, productOf, type Stage } from './stage.ts'

const MINUTE_MS = 60_000
/** How many neighbours on the shelf are counted with the one that is missed. */
const NEIGHBOURS = 4
const found = new Set(['No aparece en la repisa', 'Apareció en bodega'])

/** What is broken is written off; what is missed, or turns up again, comes out of a count. */
export async function correct(stage: Stage, adjustments: readonly Kind<'adjustment'>[]): Promise<void> {
  for (const one of adjustments) await (found.has(one.reason) ? count(stage, one) : writeOff(stage, one))
}

async function writeOff(stage: Stage, { at, place, sku, quantity, reason }: Kind<'adjustment'>): Promise<void> {
  await adjustStock(contextAt(stage.ctx, stage.team.bodeguero.actor, at), {
    product_id: productOf(stage, sku).product_id,
    warehouse_id: stage.places.at[place].warehouse_id,
    operation: quantity < 0 ? 'subtract' : 'add',
    quantity: Math.abs(quantity),
    reason,
  })
}

/** The storekeeper counts a stretch of shelf in the evening, the manager approves the one difference. */
async function count(stage: Stage, { at, place, sku, quantity, reason }: Kind<'adjustment'>): Promise<void> {
  const { product_id } = productOf(stage, sku)
  const { warehouse_id } = stage.places.at[place]
  const product_ids = neighboursOf(stage, sku)
  const there = await stage.ctx.db
    .selectFrom('stock.level')
    .select(['product_id', 'on_hand'])
    .where('warehouse_id', '=', warehouse_id)
    .where('product_id', 'in', product_ids)
    .execute()
  const on_hand = new Map(there.map((level) => [level.product_id, level.on_hand]))
  const keeper = contextAt(stage.ctx, stage.team.bodeguero.actor, at)
  const id = await openCount(keeper, { id: newId(), scope: 'products', warehouse_id, product_ids })
  const entries = product_ids.map((one) => ({
    product_id: one,
    mode: 'set' as const,
    quantity: (on_hand.get(one) ?? 0) + (one === product_id ? quantity : 0),
  }))
  await addEntries(keeper, id, entries)
  await closeCount(keeper, id, 'leave')
  const approved = new Date(at.getTime() + 20 * MINUTE_MS)
  await postCount(contextAt(stage.ctx, stage.team.gerente.actor, approved), id, { reasons: [{ product_id, reason }] })
}

function neighboursOf(stage: Stage, sku: string): string[] {
  const goods = [...stage.shelved].filter(([, { item }]) => item.kind === 'good')
  const here = goods.findIndex(([own]) => own === sku)
  const first = Math.max(Math.min(here - 1, goods.length - NEIGHBOURS - 1), 0)
  return goods.slice(first, first + NEIGHBOURS + 1).map(([, { product_id }]) => product_id)
}

/** From the central warehouse to a store: it leaves in the evening and is on the shelf before anybody asks for it. */
export async function move(stage: Stage, transfers: readonly Kind<'transfer'>[]): Promise<void> {
  for (const { at, from, to, sku, quantity } of transfers) {
    const keeper = contextAt(stage.ctx, stage.team.bodeguero.actor, at)
    const id = await createTransfer(keeper, {
      from_warehouse_id: stage.places.at[from].warehouse_id,
      to_warehouse_id: stage.places.at[to].warehouse_id,
      items: [{ product_id: productOf(stage, sku).product_id, quantity }],
    })
    await sendTransfer(keeper, id)
    const arrived = new Date(at.getTime() + 45 * MINUTE_MS)
    await receiveTransfer(contextAt(stage.ctx, stage.team.bodeguero.actor, arrived), id, {})
  }
}
