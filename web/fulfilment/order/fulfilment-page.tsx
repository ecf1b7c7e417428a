import type { FulfilmentOut } from '#fulfilment/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Plate } from '../../ui/plate.tsx'
import { Steps } from '../../ui/steps.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { since, stayOf } from '../stay.ts'
import { FulfilmentActs } from './acts.tsx'
import { FulfilmentFacts, TrackingLink } from './facts.tsx'
import { FulfilmentHistory } from './history.tsx'
import { FulfilmentLines } from './lines.tsx'
import { FulfilmentParcels } from './parcels.tsx'
import './fulfilment.css'

/** `/pedidos/{number}`: an order's life from the shelf to the door, with who and when. */
export function FulfilmentPage({ params }: PageProps) {
  const t = useText().fulfilment
  const order = useAnswer('GET /api/fulfilments/:number', { params: { number: params.number ?? '' } })
  return (
    <QueryState query={order} what={t.the_order}>
      {(data) => (
        <>
          <PageTitle title={t.title_of(data.number)} back={to.fulfilments()} />
          <FulfilmentActs order={data} />
          <div className="fulfilment-page">
            <div className="fulfilment-main">
              <Way order={data} />
              <section className="sheet" aria-label={t.order.lines}>
                <FulfilmentLines order={data} />
              </section>
              <FulfilmentParcels parcels={data.shipments} />
            </div>
            <aside className="fulfilment-side">
              <FulfilmentFacts order={data} />
              <TrackingLink order={data} />
              <FulfilmentHistory number={data.number} />
            </aside>
          </div>
        </>
      )}
    </QueryState>
  )
}

const way = ['received', 'picking', 'packing', 'shipped', 'delivered'] as const

/** Where it stands, readable across the room, and how far that is on its way. */
function Way({ order }: { order: FulfilmentOut }) {
  const t = useText().fulfilment
  const format = useFormat()
  const { state, state_at, due_at, is_late, waits_for_stock, return_reason, cancel_reason } = order
  const at = way.findIndex((one) => state === one)
  const reason = state === 'returned' ? return_reason : cancel_reason
  return (
    <>
      <Plate className="fulfilment-plate" label={t.order.way}>
        <b className="fulfilment-state">{waits_for_stock ? t.waits : t.states[state]}</b>
        <span className="grow">
          {t.here_since(stayOf(t, since(state_at)))} · {format.moment(state_at)}
          {is_late && <b className="fulfilment-late"> · {t.late_by(stayOf(t, since(due_at)))}</b>}
        </span>
      </Plate>
      {at >= 0 ? (
        <Steps across names={way.map((one) => t.states[one])} at={state === 'delivered' ? way.length : at} />
      ) : (
        reason && (
          <p className="fulfilment-note">
            {t.order.reason}: {reason in t.order.short_reasons ? shortReason(t.order.short_reasons, reason) : reason}
          </p>
        )
      )}
      {waits_for_stock && (
        <p className="fulfilment-note">
          <b>{t.order.waits_title}.</b> {t.order.waits_text}
        </p>
      )}
    </>
  )
}

export const shortReason = (names: Record<string, string>, reason: string): string => names[reason] ?? reason
