import { refuseFulfilment, refuseShipment } from './refusals.ts'
import type { FulfilmentOut, FulfilmentState, ShipmentState } from './wire.ts'

export const fulfilmentMoves: Record<FulfilmentState, readonly FulfilmentState[]> = {
  received: ['picking', 'cancelled'],
  picking: ['packing', 'cancelled'],
  packing: ['shipped', 'cancelled'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  returned: [],
  cancelled: [],
}

export const OPEN: readonly FulfilmentState[] = ['received', 'picking', 'packing']

export function canMove(from: FulfilmentState, to: FulfilmentState): boolean {
  return fulfilmentMoves[from].includes(to)
}

export function assertCanMove(from: FulfilmentState, to: FulfilmentState): void {
  if (!canMove(from, to)) throw refuseFulfilment.cannotMove({ from, to })
}

/** A parcel can still be dropped before the carrier has it; on the way it can only arrive or fail. */
export const shipmentMoves: Record<ShipmentState, readonly ShipmentState[]> = {
  pending: ['in_transit', 'failed'],
  in_transit: ['delivered', 'failed'],
  delivered: [],
  failed: [],
}

export function canShipmentMove(from: ShipmentState, to: ShipmentState): boolean {
  return shipmentMoves[from].includes(to)
}

export function assertShipmentCanMove(from: ShipmentState, to: ShipmentState): void {
  if (!canShipmentMove(from, to)) throw refuseShipment.cannotMove({ from, to })
}

/** What may be done next, for the screens. */
export function nextActs(fulfilment: {
  state: FulfilmentState
  waits_for_stock: boolean
  shipped: number
}): FulfilmentOut['next'] {
  const { state, waits_for_stock, shipped } = fulfilment
  const stays = shipped === 0 ? (['cancel'] as const) : []
  if (state === 'received') return waits_for_stock ? ['reserve', 'cancel'] : ['start', 'split', ...stays]
  if (state === 'picking') return ['pick', 'split', ...stays]
  if (state === 'packing') return ['pack', 'ship', ...stays]
  if (state === 'shipped') return ['deliver', 'return']
  return state === 'delivered' ? ['return'] : []
}
