import { Check, Package, Phone, Store } from 'lucide-react'
import { useEffect } from 'react'
import type { TrackingOut } from '#fulfilment/contract'
import type { PageProps } from '../../routes.tsx'
import { useText } from '../../text/text.ts'
import { buttonClass } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Plate } from '../../ui/plate.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useTracking } from './use-tracking.ts'
import './tracking.css'

type Part = TrackingOut['parts'][number]

/** `/seguimiento/{code}`: how far an order is, for whoever has its link. */
export function TrackingPage({ params }: PageProps) {
  const t = useText()
  const { tracking, problem, retry } = useTracking(params.code ?? '')
  useEffect(() => {
    document.title = `${tracking?.business.name ?? t.tracking.title} · ${t.common.product_name}`
  }, [tracking, t])
  if (tracking) return <Tracking tracking={tracking} />
  return (
    <main className="tracking">
      {!problem ? (
        <Skeleton rows={8} label={t.tracking.title} />
      ) : problem.status === 404 || problem.status === 422 ? (
        <EmptyState title={t.tracking.not_found} text={t.tracking.not_found_text} />
      ) : problem.status === 429 ? (
        <ErrorState title={t.tracking.busy} text={t.tracking.busy_text} problem={problem} onRetry={retry} />
      ) : (
        <ErrorState title={problem.title} problem={problem} onRetry={retry} />
      )}
    </main>
  )
}

function Tracking({ tracking }: { tracking: TrackingOut }) {
  const t = useText().tracking
  const format = useFormat()
  const { business, first_name, order_number, ordered_at, state, parts } = tracking
  const going = parts.filter((part) => part.state !== 'cancelled')
  return (
    <main className="tracking">
      <header className="tracking-shop">
        <Icon of={Store} />
        <b>{business.name}</b>
      </header>
      <Plate className="tracking-plate" label={t.title}>
        <p>{t.hello(first_name, order_number)}</p>
        <h1 className="sign">{t.now[state]}</h1>
        <p>{t.says[state]}</p>
      </Plate>
      {(going.length === 0 ? parts : going).map((part, before) => (
        <PartSheet
          key={`${part.steps[0]?.at} ${part.items.map((item) => item.name).join()}`}
          part={part}
          name={going.length > 1 ? t.part_of(before + 1, going.length) : null}
        />
      ))}
      <footer className="tracking-foot">
        {business.phone && (
          <a className={buttonClass({ size: 'l' })} href={`tel:${business.phone.replace(/[^+\d]/g, '')}`}>
            <Icon of={Phone} /> <span className="button-label">{t.call}</span>
          </a>
        )}
        <p className="quiet">
          {t.ordered(format.moment(ordered_at))} · {t.updates}
        </p>
      </footer>
    </main>
  )
}

/** A parcel is told to its customer without its number: its place is its name. */
const inPlace = <Row,>(rows: readonly Row[]) => rows.map((row, before) => ({ ...row, key: `place ${before + 1}` }))

const way = ['received', 'picking', 'packing', 'shipped', 'delivered'] as const

function PartSheet({ part, name }: { part: Part; name: string | null }) {
  const t = useText().tracking
  const format = useFormat()
  const { state, waits_for_stock, items, steps, parcels } = part
  const at = way.findIndex((one) => state === one)
  const Head = name ? 'h3' : 'h2'
  return (
    <section className="sheet tracking-part" aria-label={name ?? t.title}>
      {name && <h2 className="tracking-name">{name}</h2>}
      {waits_for_stock && <p className="tracking-waits">{t.waits}</p>}
      {at >= 0 ? (
        <ol className="tracking-way">
          {way.map((one, index) => {
            const reached = steps.findLast((step) => step.state === one)
            const isDone = index < at || state === 'delivered'
            return (
              <li
                key={one}
                className={cx(isDone && 'done', index === at && !isDone && 'now')}
                aria-current={index === at ? 'step' : undefined}
              >
                <span className="tracking-mark" aria-hidden="true">
                  {isDone && <Icon of={Check} size="s" stroke={2.5} />}
                </span>
                <b>{t.steps[one]}</b>
                {reached && index <= at && <small className="quiet">{format.moment(reached.at)}</small>}
              </li>
            )
          })}
        </ol>
      ) : (
        <p className="tracking-waits">{t.says[state]}</p>
      )}
      {inPlace(parcels).map(({ key, ...parcel }) => (
        <div key={key} className="tracking-parcel">
          <Icon of={Package} size="l" />
          <div className="grow">
            <b>{t.parcels[state === 'returned' && parcel.state === 'failed' ? 'returned' : parcel.state]}</b>
            {(parcel.carrier || parcel.tracking) && (
              <p>
                {parcel.carrier} {parcel.tracking && <span className="code">{parcel.tracking}</span>}
              </p>
            )}
            {parcel.expected_on && (parcel.state === 'pending' || parcel.state === 'in_transit') && (
              <p>{t.arrives(format.longDay(parcel.expected_on))}</p>
            )}
          </div>
        </div>
      ))}
      <Head className="label tracking-head">{t.contents}</Head>
      <ul className="tracking-goods">
        {items.map((item) => (
          <li key={item.name}>
            <span className="grow">{item.name}</span>
            <b>{format.quantity(item.quantity)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
