import type { PickListOut } from '#fulfilment/contract'

export type Stop = PickListOut['stops'][number]
export type Lot = NonNullable<Stop['lots']>[number]
/** One take that the server does not know yet. */
export type Take = {
  key: string
  body: { fulfilment_ids: string[]; product_id: string; quantity: number; bin?: string; lot?: string }
}

const thousandths = 1000
const exact = (quantity: number): number => Math.round(quantity * thousandths) / thousandths

/** A stop with what was taken here and is not told yet. */
export function withWaiting(stop: Stop, waiting: readonly Take[]): Stop {
  const taken = waiting.filter(({ body }) => body.product_id === stop.product_id)
  return taken.length === 0
    ? stop
    : { ...stop, picked: exact(taken.reduce((sum, { body }) => sum + body.quantity, stop.picked)) }
}

export const leftOf = ({ quantity, picked }: Pick<Stop, 'quantity' | 'picked'>): number => exact(quantity - picked)
export const isDone = (stop: Stop): boolean => leftOf(stop) <= 0

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

export type Heard =
  | { is: 'product'; stop: Stop; quantity: number }
  | { is: 'bin'; stop: Stop; bin: string }
  | { is: 'lot'; stop: Stop; lot: Lot }
  | { is: 'unknown' }

/** What a scan means on this walk, told without asking anybody: a product, a place, a lot, or none of them. */
export function hear(code: string, stops: readonly Stop[], current: Stop | undefined): Heard {
  for (const stop of stops) {
    const pack = stop.codes.find((one) => isSame(one.code, code))
    if (pack) return { is: 'product', stop, quantity: pack.quantity }
    if (isSame(stop.sku, code)) return { is: 'product', stop, quantity: 1 }
  }
  const lot = current?.lots?.find((one) => isSame(one.code, code))
  if (current && lot) return { is: 'lot', stop: current, lot }
  const homes = [...(current ? [current] : []), ...stops.filter((stop) => !isDone(stop)), ...stops]
  for (const stop of homes) {
    const bin = stop.bins.find((one) => isSame(one, code))
    if (bin !== undefined) return { is: 'bin', stop, bin }
  }
  return { is: 'unknown' }
}

/** The lot to take now: what expires first and is good. */
export const proposedLot = (stop: Stop): Lot | undefined => stop.lots?.find((lot) => !lot.is_expired && lot.on_hand > 0)

/** The orders of a walk, each with whether all of it is taken. */
export function ordersOf(stops: readonly Stop[]): { id: string; number: number; isReady: boolean }[] {
  const orders = new Map<string, { id: string; number: number; isReady: boolean }>()
  for (const { fulfilment_id, number, quantity, picked } of stops.flatMap((stop) => stop.orders)) {
    const before = orders.get(fulfilment_id)?.isReady ?? true
    orders.set(fulfilment_id, { id: fulfilment_id, number, isReady: before && picked >= quantity })
  }
  return [...orders.values()].sort((a, b) => a.number - b.number)
}

type Placed = { line_id: string; quantity: number }
/** The list after the server has placed a take in its orders. */
export function afterTake(
  list: PickListOut,
  { product_id, picked, placed }: { product_id: string; picked: number; placed: readonly Placed[] },
): PickListOut {
  const added = new Map(placed.map(({ line_id, quantity }) => [line_id, quantity]))
  return {
    ...list,
    stops: list.stops.map((stop) =>
      stop.product_id === product_id
        ? {
            ...stop,
            picked,
            orders: stop.orders.map((one) => ({ ...one, picked: exact(one.picked + (added.get(one.line_id) ?? 0)) })),
          }
        : stop,
    ),
  }
}
