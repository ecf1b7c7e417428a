import type { OwnerKind, ReservationState } from './reservation-shapes.ts'

/** A demand on one place. Lines on the same product and warehouse are summed before anything is judged. */
export interface StockLine {
  readonly product_id: string
  readonly warehouse_id: string
  readonly quantity: number
}

/** For whom units are kept. */
export interface Owner {
  readonly kind: OwnerKind
  readonly id: string
}

/** Lines of one call at most: an order has 200, an import batch more. */
export const LINES_MAX = 5_000

/** Unconfirmed holds that one person may have at once, so that nobody keeps a shop's stock from the others (S79). */
export const HOLDS_MAX = 200
/** Holds of one product that one person may start in an hour without confirming any of them. */
export const REPEATS_MAX = 20

const nextStates: Record<ReservationState, readonly ReservationState[]> = {
  pending: ['confirmed', 'released', 'expired'],
  confirmed: ['consumed', 'released'],
  consumed: [],
  released: [],
  expired: [],
}

export function canMove(from: ReservationState, to: ReservationState): boolean {
  return nextStates[from].includes(to)
}

/** What a reservation is at an instant: a pending one whose time is over is expired, marked or not. */
export function stateAt(
  reservation: { state: ReservationState; expires_at: string | null },
  now: Date,
): ReservationState {
  const { state, expires_at } = reservation
  const isOver = expires_at !== null && Date.parse(expires_at) <= now.getTime()
  return state === 'pending' && isOver ? 'expired' : state
}
