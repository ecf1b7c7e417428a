import { sql } from 'kysely'
import { expect } from 'vitest'
import { takePayment } from '#money'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { patiently } from '../../../tests/support/lane-figures.ts'
import { rowChanges } from '../../../tests/support/row-changes.ts'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { confirmAndPay, confirmOrder } from '../sales.ts'

/** Where rows say nothing: what was kept under keys, and what follows a commit in its own time. */
const BESIDE = /^platform\.(?!fact$|audit_entry$)/

export interface Paid {
  readonly method: string
  readonly amount: number
  readonly tendered_minor?: number
}

/** A shop whose clock stands and whose rows are read as lines of words, so that two of them can be laid side by side. */
export async function openReadShop() {
  const shop = await openSellingShop()
  shop.time.now = new Date('2026-06-10T15:00:00Z')
  const names = new Map<string, string>([
    [shop.store_id, 'store'],
    [shop.warehouse_id, 'warehouse'],
    [String(shop.owner.actor.id), 'owner'],
  ])
  const called = (name: string, id: string) => {
    names.set(id, name)
    return id
  }
  const goods = { on_hand: 200, cost: 300, name: 'Aceite' }
  const oil = called('oil', await shop.product({ ...goods, price: 1_996, min_stock: 196 }))
  const lamp = called('lamp', await shop.product({ ...goods, price: 1_000, name: 'Ampolleta' }))
  const service = called('service', await shop.product({ kind: 'service', price: 5_000, name: 'Cambio' }))
  const customer_id = called('customer', await shop.customer({ name: 'Rosa', credit_limit: 1_000_000 }))
  const till_session_id = called('session', (await shop.atTill(shop.owner)).session_id)
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') and tablename <> 'migration'`.execute(
    shop.db,
  )
  const tables = rows.map(({ name }) => name).filter((name) => !BESIDE.test(name))
  const watched = {
    tables,
    words: (id: string) => names.get(id) ?? '?',
    nameOf: ({ name, product_id }: Record<string, unknown>) =>
      typeof name === 'string' ? name : (names.get(String(product_id)) ?? ''),
    leaves_out: ['xid', 'request_id', 'ip', 'agent', 'receipt_token', 'position', 'last_seen_at'],
  }
  const draft = async (more: object) =>
    called(
      'order',
      (
        await shop.draft(
          [
            { product_id: oil, quantity: 2, discount_minor: 90 },
            { product_id: lamp, quantity: 1 },
            { product_id: service, quantity: 1 },
          ],
          { customer_id, ...more },
        )
      ).id,
    )
  const changes = (act: () => Promise<unknown>) => rowChanges(shop, watched, act)
  return { shop, till_session_id, draft, changes }
}

export type ReadShop = Awaited<ReturnType<typeof openReadShop>>
type Way = (read: ReadShop, order_id: string, payments: readonly Paid[]) => Promise<unknown>

/** By requests, which are served together with others where they are of the common kind. */
export const requests: { twoRequests: Way; oneRequest: Way } = {
  twoRequests: async ({ shop, till_session_id }, order_id, payments) => {
    await ask(shop, `/api/orders/${order_id}/confirm`, {})
    for (const payment of payments) await ask(shop, '/api/payments', { ...payment, order_id, till_session_id })
  },
  oneRequest: ({ shop, till_session_id }, order_id, payments) =>
    ask(shop, `/api/orders/${order_id}/confirm`, { payments, till_session_id }),
}

async function ask({ owner }: SellingShop, path: string, body: object): Promise<void> {
  const key = newId()
  const reply = await patiently(() => owner.post(path, body, { key }))
  expect(reply.status, reply.text).toBeLessThan(300)
}

const ownerOf = ({ ctx, owner }: SellingShop) => ({ ...ctx, actor: owner.actor })

/** By the commands, one by one: as requests do that are not served together. */
export const commands: { twoRequests: Way; oneRequest: Way } = {
  twoRequests: async ({ shop, till_session_id }, order_id, payments) => {
    await confirmOrder(ownerOf(shop), order_id)
    for (const payment of payments) await takePayment(ownerOf(shop), { ...payment, order_id, till_session_id })
  },
  oneRequest: ({ shop, till_session_id }, order_id, payments) =>
    transact(ownerOf(shop), (tx) => confirmAndPay(tx, order_id, { payments: [...payments], till_session_id })),
}
