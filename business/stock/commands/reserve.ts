import { businessOf } from '#company'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { announceTaken } from '../announce.ts'
import { insertReservations } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { Owner, StockLine } from '../reservation.ts'
import { refuseShort } from '../short.ts'
import { assertMayHold } from './assert-may-hold.ts'

export interface Reserve {
  readonly owner: Owner
  /** Lines on one product and warehouse become one reservation. An id may come with a line; else it is made. */
  readonly lines: readonly (StockLine & { readonly id?: string | undefined })[]
  readonly state: 'pending' | 'confirmed'
  /** Life of a pending one; without it, what the business set. */
  readonly ttl_seconds?: number | undefined
  readonly reason?: string | undefined
}

export interface ReservedLine extends StockLine {
  readonly id: string
}

/** Takes units out of what is available: every line or none, refused with 409 naming each short line. */
export async function reserve(tx: Tx, input: Reserve): Promise<ReservedLine[]> {
  if (input.lines.length === 0) return []
  const lines = input.lines.map((line) => ({ ...line, id: line.id ?? newId() }))
  const { owner, state, reason = null } = input
  if (state === 'pending') await assertMayHold(tx, lines)
  const ttl_seconds = state === 'confirmed' ? 0 : (input.ttl_seconds ?? (await businessOf(tx)).reservation_minutes * 60)
  const rows = await insertReservations(tx, owner, lines, { state, ttl_seconds, reason })
  refuseShort(rows)
  if (rows.some(({ status }) => status === 'id_taken')) throw refuse.idTaken()
  await announceTaken(tx, rows)
  return rows.map(({ id, product_id, warehouse_id, requested }) => ({
    id,
    product_id,
    warehouse_id,
    quantity: requested,
  }))
}
