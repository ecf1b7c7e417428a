import type { PurchaseOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Plate, PlateTotal } from '../../ui/plate.tsx'
import { Section } from '../../ui/section.tsx'
import { Steps } from '../../ui/steps.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PurchaseActs } from './purchase-acts.tsx'
import { PurchaseLines } from './purchase-lines.tsx'
import { PurchaseState } from './purchase-state.tsx'
import { marksOf, TermsGauge } from './terms-gauge.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

const steps: Record<PurchaseOut['status'], number> = {
  draft: 0,
  sent: 1,
  partially_received: 2,
  received: 4,
  cancelled: 0,
}

/** `/compras/{id}`: what was asked of whom, what of it came, and the next step. */
export function PurchasePage({ params }: PageProps) {
  const t = useText().purchasing.orders
  const order = useAnswer('GET /api/purchase-orders/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={order} what={t.the_order}>
      {(data) => (
        <div className="purchase-page">
          <PageTitle title={t.title_of(data.number)} back={to.purchases()} />
          <PurchaseActs order={data} />
          <div className="stack">
            <Head order={data} />
            <section className="sheet" aria-label={t.products}>
              <PurchaseLines order={data} />
            </section>
          </div>
          <aside className="stack">
            <Agreed order={data} />
            <Receipts order={data} />
          </aside>
        </div>
      )}
    </QueryState>
  )
}

function Head({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const format = useFormat()
  const { supplier, status, cost_minor, freight_cost_minor, cancelled_at, cancel_reason } = order
  const note = freight_cost_minor ? t.with_freight(format.money(freight_cost_minor)) : t.without_tax
  return (
    <>
      {cost_minor === undefined ? (
        <Plate className="purchase-plate" label={supplier.name}>
          <b>{supplier.name}</b>
        </Plate>
      ) : (
        <PlateTotal name={supplier.name} note={note} minor={cost_minor} />
      )}
      {status === 'cancelled' ? (
        <p className="row wrap">
          <PurchaseState order={order} />
          {cancelled_at && <span className="quiet">{format.moment(cancelled_at)}</span>}
          {cancel_reason && <span className="quiet">{cancel_reason}</span>}
        </p>
      ) : (
        <Steps
          across
          names={[t.states.draft, t.states.sent, t.states.partially_received, t.states.received]}
          at={steps[status]}
        />
      )}
    </>
  )
}

/** Where it goes, until when, how it was sent, and what was agreed. */
function Agreed({ order }: { order: PurchaseOut }) {
  const t = useText()
  const words = t.purchasing.orders
  const format = useFormat()
  const may = useMay()
  const marks = marksOf(order)
  const facts: [string, React.ReactNode][] = [
    [
      t.purchasing.supplier,
      may('suppliers.see') ? (
        <Link key="of" to={to.supplier(order.supplier.id)}>
          {order.supplier.name}
        </Link>
      ) : (
        order.supplier.name
      ),
    ],
    [words.deliver_to, order.warehouse.name],
    [words.expected, order.expected_on && <Expected key="on" order={order} />],
    [words.written, words.by_at(order.created_by_name, format.moment(order.created_at))],
    [words.sent, order.sent_at && words.sent_at(format.moment(order.sent_at), order.sent_to)],
    [words.notes, order.notes],
  ]
  return (
    <section className="sheet sheet-pad" aria-label={words.agreed}>
      {marks && order.goods_cost_minor !== undefined && order.status === 'draft' && (
        <TermsGauge goods_minor={order.goods_cost_minor} marks={marks} />
      )}
      <dl className="name-facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

function Expected({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const format = useFormat()
  if (!order.expected_on) return null
  return (
    <>
      {format.day(order.expected_on)} {order.is_late && <b className="bad">{t.late}</b>}
    </>
  )
}

function Receipts({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing
  const format = useFormat()
  if (order.status === 'draft' || order.status === 'cancelled') return null
  return (
    <section className="sheet sheet-pad">
      <Section title={t.receipts.title} level={2}>
        {order.receipts.length === 0 && <p className="quiet">{t.receipts.none_yet}</p>}
        <ul className="plain-rows">
          {order.receipts.map(({ id, number, received_at, received_by_name, units }) => (
            <li key={id}>
              <Link to={to.receiptOfGoods(id)}>{t.receipts.code(number)}</Link>
              <span className="grow quiet">
                {format.moment(received_at)} · {received_by_name}
              </span>
              <b>{format.quantity(units)}</b>
            </li>
          ))}
        </ul>
      </Section>
    </section>
  )
}
