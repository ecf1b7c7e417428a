import type { Tx } from '#platform/context'
import { fulfilmentChanged } from './events.ts'
import { assertCanMove } from './fulfilment-state.ts'
import { type FulfilmentRow, type Step, updateFulfilment, writeSteps } from './records.ts'
import type { FulfilmentState } from './wire.ts'

interface Moved {
  readonly act: string
  readonly reason?: string | null
  readonly note?: string | null
  readonly with?: Parameters<typeof updateFulfilment>[2]
}

/** Moves a fulfilment to another state: the row, its step, the fact and the audit entry together. */
export async function move(tx: Tx, row: FulfilmentRow, to: FulfilmentState, how: Moved): Promise<FulfilmentRow> {
  assertCanMove(row.state, to)
  const { act, reason = null, note = null } = how
  await updateFulfilment(tx, row.id, { ...how.with, state: to, state_at: tx.now() })
  await writeSteps(tx, [{ fulfilment_id: row.id, act, from_state: row.state, to_state: to, reason, note }])
  const after = { ...row, state: to }
  await tell(tx, after)
  tx.audit({
    action: `fulfilment.${act}`,
    thing: 'fulfilment',
    thing_id: row.id,
    label: String(row.number),
    store_id: row.store_id,
    before: { state: row.state },
    after: { state: to },
    reason,
  })
  return after
}

/** A step that leaves the state as it is. */
export async function step(tx: Tx, row: FulfilmentRow, steps: readonly Omit<Step, 'fulfilment_id'>[]): Promise<void> {
  await writeSteps(
    tx,
    steps.map((one) => ({ ...one, fulfilment_id: row.id })),
  )
  await tell(tx, row)
}

export async function tell(tx: Tx, row: FulfilmentRow): Promise<void> {
  const { id, number, order_id, state, store_id, warehouse_id } = row
  await tx.emit(fulfilmentChanged({ fulfilment_id: id, number, order_id, state, store_id, warehouse_id }))
}
