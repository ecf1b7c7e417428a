/** The published mapping: what each kind of history in the file becomes here. The table of docs/olist.md is made of it. */
import { type PastOrder, paidFor, worthOf } from './orders.ts'

/** Where an order stands at the end; `null`, it never entered the warehouse. */
export type Place = 'received' | 'picking' | 'packing' | 'shipped' | 'delivered' | 'returned' | 'cancelled' | null

export interface Kind {
  /** What is said of it: the state in the file, and what its dates and lines are. */
  readonly says: string
  readonly order: 'draft' | 'confirmed' | 'cancelled'
  readonly place: Place
  /** What the program answers to the steps it cannot take, in their order. */
  readonly refused: readonly string[]
  /** The file contradicts itself. */
  readonly is_impossible?: true
}

const EMPTY = 'order.empty'
const NOT_THERE = 'fulfilment.not_found'
const CANNOT = 'fulfilment.cannot_move'
/** It has left and is paid; where it is not paid, the answer says that it has left. */
const COMPLETED = 'order.cannot_move'
const HANDED_OVER = 'order.already_handed_over'
const NO_DATE = 'request.invalid'

const kind = (says: string, order: Kind['order'], place: Place, ...refused: string[]): Kind => ({
  says,
  order,
  place,
  refused,
})
const impossible = (says: string, order: Kind['order'], place: Place, ...refused: string[]): Kind => ({
  ...kind(says, order, place, ...refused),
  is_impossible: true,
})

export const kinds = {
  created: kind('created', 'draft', null),
  approved: kind('approved', 'confirmed', 'received'),
  invoiced: kind('invoiced', 'confirmed', 'picking'),
  processing: kind('processing', 'confirmed', 'packing'),
  shipped: kind('shipped', 'confirmed', 'shipped'),
  delivered: kind('delivered', 'confirmed', 'delivered'),
  unavailable: kind('unavailable, with items', 'cancelled', 'cancelled'),
  canceled_before: kind('canceled, never approved', 'cancelled', null),
  canceled_approved: kind('canceled, approved', 'cancelled', 'cancelled'),
  invoiced_empty: impossible('invoiced, without items', 'draft', null, EMPTY),
  shipped_empty: impossible('shipped, without items', 'draft', null, EMPTY, NOT_THERE),
  unavailable_empty: impossible('unavailable, without items', 'cancelled', null, EMPTY),
  canceled_empty: impossible('canceled, approved, without items', 'cancelled', null, EMPTY),
  canceled_on_the_way: impossible('canceled after the carrier had it', 'confirmed', 'returned', COMPLETED),
  canceled_delivered: impossible('canceled after it arrived', 'confirmed', 'returned', COMPLETED),
  shipped_early: impossible('shipped: the carrier had it before approval', 'confirmed', 'received', NOT_THERE),
  delivered_early: impossible(
    'delivered: the carrier had it before approval',
    'confirmed',
    'received',
    NOT_THERE,
    CANNOT,
  ),
  delivered_unapproved: impossible(
    'delivered: it arrived before approval',
    'confirmed',
    'received',
    NOT_THERE,
    NOT_THERE,
  ),
  delivered_backwards: impossible('delivered: it arrived before the carrier had it', 'confirmed', 'shipped', CANNOT),
  delivered_undated: impossible('delivered, without a date', 'confirmed', 'shipped', NO_DATE),
  delivered_untouched: impossible(
    'delivered, without a date and never with a carrier',
    'confirmed',
    'received',
    CANNOT,
  ),
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof kinds

/** Which of the kinds a history is. */
export function kindOf(order: PastOrder): KindName {
  const { state, items, approved, picked_up } = order
  if (state === 'created' || state === 'approved') return state
  if (state === 'canceled') return canceled(order)
  if (items.length === 0) {
    if (state === 'delivered' || state === 'processing') throw new Error(`${order.id}: no such history is known`)
    return `${state}_empty`
  }
  if (state === 'delivered') return delivered(order)
  return state === 'shipped' && isBefore(picked_up, approved) ? 'shipped_early' : state
}

const isBefore = (one: Date | null, other: Date | null) => one !== null && other !== null && one < other

function canceled({ approved, picked_up, arrived, items }: PastOrder): KindName {
  if (approved === null) return 'canceled_before'
  if (items.length === 0) return 'canceled_empty'
  if (arrived !== null) return 'canceled_delivered'
  return picked_up === null ? 'canceled_approved' : 'canceled_on_the_way'
}

function delivered({ approved, picked_up, arrived }: PastOrder): KindName {
  if (arrived === null) return picked_up === null ? 'delivered_untouched' : 'delivered_undated'
  if (isBefore(arrived, approved)) return 'delivered_unapproved'
  if (isBefore(picked_up, approved)) return 'delivered_early'
  return isBefore(arrived, picked_up) ? 'delivered_backwards' : 'delivered'
}

/** What a history ends as: its kind's, and complete where it was both paid and handed over. */
export function endOf(order: PastOrder): { order: string; place: Place; refused: readonly string[] } {
  const { order: status, place, refused } = kinds[kindOf(order)]
  const hasLeft = place === 'shipped' || place === 'delivered' || place === 'returned'
  if (hasLeft && paidFor(order) >= worthOf(order)) return { order: 'completed', place, refused }
  return { order: status, place, refused: refused.map((code) => (code === COMPLETED ? HANDED_OVER : code)) }
}
