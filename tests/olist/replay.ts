/** Lives through the orders of a file with the real commands, on a clock that shows what the file's dates say. */
import { createProduct, createProducts } from '../../business/catalog/catalog.ts'
import { editFulfilment } from '../../business/fulfilment/commands/edit-fulfilment.ts'
import {
  createShipment,
  editShipment,
  endPicking,
  pack,
  pick,
  shortPick,
  start,
} from '../../business/fulfilment/fulfilment.ts'
import { addMethod } from '../../business/money/commands/edit-method.ts'
import { takePayment } from '../../business/money/commands/take-payment.ts'
import { receiveReturn, requestReturn, settleReturn } from '../../business/returns/returns.ts'
import { cancelOrder, confirmOrder, createOrder, orderById } from '../../business/sales/sales.ts'
import { takeIn } from '../../business/stock/stock.ts'
import type { Ctx } from '../../platform/context.ts'
import { refreshStatistics } from '../../platform/database/refresh-statistics.ts'
import { transact } from '../../platform/database/transact.ts'
import { groupBy } from '../../platform/group-by.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal } from '../../platform/refusals.ts'
import type { SellingShop } from '../support/selling-shop.ts'
import type { PastOrder } from './orders.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const PRODUCTS_TOGETHER = 1000
const STEPS_A_LOOK = 1500
const methods = {
  credit_card: 'card',
  debit_card: 'card',
  boleto: 'transfer',
  voucher: 'mobile',
  not_defined: 'mobile',
} as const

type Act = 'order' | 'approve' | 'ship' | 'arrive' | 'claim'
interface Step {
  readonly at: Date
  readonly act: Act
  readonly order: PastOrder
}

/** What the program refused, order by order. */
export type Refused = ReadonlyMap<string, readonly string[]>

export async function replay(shop: SellingShop, orders: readonly PastOrder[]): Promise<Refused> {
  const steps = orders.flatMap(stepsOf).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const shelf = await fill(shop, orders, new Date((steps[0]?.at.getTime() ?? 0) - DAY_MS))
  const refused = new Map<string, string[]>()
  for (const [n, { at, act, order }] of steps.entries()) {
    // Tables that grow from nothing to thousands of rows in minutes are planned for anew.
    if (n % STEPS_A_LOOK === STEPS_A_LOOK - 1) {
      await refreshStatistics(shop.ctx)
      console.log(`${n + 1} of ${steps.length} steps, ${at.toISOString().slice(0, 10)}`)
    }
    shop.time.now = at
    try {
      await acts[act](shop, order, shelf)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.set(order.id, [...(refused.get(order.id) ?? []), error.code])
    }
  }
  shop.time.now = null
  return refused
}

/**
 * A date is a step at its time. What the file says without a date (that an order was cancelled, is being prepared, could
 * not be had) is said an hour after the last of its dates.
 */
function stepsOf(order: PastOrder): Step[] {
  const dated = { order: order.bought, approve: order.approved, ship: order.picked_up, arrive: order.arrived }
  const steps = Object.entries(dated).flatMap(([act, at]) => (at === null ? [] : [{ at, act: act as Act, order }]))
  const last = Math.max(...steps.map(({ at }) => at.getTime()))
  return [...steps, { at: new Date(last + HOUR_MS), act: 'claim', order }]
}

interface Shelf {
  readonly products: ReadonlyMap<string, string>
  readonly freight_id: string
}

/** Every product of the orders, on the shelf in the number that they ask for. */
async function fill({ ctx, time, warehouse_id }: SellingShop, orders: readonly PastOrder[], at: Date): Promise<Shelf> {
  time.now = at
  const asked = [
    ...groupBy(
      orders.flatMap(({ items }) => items),
      ({ product_id }) => product_id,
    ),
  ]
  const products = new Map(asked.map(([id]) => [id, newId()]))
  for (let first = 0; first < asked.length; first += PRODUCTS_TOGETHER) {
    const part = asked.slice(first, first + PRODUCTS_TOGETHER)
    await transact(ctx, async (tx) => {
      await createProducts(
        tx,
        part.map(([sku, own]) => ({
          id: products.get(sku),
          sku,
          name: `Produto ${sku}`,
          kind: 'good',
          price: own[0]?.price ?? 0,
        })),
      )
      const lines = part.map(([sku, own]) => ({
        product_id: products.get(sku) ?? '',
        warehouse_id,
        quantity: own.length,
        cost_minor: Math.round(own.reduce((sum, { price }) => sum + price, 0) * 0.6),
      }))
      await takeIn(tx, { lines, kind: 'receipt', cause: { kind: 'manual', id: newId() } })
    })
  }
  for (const [code, kind] of Object.entries(methods)) {
    await addMethod(ctx, {
      code,
      name: code,
      kind,
      needs_reference: false,
      fee_basis_points: 0,
      fee_fixed_minor: 0,
      position: 100,
    })
  }
  return { products, freight_id: await createProduct(ctx, { name: 'Frete', kind: 'service', price: 0 }) }
}

