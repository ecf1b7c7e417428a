import { newId } from '../../platform/ids.ts'
import type { Act } from './duel.ts'
import type { Ground } from './ground.ts'
import type { Client } from './http-clients.ts'
import { duelOptions } from './options.ts'

/** A counter sale of three lines: `POST /api/sales`. Of all the products, or of three only. */
export function sale(ground: Ground, product_ids: readonly string[], name: string): Act {
  const count = product_ids.length
  const step = Math.max(1, Math.floor(count / 3))
  const pick = () => Math.floor(Math.random() * count)
  const three = (a: number) => [a, (a + step) % count, (a + 2 * step) % count]
  return {
    name,
    raw: {
      script: `\\set a random(0, ${count - 1})\nselect bench.sell(:a, (:a + ${step}) % ${count}, (:a + ${2 * step}) % ${count})\n`,
      text: 'select bench.sell($1, $2, $3)',
      values: () => three(pick()),
    },
    http: async (client: Client) => {
      const items = three(pick()).map((at) => ({ product_id: product_ids[at], quantity: 1 }))
      const body = { warehouse_id: ground.warehouse_id, items, payments: [{ method: 'debit', amount: 3570 }] }
      const reply = await client.ask('POST', '/api/sales', JSON.stringify(body), `idempotency-key: ${newId()}\r\n`)
      return reply.status === 201
    },
  }
}

/** More than any side confirms in a second: what is not used up is made for nothing. */
const DRAFTS_PER_SECOND = 2_500
const DRAFTS_MIN = 24_000

const key = () => `idempotency-key: ${newId()}\r\n`
const paid = { method: 'debit', amount: 3570 }

/** An order confirmed and then paid: two requests, two commits; the bare function does both in one. */
async function inTwoRequests(client: Client, id: string): Promise<boolean> {
  const confirmed = await client.ask('POST', `/api/orders/${id}/confirm`, '{}', key())
  if (confirmed.status !== 200) return false
  const payment = JSON.stringify({ order_id: id, ...paid })
  return (await client.ask('POST', '/api/payments', payment, key())).status === 201
}

/** An order confirmed with its payment, as at the counter: one request, one commit. */
async function inOneRequest(client: Client, id: string): Promise<boolean> {
  const body = JSON.stringify({ payments: [paid] })
  return (await client.ask('POST', `/api/orders/${id}/confirm`, body, key())).status === 200
}

/** Draft orders of three lines that are confirmed and paid, in one request or in two. */
export function confirmAndPay(ground: Ground, products: number, name: string, requests: 1 | 2 = 2): Act {
  const act = requests === 1 ? inOneRequest : inTwoRequests
  let ready: string[] = []
  const drafts = Math.max(DRAFTS_PER_SECOND * duelOptions().seconds, DRAFTS_MIN)
  return {
    name,
    raw: {
      script: 'select bench.confirm_and_pay()\n',
      text: 'select bench.confirm_and_pay()',
      values: () => [],
    },
    prepare: async () => {
      await ground.sql('truncate bench.draft')
      await ground.sql("select setval('bench.next_draft', 1, false)")
      await ground.sql('select bench.make_drafts($1, $2)', [drafts, products])
      await ground.sql('analyze sales."order", sales.line, money.balance, bench.draft')
      ready = (await ground.sql<{ id: string }>('select id from bench.draft order by no desc')).map(({ id }) => id)
    },
    http: async (client: Client) => {
      const id = ready.pop()
      if (!id) throw new Error('the drafts are used up: measure for fewer seconds')
      return act(client, id)
    },
  }
}
