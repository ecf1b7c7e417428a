import { newId } from '../../platform/ids.ts'
import type { Reply } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import type { Campaign } from './harness/campaign.ts'
import { insist, type WideShop } from './harness/wide-shop.ts'

/** Where the clock stands before, and where it jumps to in the middle of business. */
export const jumps: readonly (readonly [what: string, before: string, after: string])[] = [
  ['three days ahead', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z'],
  ['three days back', '2026-06-10T12:00:00Z', '2026-06-07T12:00:00Z'],
  ['an hour back', '2026-06-15T12:00:00Z', '2026-06-15T11:00:00Z'],
  ['winter time begins in Chile', '2026-04-05T02:59:59Z', '2026-04-05T03:00:01Z'],
  ['summer time begins in Chile', '2026-09-06T03:59:59Z', '2026-09-06T04:00:01Z'],
  ['leap day', '2028-02-29T02:59:59Z', '2028-02-29T03:00:01Z'],
  ['the year ends', '2027-01-01T02:59:59Z', '2027-01-01T03:00:01Z'],
  ['a device a year behind', '2026-06-20T12:00:00Z', '2026-06-20T12:00:00Z'],
]

/** R11: the clock jumps under open tills, holds and orders; numbers, order and the books do not care. */
export async function clock(campaign: Campaign, shop: WideShop, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const [what, before, after] of jumps) {
      campaign.fault(what)
      await jump(campaign, shop, what, new Date(before), new Date(after))
      await judgeBooks(campaign, shop.owner_url)
    }
  shop.time.now = null
}

async function jump(campaign: Campaign, shop: WideShop, what: string, before: Date, after: Date): Promise<void> {
  const must = async (reply: Promise<Reply>): Promise<Reply['body']> => {
    const { status, body, text } = await reply
    campaign.attempt()
    if (status >= 300) campaign.violate(`${what}: ${status} ${text.slice(0, 200)}`)
    return body ?? {}
  }
  shop.time.now = before
  const seller = await shop.seller()
  const product_id = await shop.goods(20)
  const { warehouse_id, store_id } = shop
  const items = [{ product_id, quantity: 1 }]
  const sell = (id: string) =>
    must(
      insist((key) =>
        seller.post('/api/sales', { id, warehouse_id, items, payments: [{ method: 'cash', amount: 1_000 }] }, key),
      ),
    )
  const first = await sell(newId())
  const draft = await must(seller.post('/api/orders', { store_id, warehouse_id, items }))
  await must(seller.post(`/api/orders/${draft.id}/confirm`))
  const hold = await must(
    seller.post('/api/stock-reservations', { product_id, warehouse_id, quantity: 1, ttl_seconds: 60 }),
  )

  shop.time.now = after
  const second = await sell(idOf(what))
  if (second.document_number !== first.document_number + 1)
    campaign.violate(`${what}: document ${second.document_number} after ${first.document_number}`)
  const seen = (await must(seller.get(`/api/stock-reservations?product_id=${product_id}&state=pending`))).items ?? []
  const expected = after.getTime() - before.getTime() < 60_000 ? 1 : 0
  if (seen.length !== expected) campaign.violate(`${what}: ${seen.length} holds are open`)
  if (seen.some((one: { seconds_left: number }) => one.seconds_left < 0))
    campaign.violate(`${what}: time left below zero`)
  if (expected === 1) await must(seller.post(`/api/stock-reservations/${hold.id}/release`))
  await must(seller.post('/api/payments', { order_id: draft.id, method: 'debit', amount: draft.total }))
  await must(seller.post(`/api/orders/${draft.id}/hand-over`))
  const close = {
    counts: [
      { method: 'cash', counted_minor: 22_000 },
      { method: 'debit', counted_minor: 1_000 },
    ],
  }
  const closed = await must(seller.post(`/api/till-sessions/${seller.session_id}/close`, close))
  if (closed.state !== 'closed') campaign.violate(`${what}: the till is ${closed.state}`)
  const { items: moved } = await must(shop.owner.get(`/api/stock-movements?product_id=${product_id}`))
  const order = (moved ?? []).map(({ sequence }: { sequence: number }) => sequence)
  if (String(order) !== String(order.toSorted((a: number, b: number) => b - a)))
    campaign.violate(`${what}: movements are told in the order ${order}`)
}

/** A device whose clock is a year behind makes ids of last year. */
function idOf(what: string): string {
  if (!what.startsWith('a device')) return newId()
  const then = Date.now() - 365 * 86_400_000
  return `${then
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})(.{4})$/, '$1-$2')}${newId().slice(13)}`
}
