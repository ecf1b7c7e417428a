import { isDeepStrictEqual } from 'node:util'
import { newId } from '../../platform/ids.ts'
import type { Reply, Worker } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, hands, pause, shuffled } from './harness/campaign.ts'
import { assembleAgain } from './harness/second-server.ts'
import type { WideShop } from './harness/wide-shop.ts'

const CONCURRENT = 12
const EIGHT_DAYS = 8 * 86_400_000

/** One act, as a client would send it again and again under one key. */
interface Act {
  readonly key: string
  readonly path: string
  readonly body: object
  readonly replies: Reply[]
}

interface Stage {
  readonly product_id: string
  readonly session_id: string
  readonly customer_id: string
}

/** I1: a thousand acts, each sent one to five times, in any order, some at once, some by another server, some days later. */
export async function sameKey(campaign: Campaign, shop: WideShop, operations: number): Promise<void> {
  const { random } = campaign
  const seller = await shop.seller()
  const product_id = await shop.goods(operations * 10)
  const stage = { product_id, session_id: seller.session_id, customer_id: await shop.customer({ credit_limit: 1e12 }) }
  const acts = Array.from({ length: operations }, () => actOf(campaign, shop, stage))
  const sendings = shuffled(
    random,
    acts.flatMap((act) => Array.from({ length: random.whole(1, 5) }, () => act)),
  )
  const other = (await assembleAgain(shop))(seller)
  const half = Math.floor(sendings.length / 2)
  const send = (through: Worker, all: readonly Act[]) =>
    hands(CONCURRENT, all.length, async (n) => {
      const act = all[n]
      if (!act) return
      const who = random.chance(0.3) ? other : through
      if (who === other) campaign.fault('another server')
      await deliver(campaign, who, act)
    })
  await send(seller, sendings.slice(0, half))
  shop.time.now = new Date(Date.now() + EIGHT_DAYS)
  campaign.fault('eight days later')
  await send(seller, sendings.slice(half))
  shop.time.now = null
  for (const act of acts) judge(campaign, act)
  await judgeEffects(campaign, shop, stage, acts)
  await judgeBooks(campaign, shop.owner_url)
}

function actOf({ random }: Campaign, shop: WideShop, { product_id, session_id, customer_id }: Stage): Act {
  const { store_id, warehouse_id } = shop
  const items = [{ product_id, quantity: 1 }]
  const kinds: readonly (() => Pick<Act, 'path' | 'body'>)[] = [
    () => ({
      path: '/api/sales',
      body: { warehouse_id, till_session_id: session_id, items, payments: [{ method: 'cash', amount: 1_000 }] },
    }),
    () => ({ path: '/api/orders', body: { store_id, warehouse_id, items } }),
    () => ({ path: `/api/till-sessions/${session_id}/cash-in`, body: { amount: 10, reason: 'Sencillo' } }),
    () => ({
      path: `/api/products/${product_id}/adjust-stock`,
      body: { warehouse_id, operation: 'add', quantity: 1, reason: 'Hallazgo' },
    }),
    () => ({
      path: '/api/expenses',
      body: { till_session_id: session_id, amount: 1, category: 'Aseo', description: 'Paño' },
    }),
    // Refused for ever: the refusal is the answer of the key, too.
    () => ({ path: '/api/sales', body: { warehouse_id, items, payments: [{ method: 'debit', amount: 999 }] } }),
    () => ({
      path: '/api/sales',
      body: { warehouse_id, customer_id, items, payments: [{ method: 'on_account', amount: 1_000 }] },
    }),
  ]
  return { key: newId(), ...random.pick(kinds)(), replies: [] }
}

/** Sends until there is an answer that is the act's own; "still running" and "away" are not. */
async function deliver(campaign: Campaign, who: Worker, { key, path, body, replies }: Act): Promise<void> {
  campaign.attempt()
  for (let attempt = 0; attempt < 200; attempt++) {
    const reply = await who.post(path, body, { key })
    if (reply.body?.code === 'request.key_running') {
      if (reply.headers['retry-after'] === undefined) campaign.violate('409 without Retry-After')
      campaign.fault('still running')
    } else if (reply.status !== 503) {
      replies.push(reply)
      return
    }
    await pause(10)
  }
  campaign.violate(`no answer for ${path}`)
}

function judge(campaign: Campaign, { path, replies }: Act): void {
  const [first] = replies
  if (!first) return
  const originals = replies.filter(({ headers }) => headers['idempotent-replayed'] === undefined)
  if (originals.length !== 1)
    campaign.violate(`${path}: ${originals.length} of ${replies.length} answers were the first`)
  for (const { status, body } of replies) {
    if (status !== first.status || !isDeepStrictEqual(body, first.body))
      campaign.violate(`${path}: ${first.status} and ${status} for one key`)
  }
}

/** Exactly one effect a key: counted where the effects are, not in what was answered. */
async function judgeEffects(campaign: Campaign, shop: WideShop, stage: Stage, acts: readonly Act[]): Promise<void> {
  const of = (path: string, status = 201) =>
    acts.filter((act) => act.path === path && act.replies[0]?.status === status).length
  const { session_id, product_id } = stage
  const sales = of('/api/sales')
  const orders = await shop.db.selectFrom('sales.order').select(['status']).execute()
  const entries = await shop.db.selectFrom('money.entry').select(['kind']).execute()
  const found = {
    sales: orders.filter(({ status }) => status === 'completed').length,
    drafts: orders.filter(({ status }) => status === 'draft').length,
    cash_in: entries.filter(({ kind }) => kind === 'cash_in').length,
    expenses: entries.filter(({ kind }) => kind === 'expense').length,
    on_hand: (await shop.onHand(product_id)).on_hand,
  }
  const expected = {
    sales,
    drafts: of('/api/orders'),
    cash_in: of(`/api/till-sessions/${session_id}/cash-in`, 200),
    expenses: of('/api/expenses'),
    on_hand: acts.length * 10 - sales + of(`/api/products/${product_id}/adjust-stock`, 200),
  }
  if (JSON.stringify(found) !== JSON.stringify(expected))
    campaign.violate(`effects ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`)
}
