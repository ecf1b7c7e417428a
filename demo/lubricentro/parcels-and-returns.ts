import { createShipment, endPicking, pack, pick } from '#fulfilment'
import type { Ctx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { requestReturn, settleReturn } from '#returns'
import { confirmOrder, createOrder } from '#sales'
import { contextAt } from '../at.ts'
import type { Kind, Stage } from './stage.ts'

/** How far a parcel is when the first person signs in. */
type Until = 'waiting' | 'packed' | 'on its way'

const parcels: readonly { customer: number; address: string; until: Until; carrier?: string }[] = [
  { customer: 7, address: 'Los Pajaritos 4471, Maipú', until: 'waiting' },
  { customer: 9, address: 'Camino a Rinconada 1180, Cerrillos', until: 'waiting' },
  { customer: 12, address: 'Av. Portales 902, San Bernardo', until: 'packed' },
  { customer: 15, address: 'Gran Avenida 7730, La Cisterna', until: 'on its way', carrier: 'Chilexpress' },
]
const ENOUGH = 6
const MINUTE_MS = 60_000

/** Orders for delivery in each of their states: what the warehouse finds to do. */
export async function leaveParcels(stage: Stage, now: Date): Promise<void> {
  const plenty = await plentyIn(stage, stage.places.at.maipu.warehouse_id)
  for (const [at, { customer, address, until, carrier }] of parcels.entries()) {
    const lines = [plenty[at * 2], plenty[at * 2 + 1]].flatMap((id) => (id === undefined ? [] : [id]))
    const seller = contextAt(stage.ctx, stage.team.vendedor.actor, new Date(now.getTime() - (90 - at * 10) * MINUTE_MS))
    const order_id = await createOrder(seller, {
      ...stage.places.at.maipu,
      customer_id: stage.customers[customer]?.id ?? null,
      items: lines.map((product_id) => ({ product_id, quantity: 1 })),
      channel: 'in_store',
      fulfilment: 'delivery',
      delivery_address: address,
    })
    await confirmOrder(seller, order_id)
    if (until !== 'waiting') await packUp(contextAt(stage.ctx, stage.team.bodeguero.actor, now), order_id, lines)
    if (until === 'on its way') {
      await createShipment(contextAt(stage.ctx, stage.team.bodeguero.actor, now), {
        order_id,
        state: 'in_transit',
        tracking: 'CX-7781042',
        ...(carrier && { carrier }),
      })
    }
  }
}

async function packUp(ctx: Ctx, order_id: string, product_ids: readonly string[]): Promise<void> {
  const { id } = await ctx.db
    .selectFrom('fulfilment.fulfilment')
    .select('id')
    .where('order_id', '=', order_id)
    .executeTakeFirstOrThrow()
  for (const product_id of product_ids) await pick(ctx, { fulfilment_ids: [id], product_id, quantity: 1 })
  await endPicking(ctx, id)
  await pack(ctx, id, { all: true })
}

/** Goods of which there is enough to promise some, in a fixed order. */
async function plentyIn(stage: Stage, warehouse_id: string): Promise<string[]> {
  const rows = await stage.ctx.db
    .selectFrom('stock.level as l')
    .innerJoin('catalog.product as p', 'p.id', 'l.product_id')
    .select('l.product_id')
    .where('l.warehouse_id', '=', warehouse_id)
    .where('l.on_hand', '>=', ENOUGH)
    .where('l.reserved', '=', 0)
    .orderBy('p.sku')
    .limit(parcels.length * 2)
    .execute()
  return rows.map(({ product_id }) => product_id)
}

const comesBack = [
  { reason: 'wrong_item', disposition: 'quarantine', settled: false, is_here: true },
  { reason: 'defective', disposition: 'to_supplier', settled: false, is_here: false },
  { reason: 'not_wanted', disposition: 'restock', settled: true, is_here: true },
] as const

/** Things that customers bring back: one announced, one in quarantine, one settled in the customer's favour. */
export async function takeBackSome(stage: Stage, sales: readonly Kind<'sale'>[], now: Date): Promise<void> {
  const ctx = contextAt(stage.ctx, stage.team.gerente.actor, now)
  const bought = sales
    .filter(({ key, customer, lines }) => customer !== null && !stage.on_account.has(key) && lines.some(isGood))
    .slice(-comesBack.length)
  for (const [at, sale] of bought.entries()) {
    const { reason, disposition, settled, is_here } = present(comesBack[at], 'a return for each sale')
    const order_id = present(stage.sold.get(sale.key), 'a sale of the story has its id').id
    const { id: order_line_id } = await ctx.db
      .selectFrom('sales.line as l')
      .innerJoin('catalog.product as p', 'p.id', 'l.product_id')
      .select('l.id')
      .where('l.order_id', '=', order_id)
      .where('p.kind', '=', 'good')
      .orderBy('l.position')
      .executeTakeFirstOrThrow()
    const lines = [{ order_line_id, quantity: 1, disposition }]
    const id = await requestReturn(ctx, { id: newId(), order_id, lines, reason, is_here })
    if (settled) await settleReturn(ctx, id, { as: 'store_credit' })
  }
}

const isGood = ({ sku }: Kind<'sale'>['lines'][number]) => !sku.startsWith('SER-')
