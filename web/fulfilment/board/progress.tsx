import type { FulfilmentSummaryOut } from '#fulfilment/contract'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'

type Units = Pick<FulfilmentSummaryOut, 'state' | 'units' | 'picked' | 'packed'>

/** How many units are through the step that an order is in; null where nobody works on it. */
export function progressOf({ state, units, picked, packed }: Units): { done: number | null; all: number } {
  const done = { picking: picked, packing: packed }
  return { done: state === 'picking' || state === 'packing' ? done[state] : null, all: units }
}

/** A thin bar with its figure beside it: read by the eye and by a screen reader. */
export function Progress({ order }: { order: Units }) {
  const t = useText().fulfilment
  const format = useFormat()
  const { done, all } = progressOf(order)
  if (done === null || all === 0) return null
  const says = t.done_of(format.quantity(done), format.quantity(all))
  return (
    <span className="order-progress">
      <span className="order-progress-bar" aria-hidden="true">
        <span style={{ inlineSize: `${(100 * done) / all}%` }} />
      </span>
      <small>{says}</small>
    </span>
  )
}
