import { beforeAll, expect, test } from 'vitest'
import type { Reply, Worker } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop
let till: Worker & { session_id: string }
beforeAll(async () => {
  shop = await openSellingShop()
  till = await shop.atTill(shop.as('admin'))
})

interface Sold {
  id: string
  total: number
  lines: { order_line_id: string; quantity: number }[]
}

async function sold(
  items: { product_id: string; quantity: number }[],
  payments: (total: number) => { method: string; amount: number }[] = (amount) => [{ method: 'cash', amount }],
  more: object = {},
): Promise<Sold> {
  const { totals } = (await shop.owner.post('/api/orders/validate', { warehouse_id: shop.warehouse_id, items })).body
  const sale = await till.post('/api/sales', {
    till_session_id: till.session_id,
    items,
    payments: payments(totals.total),
    ...more,
  })
  expect(sale, JSON.stringify(sale.body)).toMatchObject({ status: 201 })
  const { body } = await shop.owner.get(`/api/returns/returnable?order_id=${sale.body.id}`)
  return {
    id: sale.body.id,
    total: sale.body.total,
    lines: body.items.map((one: { order_line_id: string; sold: number }) => ({
      order_line_id: one.order_line_id,
      quantity: one.sold,
    })),
  }
}

const ask = (sale: Sold, more: object = {}, who: Worker = till): Promise<Reply> =>
  who.post('/api/returns', { order_id: sale.id, lines: sale.lines, reason: 'defective', is_here: true, ...more })
const act = (id: string, what: string, body: object = {}, who: Worker = till) =>
  who.post(`/api/returns/${id}/${what}`, body)

test('a whole sale comes back: goods at their cost, money in its tender, one nota de crédito', async () => {
  const product_id = await shop.product({ on_hand: 10, price: 5_000, cost: 3_000 })
  const sale = await sold([{ product_id, quantity: 2 }])
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 8 })
  const back = await ask(sale)
  expect(back, JSON.stringify(back.body)).toMatchObject({
    status: 201,
    body: { state: 'received', value_minor: 10_000 },
  })
  expect(back.body.proposal).toMatchObject([{ method: 'cash', amount: 10_000 }])
  expect(await shop.onHand(product_id)).toEqual({ on_hand: 10, reserved: 0, available: 10 })
  const done = await act(back.body.id, 'settle')
  expect(done.body).toMatchObject({ state: 'settled', refunded_minor: 10_000, settled_as: 'original' })
  expect(done.body.credit_note_label).toMatch(/^NC-/)
  expect((await shop.owner.get(`/api/orders/${sale.id}`)).body).toMatchObject({ payment_status: 'refunded' })
  const { items } = (await shop.owner.get(`/api/stock-movements?product_id=${product_id}&kind=return`)).body
  expect(items).toMatchObject([{ quantity: 2, cost_minor: 6_000, cause_kind: 'return' }])
  await expectBooksToHold(shop)
})

test('parts of a sale add up to the whole, and never to more', async () => {
  const product_id = await shop.product({ on_hand: 10, price: 3_333, cost: 1_001 })
  const sale = await sold([{ product_id, quantity: 3 }], (total) => [{ method: 'debit', amount: total }])
  const [line] = sale.lines
  const part = (quantity: number) => ask(sale, { lines: [{ ...line, quantity }] })
  const values = []
  for (let turn = 0; turn < 3; turn += 1) {
    const one = await part(1)
    expect((await act(one.body.id, 'settle')).status, one.text).toBe(200)
    values.push(one.body.value_minor)
  }
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(sale.total)
  expect(await part(1)).toMatchObject({ status: 409, body: { code: 'return.more_than_sold', left: 0 } })
  expect((await ask(sale, { reason: undefined })).status).toBe(422)
  await expectBooksToHold(shop)
})

test('two clerks who take the same unit back at once: one does', async () => {
  const product_id = await shop.product({ on_hand: 30 })
  for (let round = 0; round < 5; round += 1) {
    const sale = await sold([{ product_id, quantity: 2 }])
    const replies = await Promise.all([ask(sale), ask(sale), ask(sale)])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    const id = replies.find(({ status }) => status === 201)?.body.id
    const settled = await Promise.all([
      act(id, 'settle'),
      act(id, 'settle'),
      act(id, 'exchange', { items: [{ product_id, quantity: 1 }] }),
    ])
    expect(settled.filter(({ status }) => status === 200)).toHaveLength(1)
  }
  await expectBooksToHold(shop)
})

test('each line goes where it is decided; quarantine is on hand and not for sale', async () => {
  const [a, b, c] = [
    await shop.product({ on_hand: 5 }),
    await shop.product({ on_hand: 5 }),
    await shop.product({ on_hand: 5 }),
  ]
  const sale = await sold([a, b, c].map((product_id) => ({ product_id, quantity: 2 })))
  const asked = await ask(sale, { is_here: false })
  expect(asked.body.state).toBe('requested')
  const line = (at: number) => asked.body.items[at].id
  const lines = [
    { line_id: line(0), disposition: 'quarantine' },
    { line_id: line(1), disposition: 'scrap' },
    { line_id: line(2), disposition: 'to_supplier' },
  ]
  const here = await act(asked.body.id, 'receive', { lines })
  expect(here.body, here.text).toMatchObject({ state: 'received', quarantined: 4 })
  expect(await shop.onHand(a)).toEqual({ on_hand: 5, reserved: 2, available: 3 })
  expect(await shop.onHand(b)).toEqual({ on_hand: 3, reserved: 0, available: 3 })
  const decide = (at: number, disposition: string, quantity?: number) =>
    act(asked.body.id, 'decide', { line_id: line(at), disposition, ...(quantity === undefined ? {} : { quantity }) })
  expect((await decide(0, 'restock', 1)).body.quarantined).toBe(3)
  expect((await decide(0, 'scrap', 2)).body.code).toBe('return.not_in_quarantine')
  expect((await decide(0, 'scrap')).status).toBe(200)
  expect((await decide(2, 'to_supplier')).body.quarantined).toBe(0)
  expect(await shop.onHand(a)).toEqual({ on_hand: 4, reserved: 0, available: 4 })
  expect(await shop.onHand(c)).toEqual({ on_hand: 3, reserved: 0, available: 3 })
  await expectBooksToHold(shop)
})

