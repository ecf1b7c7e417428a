import { newId } from '../../platform/ids.ts'
import type { Reply, Worker } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, hands, shuffled } from './harness/campaign.ts'
import { DEADLOCK, watchErrors } from './harness/take-out.ts'
import { insist, type WideShop } from './harness/wide-shop.ts'

const WORKERS = 32
const PRODUCTS = 8
const PRICE = 1_000

type Seller = Worker & { session_id: string }
/** Sends until there is an answer; once somebody heard of a deadlock the campaign is decided, and nobody insists. */
type Ask = (send: Parameters<typeof insist>[0]) => Promise<Reply>
interface Scene {
  readonly campaign: Campaign
  readonly shop: WideShop
  readonly seller: Seller
  readonly ask: Ask
}
interface Line {
  readonly product_id: string
  readonly quantity: number
}

/** R2: everybody locks the same products in an order of their own; nobody ever hears of a deadlock. */
export async function lockOrder(campaign: Campaign, shop: WideShop, orders: number): Promise<void> {
  const { random } = campaign
  const products = await Promise.all(
    Array.from({ length: PRODUCTS }, () => shop.goods(orders, { warehouse_id: shop.warehouses[0], price: PRICE })),
  )
  const seller = await shop.seller()
  const errors = watchErrors()
  const isDecided = () => campaign.violations.length > 0 || errors.codes().includes(DEADLOCK)
  const ask: Ask = (send) => insist(send, newId(), { isInVain: isDecided })
  const scene = { campaign, shop, seller, ask }
  const customer_id = await shop.customer({ credit_limit: 1e12 })
  await hands(WORKERS, orders, async () => {
    if (isDecided()) return
    const lines = shuffled(random, products)
      .slice(0, random.whole(2, 5))
      .map((product_id) => ({ product_id, quantity: random.whole(1, 3) }))
    campaign.attempt()
    const act = random.weighted([6, 4, 1, 1])
    if (act === 0) await sell(scene, lines, customer_id)
    else if (act === 1) await order(scene, lines)
    else if (act === 2) await hold(scene, lines.slice(0, 2))
    else await restock(scene, lines.slice(0, 2))
  })
  errors.undo()
  if (errors.codes().includes(DEADLOCK)) campaign.violate('two workers locked each other out')
  await judgeBooks(campaign, shop.owner_url)
}

function accept(campaign: Campaign, { status, body, text }: Reply, ...codes: string[]): boolean {
  if (status < 300) return true
  if (status !== 409 || !codes.includes(body?.code)) campaign.violate(`${status} ${text.slice(0, 300)}`)
  return false
}

async function sell({ campaign, shop, seller, ask }: Scene, items: readonly Line[], customer_id: string) {
  const total = items.reduce((sum, { quantity }) => sum + quantity * PRICE, 0)
  const onAccount = campaign.random.chance(0.2)
  const sale = {
    id: newId(),
    warehouse_id: shop.warehouses[0],
    till_session_id: seller.session_id,
    items,
    ...(onAccount ? { customer_id } : {}),
    payments: [{ method: onAccount ? 'on_account' : 'debit', amount: total }],
  }
  accept(campaign, await ask((key) => seller.post('/api/sales', sale, key)), 'stock.short')
}

async function order({ campaign, shop, seller, ask }: Scene, items: readonly Line[]) {
  const { store_id, warehouses } = shop
  const wanted = { id: newId(), store_id, warehouse_id: warehouses[0], items }
  const draft = await ask((key) => seller.post('/api/orders', wanted, key))
  if (!accept(campaign, draft)) return
  const act = (verb: string, body = {}) => ask((key) => seller.post(`/api/orders/${draft.body.id}/${verb}`, body, key))
  const money = { id: newId(), method: 'debit', amount: draft.body.total }
  // At the counter the money comes with the confirmation, from elsewhere it comes later.
  const isPaid = campaign.random.chance(0.4)
  const confirmed = await act('confirm', isPaid ? { payments: [money], till_session_id: seller.session_id } : {})
  if (!accept(campaign, confirmed, 'stock.short')) return
  // Often two people are at the same order: one hands over or cancels first, the other hears that it is too late.
  const verbs = campaign.random.pick([['hand-over'], ['cancel'], ['hand-over', 'cancel'], ['hand-over', 'hand-over']])
  const payment = { ...money, order_id: draft.body.id }
  const pay = isPaid ? [] : [ask((key) => seller.post('/api/payments', payment, key))]
  const late = ['order.cannot_move', 'order.already_handed_over', 'order.cannot_hand_over', 'payment.not_open']
  for (const reply of await Promise.all([...verbs.map((verb) => act(verb)), ...pay])) accept(campaign, reply, ...late)
}

async function hold({ campaign, shop, seller, ask }: Scene, lines: readonly Line[]) {
  const owner_id = newId()
  const held = await Promise.all(
    lines.map((line) => {
      const wanted = { ...line, warehouse_id: shop.warehouses[0], owner_kind: 'cart', owner_id }
      return ask((key) => seller.post('/api/stock-reservations', wanted, key))
    }),
  )
  for (const reply of held) {
    if (!accept(campaign, reply, 'stock.short')) continue
    const verb = campaign.random.chance(0.3) ? 'confirm' : 'release'
    accept(campaign, await ask((key) => seller.post(`/api/stock-reservations/${reply.body.id}/${verb}`, {}, key)))
  }
}

async function restock({ campaign, shop, seller, ask }: Scene, lines: readonly Line[]) {
  for (const { product_id, quantity } of lines) {
    const movement = { product_id, warehouse_id: shop.warehouses[0], direction: 'in', kind: 'receipt', quantity }
    const costed = { ...movement, unit_cost: campaign.random.whole(0, 500) }
    accept(campaign, await ask((key) => seller.post('/api/stock-movements', costed, key)))
  }
}