/** Their ids are 32 hexadecimal digits, as ours are without the hyphens. */
export const idOf = ({ id }: Pick<PastOrder, 'id'>): string =>
  id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const acts: Record<Act, (shop: SellingShop, order: PastOrder, shelf: Shelf) => Promise<void>> = {
  order: async ({ ctx, store_id, warehouse_id }, order, { products, freight_id }) => {
    const goods = [...groupBy(order.items, ({ product_id, price }) => `${product_id} ${price}`).values()]
    const freight = order.items.reduce((sum, one) => sum + one.freight, 0)
    await createOrder(ctx, {
      id: idOf(order),
      store_id,
      warehouse_id,
      items: [
        ...goods.map((own) => ({
          product_id: products.get(own[0]?.product_id ?? '') ?? '',
          quantity: own.length,
          unit_price: own[0]?.price ?? 0,
        })),
        ...(freight > 0 ? [{ product_id: freight_id, quantity: 1, unit_price: freight }] : []),
      ],
      channel: 'online',
      fulfilment: 'delivery',
      delivery_address: 'Rua da Consolação 12, São Paulo',
    })
  },
  approve: async ({ ctx }, order) => {
    await confirmOrder(ctx, idOf(order))
    let due = (await orderById(ctx, idOf(order))).due_minor
    for (const { method, amount } of order.payments) {
      const part = Math.min(amount, due)
      if (part > 0) await takePayment(ctx, { order_id: idOf(order), method, amount: part })
      due -= part
    }
  },
  ship: async ({ ctx }, order) => {
    const id = await fulfilmentOf(ctx, order)
    if (id !== null) {
      await pickAll(ctx, id)
      await pack(ctx, id, { all: true })
    }
    await createShipment(ctx, { order_id: idOf(order), state: 'in_transit', carrier: 'Correios' })
  },
  arrive: async ({ ctx }, order) => {
    const shipment = await shipmentOf(ctx, order)
    if (shipment !== null) await editShipment(ctx, shipment, { state: 'delivered' }, null)
    else await editFulfilment(ctx, (await fulfilmentOf(ctx, order)) ?? idOf(order), { state: 'delivered' }, null)
  },
  claim: async (shop, order) => claims[order.state]?.(shop, order),
}

/** What the state itself says, beside the dates. */
const claims: Partial<Record<PastOrder['state'], (shop: SellingShop, order: PastOrder) => Promise<void>>> = {
  invoiced: async ({ ctx }, order) => {
    const id = await fulfilmentOf(ctx, order)
    if (id !== null) await start(ctx, id)
  },
  processing: async ({ ctx }, order) => {
    const id = await fulfilmentOf(ctx, order)
    if (id !== null) await pickAll(ctx, id)
  },
  delivered: async (shop, order) => {
    if (order.arrived !== null) return
    const shipment = await shipmentOf(shop.ctx, order)
    if (shipment === null) return acts.arrive(shop, order, { products: new Map(), freight_id: '' })
    // The file's cell is empty, and so is what we say: the program takes no arrival without its time.
    const { status, body } = await shop.owner.patch(`/api/shipments/${shipment}`, {
      state: 'delivered',
      delivered_at: '',
    })
    if (status !== 200) throw new Refusal({ code: body.code, status, sentence: { es: body.title, en: body.title } })
  },
  unavailable: async ({ ctx }, order) => {
    const id = await fulfilmentOf(ctx, order)
    if (id !== null) await runShort(ctx, id)
    await cancelOrder(ctx, idOf(order), { reason: 'unavailable', refund: true })
  },
  canceled: async ({ ctx }, order) => {
    try {
      await cancelOrder(ctx, idOf(order), { reason: 'canceled', refund: true })
    } catch (error) {
      // It has left: what left comes back, and then the money.
      await comeBack(ctx, order)
      throw error
    }
  },
}

async function pickAll(ctx: Ctx, id: string): Promise<void> {
  for (const { product_id, quantity } of await goodsOf(ctx, id)) {
    await pick(ctx, { fulfilment_ids: [id], product_id, quantity })
  }
  await endPicking(ctx, id)
}

/** The goods are not on the shelf, whatever the book says. */
async function runShort(ctx: Ctx, id: string): Promise<void> {
  await start(ctx, id)
  for (const { id: line_id, quantity } of await goodsOf(ctx, id)) {
    await shortPick(ctx, id, { line_id, quantity, reason: 'not_found', outcome: 'cancel', write_off: true })
  }
}

/** A parcel on its way turns round; what has arrived is brought back by the customer. */
async function comeBack(ctx: Ctx, order: PastOrder): Promise<void> {
  const order_id = idOf(order)
  const [id, shipment] = [await fulfilmentOf(ctx, order), await shipmentOf(ctx, order)]
  if (id !== null && shipment !== null && order.arrived === null) {
    await editShipment(ctx, shipment, { state: 'failed', failed_reason: 'canceled' }, null)
    await editFulfilment(ctx, id, { state: 'returned', return_reason: 'canceled' }, null)
  } else {
    const { items } = await orderById(ctx, order_id)
    const lines = items.map((line) => ({ order_line_id: line.id, quantity: line.quantity }))
    await requestReturn(ctx, { order_id, lines, reason: 'not_wanted', is_here: false })
  }
  const asked = await ctx.db
    .selectFrom('returns.return')
    .select('id')
    .where('order_id', '=', order_id)
    .executeTakeFirst()
  if (!asked) return
  await receiveReturn(ctx, asked.id, { lines: [] })
  await settleReturn(ctx, asked.id, { as: 'original' })
}

async function fulfilmentOf(ctx: Ctx, order: PastOrder): Promise<string | null> {
  const rows = ctx.db.selectFrom('fulfilment.fulfilment').select('id').where('order_id', '=', idOf(order))
  return (await rows.executeTakeFirst())?.id ?? null
}

async function shipmentOf(ctx: Ctx, order: PastOrder): Promise<string | null> {
  const rows = ctx.db.selectFrom('fulfilment.shipment').select('id').where('order_id', '=', idOf(order))
  return (await rows.executeTakeFirst())?.id ?? null
}

async function goodsOf(ctx: Ctx, fulfilment_id: string) {
  return ctx.db
    .selectFrom('fulfilment.line')
    .select(['id', 'product_id', 'quantity'])
    .where('fulfilment_id', '=', fulfilment_id)
    .where('tracks_stock', '=', true)
    .orderBy('position')
    .execute()
}
