import { CircleCheck, MapPin } from 'lucide-react'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Plate } from '../../ui/plate.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { usePicking } from './use-picking.ts'
import { leftOf, type Stop } from './walk.ts'

type Picking = ReturnType<typeof usePicking>

/** Where to go, readable from two metres; what to take there, and how many. */
export function StopNow({ stop, picking }: { stop: Stop; picking: Picking }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const { bin, name, sku, on_hand, quantity, picked, orders } = stop
  const several = orders.length > 1 || picking.orders.length > 1
  return (
    <>
      <Plate className="stop-plate" label={t.go_to}>
        <span className="stop-label">
          {bin ? t.go_to : t.no_bin}
          <Icon of={picking.isThere ? CircleCheck : MapPin} size="l" />
        </span>
        <b className={cx('stop-bin', !bin && 'is-name')}>{bin ?? name}</b>
      </Plate>
      <div className="stop-what">
        <span className="grow">
          <b>{name}</b>
          <small className="quiet">
            <span className="code">{sku}</span> · {t.left(format.quantity(on_hand))}
          </small>
        </span>
        <output className="stop-figure" aria-live="polite">
          {format.quantity(picked)} <small>{t.of(format.quantity(quantity))}</small>
        </output>
      </div>
      {several && <StopOrders stop={stop} />}
      {stop.lots && stop.lots.length > 0 && <StopLots stop={stop} picking={picking} />}
    </>
  )
}

/** Which tote each unit goes into. */
function StopOrders({ stop }: { stop: Stop }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  return (
    <ul className="stop-orders">
      {stop.orders
        .filter((one) => leftOf(one) > 0)
        .map(({ line_id, number, ...one }) => (
          <li key={line_id}>{t.for_order(number, format.quantity(leftOf(one)))}</li>
        ))}
    </ul>
  )
}

function StopLots({ stop, picking }: { stop: Stop; picking: Picking }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const lots = stop.lots ?? []
  return (
    <Select
      label={t.lot}
      size="l"
      value={picking.lot ?? ''}
      onChange={(code) => picking.chooseLot(stop, code)}
      options={lots.map(({ code, expires_on, is_expired }) => ({
        value: code,
        label: expires_on ? t.lot_of(code, format.day(expires_on)) : t.lot_plain(code),
        disabled: is_expired,
      }))}
    />
  )
}

/** What comes after, in walking order; a touch goes there first. */
export function NextStops({ stops, onGo }: { stops: readonly Stop[]; onGo: (product_id: string) => void }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  if (stops.length === 0) return null
  return (
    <section className="hand-list" aria-label={t.after}>
      <h2 className="label">{t.after}</h2>
      <ul>
        {stops.map((stop) => (
          <li key={stop.product_id}>
            <button type="button" className="stop-next" onClick={() => onGo(stop.product_id)}>
              {stop.bin && <span className="code hand-bin">{stop.bin}</span>}
              <span className="grow">
                {stop.name}
                <small className="code quiet">{stop.sku}</small>
              </span>
              <b>{format.quantity(leftOf(stop))}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is in the totes, and the way to put one back. */
export function DoneStops({ stops, isTold }: { stops: readonly Stop[]; isTold: boolean }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const unpick = useCommand('POST /api/fulfilments/:number/unpicks', {
    refresh: ['GET /api/pick-list'],
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  if (stops.length === 0) return null
  const putBack = (stop: Stop) => {
    const line = stop.orders.findLast(({ picked }) => picked > 0)
    if (!line) return
    const quantity = Math.min(1, line.picked)
    unpick.mutate({ params: { number: line.fulfilment_id }, body: { line_id: line.line_id, quantity } })
  }
  return (
    <details className="hand-list walk-ready">
      <summary>
        <Icon of={CircleCheck} /> {t.ready(stops.length)}
      </summary>
      <ul>
        {stops.map((stop) => (
          <li key={stop.product_id}>
            <span className="grow">
              {stop.name}
              <small className="quiet">{format.quantity(stop.picked)}</small>
            </span>
            <Button size="l" disabled={!isTold || unpick.isPending} onClick={() => putBack(stop)}>
              {t.put_back}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
