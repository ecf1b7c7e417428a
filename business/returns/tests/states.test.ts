import { beforeAll, expect, test } from 'vitest'
import { forbiddenFrom, statesOf } from '../../../tests/support/machine.ts'
import type { Worker } from '../../../tests/support/open-shop.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { returnMoves } from '../records.ts'
import type { ReturnState } from '../wire.ts'

let shop: SellingShop
let till: Worker & { session_id: string }
let product_id: string
beforeAll(async () => {
  shop = await openSellingShop()
  till = await shop.atTill(shop.as('admin'))
  product_id = await shop.product({ on_hand: 50, price: 2_000 })
})

async function asked(): Promise<string> {
  const items = [{ product_id, quantity: 1 }]
  const { session_id: till_session_id } = till
  const payments = [{ method: 'cash', amount: 2_000 }]
  const sale = await till.post('/api/sales', { till_session_id, items, payments })
  const { body } = await shop.owner.get(`/api/returns/returnable?order_id=${sale.body.id}`)
  const lines = [{ order_line_id: body.items[0].order_line_id, quantity: 1 }]
  const back = await till.post('/api/returns', { order_id: sale.body.id, lines, reason: 'defective' })
  expect(back, back.text).toMatchObject({ status: 201, body: { state: 'requested' } })
  return back.body.id
}

const act = (id: string, what: string, body: object = {}) => till.post(`/api/returns/${id}/${what}`, body)
const { exchange, ...asks } = {
  received: (id: string) => act(id, 'receive'),
  settled: (id: string) => act(id, 'settle'),
  rejected: (id: string) => act(id, 'reject', { reason: 'No llegó' }),
  exchange: (id: string) => act(id, 'exchange', { items: [{ product_id, quantity: 1 }] }),
}
const ways: Record<ReturnState, readonly Exclude<ReturnState, 'requested'>[]> = {
  requested: [],
  received: ['received'],
  settled: ['received', 'settled'],
  rejected: ['rejected'],
}

test.each(statesOf(returnMoves))('a return that is %s makes no forbidden move', async (from) => {
  const id = await asked()
  for (const step of ways[from]) expect((await asks[step](id)).status, step).toBe(200)
  for (const to of forbiddenFrom(returnMoves, from)) {
    if (to === 'requested') continue
    for (const ask of to === 'settled' ? [asks.settled, exchange] : [asks[to]]) {
      expect(await ask(id), `${from} → ${to}`).toMatchObject({ status: 409, body: { code: 'return.cannot_move' } })
    }
  }
  expect((await shop.owner.get(`/api/returns/${id}`)).body.state).toBe(from)
  await expectBooksToHold(shop)
})
