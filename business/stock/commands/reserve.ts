import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { announce } from '../announce.ts'
import { insertReservations } from '../records.ts'
import type { Owner, StockLine } from '../reservation.ts'
import { refuseShort } from '../short.ts'

export interface Reserve {
  readonly owner: Owner
  readonly lines: readonly StockLine[]
  readonly state: 'pending' | 'confirmed'
  readonly ttl_seconds?: number | undefined
  readonly reason?: string | undefined
}

export interface ReservedLine extends StockLine {
  readonly id: string
}

const TTL_SECONDS = 900

/** Takes units out of what is available: every line or none, refused with 409 naming each short line. */
export async function reserve(tx: Tx, input: Reserve): Promise<ReservedLine[]> {
  if (input.lines.length === 0) return []
  const lines = input.lines.map((line) => ({ ...line, id: newId() }))
  const { state, ttl_seconds = TTL_SECONDS, reason = null } = input
  const rows = await insertReservations(tx, input.owner, lines, { state, ttl_seconds, reason })
  refuseShort(rows)
  await announce(tx, rows)
  return rows.map(({ id, product_id, warehouse_id, requested }) => ({
    id,
    product_id,
    warehouse_id,
    quantity: requested,
  }))
}