test('an exchange in one go: only the difference is money', async () => {
  const [old, dearer, cheaper] = [
    await shop.product({ on_hand: 9, price: 4_000 }),
    await shop.product({ on_hand: 9, price: 6_000 }),
    await shop.product({ on_hand: 9, price: 1_000 }),
  ]
  const exchange = async (product_id: string, payments: object[]) => {
    const back = await ask(await sold([{ product_id: old, quantity: 1 }]))
    return act(back.body.id, 'exchange', {
      items: [{ product_id, quantity: 1 }],
      payments,
      till_session_id: till.session_id,
    })
  }
  expect(await exchange(dearer, [])).toMatchObject({
    status: 422,
    body: { code: 'return.underpaid', missing_minor: 2_000 },
  })
  const up = await exchange(dearer, [{ method: 'cash', amount: 2_000 }])
  expect(up.body, up.text).toMatchObject({ state: 'settled', settled_as: 'exchange' })
  expect((await shop.owner.get(`/api/orders/${up.body.exchange_order_id}`)).body).toMatchObject({
    status: 'completed',
    total: 6_000,
    payment_status: 'paid',
  })
  expect((await exchange(cheaper, [])).body).toMatchObject({ state: 'settled', refunded_minor: 4_000 })
  const pay = { method: 'exchange', amount: 4_000 }
  const sneaky = await till.post('/api/sales', {
    till_session_id: till.session_id,
    items: [{ product_id: old, quantity: 1 }],
    payments: [pay],
  })
  expect(sneaky).toMatchObject({ status: 422, body: { code: 'payment.unknown_method' } })
  await expectBooksToHold(shop)
})

test('store credit needs a customer; fiado lowers the debt; a split tender goes back in both', async () => {
  const customer_id = await shop.customer({ credit_limit: 100_000 })
  const product_id = await shop.product({ on_hand: 30, price: 10_000 })
  const items = [{ product_id, quantity: 1 }]
  const back = await ask(await sold(items, undefined, { customer_id }))
  expect((await act(back.body.id, 'settle', { as: 'store_credit' })).body.settled_as).toBe('store_credit')
  const walkIn = await ask(await sold(items))
  expect(await act(walkIn.body.id, 'settle', { as: 'store_credit' })).toMatchObject({ status: 422 })
  const fiado = await ask(await sold(items, (amount) => [{ method: 'on_account', amount }], { customer_id }))
  expect((await act(fiado.body.id, 'settle')).status).toBe(200)
  const { body } = await shop.owner.get(`/api/customer-accounts/${customer_id}`)
  expect(body).toMatchObject({ debt_minor: 0, store_credit_minor: 10_000 })
  const split = await ask(
    await sold(items, (total) => [
      { method: 'debit', amount: 4_000 },
      { method: 'cash', amount: total - 4_000 },
    ]),
  )
  expect(split.body.proposal).toMatchObject([
    { method: 'debit', amount: 4_000 },
    { method: 'cash', amount: 6_000 },
  ])
  expect((await act(split.body.id, 'settle')).status).toBe(200)
  await expectBooksToHold(shop)
})

test('what was not handed over, not settled, or not permitted is refused', async () => {
  const product_id = await shop.product({ on_hand: 9 })
  const order = await shop.draft([{ product_id, quantity: 1 }])
  await shop.owner.post(`/api/orders/${order.id}/confirm`)
  expect((await shop.owner.get(`/api/returns/returnable?order_id=${order.id}`)).body.code).toBe(
    'return.not_handed_over',
  )
  const asked = await ask(await sold([{ product_id, quantity: 1 }]), { is_here: false })
  const { id } = asked.body
  expect((await act(id, 'settle')).body.code).toBe('return.cannot_move')
  expect((await act(id, 'reject', { reason: 'No llegó' })).body).toMatchObject({
    state: 'rejected',
    reject_reason: 'No llegó',
  })
  for (const what of ['receive', 'settle']) expect((await act(id, what)).status, what).toBe(409)
  const cashier = await ask(await sold([{ product_id, quantity: 1 }]), {}, shop.cashier)
  expect(await act(cashier.body.id, 'settle', {}, shop.cashier)).toMatchObject({
    status: 403,
    body: { code: 'payment.approval_needed' },
  })
  const { body } = await shop.owner.get('/api/returns/reasons')
  expect(body.reasons[0]).toMatchObject({ reason: 'defective' })
  expect((await shop.owner.get('/api/returns?state=rejected')).body.items).toMatchObject([{ id }])
})
