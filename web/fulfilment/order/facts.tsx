import { Copy, ExternalLink } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { FulfilmentOut } from '#fulfilment/contract'
import { useMay } from '../../api/session-store.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import '../../styles/sheets.css'

/** For whom, where to, from where and by when. */
export function FulfilmentFacts({ order }: { order: FulfilmentOut }) {
  const t = useText().fulfilment.order
  const words = useText().fulfilment
  const may = useMay()
  const format = useFormat()
  const { customer, delivery_address, order_id, order_number, warehouse_name, due_at, notes, picker_name } = order
  return (
    <section className="sheet sheet-pad" aria-label={t.customer}>
      <dl className="name-facts fulfilment-facts">
        <Fact name={t.customer}>
          {customer?.id && may('customers.see') ? (
            <Link to={to.customer(customer.id)}>{customer.name}</Link>
          ) : (
            (customer?.name ?? <span className="quiet">{words.nobody}</span>)
          )}
          {customer?.phone && <small className="quiet">{customer.phone}</small>}
        </Fact>
        <Fact name={t.address}>{delivery_address ?? <span className="quiet">{t.no_address}</span>}</Fact>
        <Fact name={t.sale}>
          {may('orders.see') ? <Link to={to.order(order_id)}>{t.sale_of(order_number)}</Link> : t.sale_of(order_number)}
        </Fact>
        <Fact name={t.warehouse}>{warehouse_name}</Fact>
        <Fact name={t.due}>{format.moment(due_at)}</Fact>
        {picker_name && <Fact name={words.head.picker}>{picker_name}</Fact>}
      </dl>
      {notes && <p className="fulfilment-note">{notes}</p>}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What is sent to the customer: the link, whole, to copy or to look at. */
export function TrackingLink({ order }: { order: FulfilmentOut }) {
  const t = useText()
  const words = t.fulfilment.order
  const [copied, setCopied] = useState(false)
  const address = `${location.origin}${to.tracking(order.tracking_code)}`
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setCopied(true)
  }
  return (
    <section className="sheet sheet-pad fulfilment-link" aria-label={words.tracking}>
      <h2 className="fulfilment-head">{words.tracking}</h2>
      <p className="quiet">{words.tracking_help}</p>
      <code className="fulfilment-address">{address}</code>
      <div className="row fulfilment-tools">
        <Button icon={Copy} onClick={() => void copy()}>
          {copied ? t.common.copied : t.common.copy}
        </Button>
        <a className={buttonClass()} href={to.tracking(order.tracking_code)} target="_blank" rel="noreferrer">
          <Icon of={ExternalLink} /> <span className="button-label">{words.open_tracking}</span>
        </a>
      </div>
    </section>
  )
}
