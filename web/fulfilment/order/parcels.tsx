import { Package } from 'lucide-react'
import type { ShipmentOut } from '#fulfilment/contract'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ShipmentStateChip } from '../state-chip.tsx'

/** The boxes that left, or are about to. */
export function FulfilmentParcels({ parcels }: { parcels: readonly ShipmentOut[] }) {
  const t = useText().fulfilment.shipments
  const format = useFormat()
  if (parcels.length === 0) return null
  return (
    <section className="sheet" aria-label={t.title}>
      <ul className="parcel-list">
        {parcels.map((parcel) => (
          <li key={parcel.id}>
            <Link to={to.shipment(parcel.id)} className="parcel">
              <Icon of={Package} size="l" />
              <span className="grow">
                <b>{t.title_of(parcel.number)}</b>
                <small className="quiet">
                  {[parcel.carrier, parcel.tracking, parcel.received_by].filter(Boolean).join(' · ')}
                </small>
              </span>
              <span className="parcel-when">
                <ShipmentStateChip state={parcel.state} isLate={parcel.is_late} />
                <small className="quiet">
                  {format.moment(parcel.delivered_at ?? parcel.failed_at ?? parcel.dispatched_at ?? parcel.created_at)}
                </small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
