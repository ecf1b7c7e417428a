import { newId } from '../../platform/ids.ts'
import type { Reply, Worker } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, shuffled } from './harness/campaign.ts'
import { DEADLOCK, watchErrors } from './harness/take-out.ts'
import { insist, type WideShop } from './harness/wide-shop.ts'

const BUYERS = 64
const UNITS = 5

interface Purchase {
  readonly product_id: string
  readonly warehouse_id: string
}
type Seller = Worker & { session_id: string }
type Buy = (shop: WideShop, seller: Seller, what: Purchase) => Promise<Reply>

const atTheCounter: Buy = (_shop, seller, { product_id, warehouse_id }) => {
  const items = [{ product_id, quantity: 1 }]
  const payments = [{ method: 'debit', amount: 1_000 }]
  const sale = { id: newId(), warehouse_id, till_session_id: seller.session_id, items, payments }
  return insist((key) => seller.post('/api/sales', sale, key))
}

/** Three ways of getting one unit; each ends with the answer that says whether one got it. */
const ways: readonly Buy[] = [
  atTheCounter,
  async (shop, seller, { product_id, warehouse_id }) => {
    const items = [{ product_id, quantity: 1 }]
    const draft = { id: newId(), store_id: shop.store_id, warehouse_id, items, channel: 'online' }
    const order = await insist((key) => seller.post('/api/orders', draft, key))
    return order.status === 201 ? insist((key) => seller.post(`/api/orders/${order.body.id}/confirm`, {}, key)) : order
  },
  async (_shop, seller, { product_id, warehouse_id }) => {
    const wanted = { product_id, warehouse_id, quantity: 1 }
    const hold = await insist((key) => seller.post('/api/stock-reservations', wanted, key))
    if (hold.status !== 201) return hold
    return insist((key) => seller.post(`/api/stock-reservations/${hold.body.id}/confirm`, {}, key))
  },
]

/** R1: however 64 people buy the last five units, five get one: nobody more, and nobody less. */
export async function lastUnits(campaign: Campaign, shop: WideShop, runs: number): Promise<void> {
  const seller = await shop.seller()
  const errors = watchErrors()
  for (let run = 0; run < runs && campaign.violations.length === 0; run++) {
    const warehouse_id = campaign.random.pick(shop.warehouses)
    const product_id = await shop.goods(UNITS, { warehouse_id })
    // Half of them at the counter, as in a shop.
    const chosen = shuffled(
      campaign.random,
      Array.from({ length: BUYERS }, () => ways[campaign.random.weighted([2, 1, 1])] ?? atTheCounter),
    )
    const replies = await Promise.all(chosen.map((buy) => buy(shop, seller, { product_id, warehouse_id })))
    campaign.attempt(BUYERS)
    judge(campaign, run, replies)
    const level = (await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)).body
    if (level.available !== 0) campaign.violate(`run ${run}: ${level.available} units are left`)
  }
  errors.undo()
  if (errors.codes().includes(DEADLOCK)) campaign.violate('two buyers locked each other out')
  await judgeBooks(campaign, shop.owner_url)
}

function judge(campaign: Campaign, run: number, replies: readonly Reply[]): void {
  const got = replies.filter(({ status }) => status === 200 || status === 201).length
  if (got !== UNITS) campaign.violate(`run ${run}: ${got} buyers got one of ${UNITS} units`)
  for (const { status, body, text } of replies) {
    if (status < 300) continue
    const [short] = body?.short_lines ?? []
    if (status !== 409 || body.code !== 'stock.short' || short?.available !== 0)
      campaign.violate(`run ${run}: refused with ${status} ${text.slice(0, 200)}`)
    else campaign.fault('refused for want of stock')
  }
}
