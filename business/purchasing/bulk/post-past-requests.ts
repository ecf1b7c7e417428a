import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { insertInTurn, insertNumbered } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import type { Turn } from '#platform/in-turn'
import { present } from '#platform/invariant'
import { eachInPieces } from '#platform/soon'
import { reorderChanged } from '../events.ts'
import type { ReorderStatus } from '../wire-reorders.ts'
import type { PastPurchase, PastRequest } from './past-purchase.ts'
import { REQUEST, STEP } from './past-rows.ts'

/** A request that became a line of an order, which came whole. */
export interface PostedRequest {
  readonly id: string
  readonly asked: PastRequest
  readonly product_id: string
  readonly quantity: number
  readonly order_id: string
  readonly order_number: number
  readonly past: PastPurchase
}

/** Requests as they stand once their goods came: the same rows, steps, facts and audit entries as the commands write. */
export async function postPastRequests(tx: Tx, turn: Turn, requests: readonly PostedRequest[]): Promise<void> {
  const rows = requests.map(rowOf)
  const numbers = await insertNumbered(tx, { table: sql`purchasing.reorder`, columns: REQUEST, rows })
  const steps = requests.flatMap(stepsOf)
  await insertInTurn(tx, turn, { table: sql`purchasing.reorder_step`, columns: STEP, rows: steps })
  await eachInPieces(requests, (one, at) => tell(tx, one, present(numbers[at], 'a request got its number')))
}

const rowOf = ({ id, asked, product_id, quantity, order_id, past }: PostedRequest) => ({
  id,
  product_id,
  warehouse_id: past.warehouse_id,
  store_id: past.store_id,
  supplier_id: past.supplier.id,
  quantity,
  received_quantity: quantity,
  status: 'received',
  source: asked.source,
  purchase_order_id: order_id,
  version: 3,
  created_at: asked.at,
  created_by: asked.by.id,
  created_by_name: asked.by.name,
})

interface Step {
  readonly from: ReorderStatus | null
  readonly to: ReorderStatus
  readonly at: Date
  readonly by: PastRequest['by']
}

const lifeOf = ({ asked, past }: PostedRequest): Step[] => [
  { from: null, to: 'requested', at: asked.at, by: asked.by },
  { from: 'requested', to: 'ordered', at: past.ordered_at, by: past.ordered_by },
  { from: 'ordered', to: 'received', at: past.received_at, by: past.received_by },
]

const stepsOf = (request: PostedRequest) =>
  lifeOf(request).map(({ from, to, at, by }) => ({
    ...{ reorder_id: request.id, from_status: from, to_status: to },
    ...{ at, by_id: by.id, by_name: by.name },
  }))

async function tell(tx: Tx, request: PostedRequest, number: number): Promise<void> {
  const { id: reorder_id, product_id, quantity, past, asked } = request
  const { store_id, warehouse_id, supplier } = past
  for (const { from, to, at, by } of lifeOf(request)) {
    const lived = livedAt(tx, at, by)
    await lived.emit(reorderChanged({ reorder_id, number, status: to, product_id, store_id, warehouse_id }))
    const wanted = { product_id, quantity, supplier_id: supplier.id, source: asked.source }
    lived.audit({
      ...{ action: `reorder.${to}`, thing: 'reorder', thing_id: reorder_id, label: String(number), store_id },
      ...(from === null ? { after: wanted } : { before: { status: from }, after: { status: to } }),
    })
  }
}
