import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { forbiddenFrom, statesOf } from '../../../tests/support/machine.ts'
import type { Reply } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold } from '../../../tests/support/selling-shop.ts'
import { invoiceMoves, purchaseMoves, reorderMoves } from '../states.ts'
import type { PurchaseStatus } from '../wire-orders.ts'
import type { InvoiceStatus } from '../wire-receipts.ts'
import type { ReorderStatus } from '../wire-reorders.ts'
import { type BuyingShop, openBuyingShop } from './buying-shop.ts'

let shop: BuyingShop
beforeAll(async () => {
  shop = await openBuyingShop()
})

const refusedBy = (reply: Reply) => ({ status: reply.status, code: reply.body.code })

async function offered() {
  const [supplier_id, product_id] = [await shop.supplier(), await shop.product()]
  await shop.offer(supplier_id, product_id)
  return { supplier_id, product_id }
}

describe('a reorder request', () => {
  const move = (id: string, status: string) => shop.owner.patch(`/api/reorders/${id}`, { status })
  const ways: Record<ReorderStatus, readonly ReorderStatus[]> = {
    requested: [],
    ordered: ['ordered'],
    received: ['ordered', 'received'],
    cancelled: ['cancelled'],
  }

  test.each(statesOf(reorderMoves))('from %s makes no forbidden move', async (from) => {
    const { supplier_id, product_id } = await offered()
    const { id } = await shop.post('/api/reorders', { product_id, supplier_id, quantity: 2 })
    for (const status of ways[from]) expect((await move(id, status)).status, status).toBe(200)
    for (const to of forbiddenFrom(reorderMoves, from).filter((one) => one !== from)) {
      expect(refusedBy(await move(id, to)), to).toEqual({ status: 409, code: 'reorder.cannot_move' })
    }
    expect((await shop.owner.get(`/api/reorders/${id}`)).body.status).toBe(from)
  })
})

describe('a purchase order', () => {
  type Verb = (id: string, product_id: string) => Promise<Reply>
  const receive =
    (quantity: number): Verb =>
    (id, product_id) =>
      shop.owner.post('/api/goods-receipts', { purchase_order_id: id, lines: [{ product_id, quantity }] })
  const post =
    (what: string, body: object): Verb =>
    (id) =>
      shop.owner.post(`/api/purchase-orders/${id}/${what}`, body)
  /** How one asks for a state. An order is never a draft again, so nothing asks for that. */
  const asks: Record<Exclude<PurchaseStatus, 'draft'>, readonly [Verb, string][]> = {
    sent: [[post('send', { without_mail: true }), 'purchase_order.cannot_move']],
    partially_received: [[receive(1), 'goods_receipt.not_receivable']],
    received: [
      [receive(4), 'goods_receipt.not_receivable'],
      [post('close', { reason: 'Quebró' }), 'purchase_order.cannot_move'],
    ],
    cancelled: [[post('cancel', { reason: 'Error' }), 'purchase_order.cannot_move']],
  }
  const ways: Record<PurchaseStatus, readonly Exclude<PurchaseStatus, 'draft'>[]> = {
    draft: [],
    sent: ['sent'],
    partially_received: ['sent', 'partially_received'],
    received: ['sent', 'received'],
    cancelled: ['cancelled'],
  }

  test.each(statesOf(purchaseMoves))('from %s makes no forbidden move', async (from) => {
    const { supplier_id, product_id } = await offered()
    const { id } = await shop.order(supplier_id, [{ product_id, quantity: 4 }])
    for (const step of ways[from]) expect((await asks[step][0]?.[0](id, product_id))?.status).toBeLessThan(300)
    for (const to of forbiddenFrom(purchaseMoves, from)) {
      for (const [ask, code] of to === 'draft' ? [] : asks[to]) {
        expect(refusedBy(await ask(id, product_id)), to).toEqual({ status: 409, code })
      }
    }
    expect((await shop.owner.get(`/api/purchase-orders/${id}`)).body.status).toBe(from)
    const edit = await shop.owner.patch(`/api/purchase-orders/${id}`, { lines: [{ product_id, quantity: 9 }] })
    expect(edit.status, 'its lines change only in a draft').toBe(from === 'draft' ? 200 : 409)
    if (from !== 'partially_received') await expectCloseRefused(id)
  })

  const expectCloseRefused = async (id: string) =>
    expect((await shop.owner.post(`/api/purchase-orders/${id}/close`, { reason: 'x' })).body.code).toBe(
      'purchase_order.cannot_move',
    )

  test('two deliveries of the same line at once add up, and never to more than was ordered', async () => {
    const { supplier_id, product_id } = await offered()
    const { id } = await shop.order(supplier_id, [{ product_id, quantity: 10 }], { send: true })
    const replies = await Promise.all(Array.from({ length: 5 }, () => receive(3)(id, product_id)))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409])
    expect(replies.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
      'goods_receipt.over',
      'goods_receipt.over',
    ])
    expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 9 })
    await expectBooksToHold(shop)
  })
})

describe("a supplier's invoice", () => {
  const pay = (supplier_id: string, id: string, amount: number) =>
    shop.owner.post(`/api/suppliers/${supplier_id}/payments`, {
      ...{ id: newId(), amount, method: 'transfer', reference: 'TR-9', invoice_ids: [id] },
    })
  const cancel = (id: string) => shop.owner.post(`/api/supplier-invoices/${id}/cancel`, { reason: 'Doble' })

  test.each(statesOf(invoiceMoves))('from %s makes no forbidden move', async (from: InvoiceStatus) => {
    const supplier_id = await shop.supplier()
    const { id } = await shop.post('/api/supplier-invoices', {
      ...{ supplier_id, document_label: `F-${newId()}`, issued_on: '2020-01-02', due_on: '2020-02-01' },
      ...{ net_minor: 1_000, tax_minor: 190, total: 1_190 },
    })
    if (from === 'paid') expect((await pay(supplier_id, id, 1_190)).status).toBe(201)
    if (from === 'cancelled') expect((await cancel(id)).status).toBe(200)
    const forbidden = forbiddenFrom(invoiceMoves, from)
    if (forbidden.includes('paid')) {
      expect(refusedBy(await pay(supplier_id, id, 1)).code).toBe('supplier_invoice.not_open')
    }
    if (forbidden.includes('cancelled')) {
      const code = from === 'paid' ? 'supplier_invoice.has_payments' : 'supplier_invoice.not_open'
      expect(refusedBy(await cancel(id))).toEqual({ status: 409, code })
    }
    expect((await shop.owner.get(`/api/supplier-invoices/${id}`)).body.status).toBe(from)
  })
})
