import type { z } from 'zod'
import { changeBalance, documentKindFor } from '#money'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { announce } from '../announce.ts'
import { customerIn, customerOf, discountOf, totalsOf, wantedFrom, withDecidedPrices } from '../draft.ts'
import { orderUpdated } from '../events.ts'
import { assertApproved, priceItems, type WantedItem } from '../items.ts'
import { assertDraft } from '../order.ts'
import { placeOf } from '../place.ts'
import { linesOf, lockOrder, type OrderRow, replaceLines, updateOrder } from '../records.ts'
import { refuseOrder } from '../refusals.ts'
import { type EditItem, type EditOrder, type ItemIn, LINES_MAX } from '../wire.ts'
import { isDelivery, redirectOrder } from './redirect-order.ts'

type ItemChange = z.output<typeof EditItem>

/** Edits a draft: terms, customer, lines. It is priced and totalled again; refused when more was already paid. */
export async function editOrder(ctx: Ctx, id: string, change: EditOrder, wanted: string | null): Promise<void> {
  if (isDelivery(change)) return redirectOrder(ctx, id, change, wanted)
  await redraft(ctx, id, change, (lines) => (change.items ? withDecidedPrices(change.items, lines) : lines), wanted)
}

export async function addItem(
  ctx: Ctx,
  id: string,
  item: ItemIn & { approval_token?: string | undefined },
): Promise<void> {
  const { approval_token, ...wanted } = item
  await redraft(ctx, id, { approval_token }, (lines) => [...lines, wanted])
}

export async function editItem(ctx: Ctx, id: string, item_id: string, change: ItemChange): Promise<void> {
  const { approval_token, ...fields } = change
  await redraft(ctx, id, { approval_token }, (lines) => {
    assertLine(lines, item_id)
    return lines.map((line) => (line.id === item_id ? changedItem(line, fields) : line))
  })
}

export async function removeItem(ctx: Ctx, id: string, item_id: string): Promise<void> {
  await redraft(ctx, id, {}, (lines) => {
    assertLine(lines, item_id)
    return lines.filter((line) => line.id !== item_id)
  })
}

function assertLine(lines: readonly WantedItem[], id: string) {
  if (!lines.some((line) => line.id === id)) throw refuseOrder.lineNotFound({ item_id: id })
}

/** A new discount replaces the old one of either kind; a new price is judged like that of a new line. */
function changedItem(line: WantedItem, change: Omit<ItemChange, 'approval_token'>): WantedItem {
  const { discount_basis_points, discount_minor, note, ...kept } = line
  const isDiscountNew = change.discount_basis_points !== undefined || change.discount_minor !== undefined
  const discount = isDiscountNew
    ? {
        discount_basis_points: change.discount_basis_points ?? undefined,
        discount_minor: change.discount_minor ?? undefined,
      }
    : { discount_basis_points, discount_minor }
  const new_note = change.note === undefined ? note : (change.note ?? undefined)
  return {
    ...kept,
    ...discount,
    ...(new_note === undefined ? {} : { note: new_note }),
    quantity: change.quantity ?? line.quantity,
    ...(change.unit_price === undefined ? {} : { unit_price: change.unit_price, keeps_price: false }),
  }
}

async function redraft(
  ctx: Ctx,
  id: string,
  change: Omit<EditOrder, 'items'>,
  linesFrom: (lines: readonly WantedItem[]) => readonly WantedItem[],
  wanted_version: string | null = null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { order } = await lockOrder(tx, id)
    assertVersion(wanted_version, order)
    assertDraft(order)
    const before = await linesOf(tx, id)
    const items = linesFrom(before.map(wantedFrom))
    if (items.length > LINES_MAX) throw refuseOrder.tooManyLines({ lines_max: LINES_MAX })
    const terms = await termsAfter(tx, order, change)
    const discount = discountAfter(order, change)
    const priced = await priceItems(tx, items, discount)
    const { approval_token } = change
    const authorised_by = await assertApproved(tx, priced.needs_approval, { id, approval_token })
    const totals = totalsOf(priced)
    await changeBalance(tx, { id, total: totals.total, party_id: terms.customer_id })
    await replaceLines(tx, id, priced.lines)
    const {
      lines,
      totals: { units },
    } = priced
    const discount_basis_points = discount.discount_basis_points ?? null
    await updateOrder(tx, id, { ...terms, ...totals, discount_basis_points, lines: lines.length, units })
    await announce(
      tx,
      orderUpdated,
      { ...order, ...terms, total: totals.total },
      {
        before: { total: order.total, customer: order.customer_name, lines: before.map(shown) },
        after: { total: totals.total, customer: terms.customer_name, lines: lines.map(shown) },
        authorised_by,
      },
    )
  })
}

const shown = ({
  sku,
  quantity,
  unit_price,
  total,
}: {
  sku: string
  quantity: number
  unit_price: number
  total: number
}) => ({
  sku,
  quantity,
  unit_price,
  total,
})

async function termsAfter(tx: Tx, order: OrderRow, change: Omit<EditOrder, 'items'>) {
  const customer = change.customer_id === undefined ? customerIn(order) : await customerOf(tx, change.customer_id)
  const place =
    change.warehouse_id === undefined
      ? { store_id: order.store_id, warehouse_id: order.warehouse_id }
      : await placeOf(tx, { store_id: order.store_id, warehouse_id: change.warehouse_id })
  return {
    ...place,
    customer_id: customer?.id ?? null,
    customer: customer && JSON.stringify(customer),
    customer_name: customer?.name ?? null,
    channel: change.channel ?? order.channel,
    fulfilment: change.fulfilment ?? order.fulfilment,
    delivery_address: change.delivery_address === undefined ? order.delivery_address : change.delivery_address,
    notes: change.notes === undefined ? order.notes : change.notes,
    document_kind: await documentKindFor(tx, change.document_kind ?? order.document_kind, customer),
  }
}

function discountAfter(order: OrderRow, change: Omit<EditOrder, 'items'>) {
  const isNew = change.discount_basis_points !== undefined || change.discount_minor !== undefined
  if (!isNew) return discountOf(order)
  return {
    discount_basis_points: change.discount_basis_points ?? undefined,
    discount_minor: change.discount_minor ?? undefined,
  }
}
