import { useAnswer } from '../../api/use-answer.ts'
import { CustomerPicker } from '../../contacts/parts.tsx'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'
import './lines.css'

export type Customer = { id: string; name: string }
type CustomerPartProps = { customer: Customer | null; onChange: (customer: Customer | null) => void }

/** Who it is for: found or made on the spot, with what they bought last. */
export function CustomerPart({ customer, onChange }: CustomerPartProps) {
  const t = useText()
  if (!customer) return <CustomerPicker onPick={({ id, name }) => onChange({ id, name })} />
  return (
    <>
      <p className="row">
        <b className="grow">{customer.name}</b>
        <Button size="s" onClick={() => onChange(null)}>
          {t.sales.wizard.change_customer}
        </Button>
      </p>
      <LastOrders customer_id={customer.id} />
    </>
  )
}

function LastOrders({ customer_id }: { customer_id: string }) {
  const t = useText()
  const format = useFormat()
  const orders = useAnswer('GET /api/orders', { query: { customer_id, limit: '3' } })
  const items = orders.data?.items ?? []
  if (items.length === 0) return null
  return (
    <ul className="last-orders" aria-label={t.sales.wizard.last_orders}>
      {items.map((one) => (
        <li key={one.id}>
          <span className="grow quiet">{format.nearDay(one.created_at)}</span>
          <Link to={to.order(one.id)}>{t.sales.orders.title_of(one.number)}</Link>
          <Money minor={one.total} />
        </li>
      ))}
    </ul>
  )
}
