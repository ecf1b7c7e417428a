import type { AnswerOf } from '../../api/route-types.ts'
import { urlOf } from '../../api/url.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { Plate } from '../../ui/plate.tsx'
import { Steps } from '../../ui/steps.tsx'
import { Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ShipmentStateChip } from '../state-chip.tsx'
import { ShipmentActs } from './shipment-acts.tsx'
import '../../styles/sheets.css'
import '../order/fulfilment.css'

type Shipment = AnswerOf<'GET /api/shipments/:id'>

/** `/bodega/despachos/{id}`: one box on its way, and what was said at the door. */
export function ShipmentPage({ params }: PageProps) {
  const t = useText().fulfilment
  const shipment = useAnswer('GET /api/shipments/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={shipment} what={t.shipments.the_shipment}>
      {(data) => (
        <>
          <PageTitle title={t.shipments.title_of(data.number)} back={to.shipments()} />
          <ShipmentActs shipment={data} />
          <div className="fulfilment-page">
            <div className="fulfilment-main">
              <Way shipment={data} />
              <Contents shipment={data} />
            </div>
            <aside className="fulfilment-side">
              <Facts shipment={data} />
              <Proof shipment={data} />
            </aside>
          </div>
        </>
      )}
    </QueryState>
  )
}

const way = ['pending', 'in_transit', 'delivered'] as const

function Way({ shipment }: { shipment: Shipment }) {
  const t = useText().fulfilment
  const words = t.shipments
  const format = useFormat()
  const { state, carrier, tracking, created_at, dispatched_at, delivered_at, failed_at, failed_reason } = shipment
  const at = way.findIndex((one) => one === state)
  const when = failed_at ?? delivered_at ?? dispatched_at ?? created_at
  return (
    <>
      <Plate className="fulfilment-plate" label={words.state}>
        <b className="fulfilment-state">{words.states[state]}</b>
        <span className="grow">{[format.moment(when), carrier, tracking].filter(Boolean).join(' · ')}</span>
      </Plate>
      {at >= 0 ? (
        <Steps across names={way.map((one) => words.states[one])} at={state === 'delivered' ? way.length : at} />
      ) : (
        <p className="fulfilment-note">
          {words.failed_reason}: {failed_reason}
        </p>
      )}
    </>
  )
}

function Contents({ shipment }: { shipment: Shipment }) {
  const t = useText().fulfilment
  const format = useFormat()
  return (
    <section className="sheet" aria-label={t.shipments.contents}>
      <Table
        caption={t.shipments.contents}
        rows={shipment.items}
        rowKey={({ line_id }) => line_id}
        columns={[
          { key: 'code', head: t.order.code, width: '124px', cell: ({ sku }) => <span className="code">{sku}</span> },
          { key: 'name', head: t.order.product, card: 'title', cell: ({ name }) => name },
          {
            key: 'quantity',
            head: t.shipments.units,
            align: 'number',
            card: 'side',
            cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
          },
        ]}
        foot={<span>{t.products_units(shipment.items.length, format.quantity(shipment.units))}</span>}
      />
    </section>
  )
}

function Facts({ shipment }: { shipment: Shipment }) {
  const t = useText().fulfilment
  const words = t.shipments
  const format = useFormat()
  const { customer_name, address, expected_on, cost_minor, is_late, retry_of_id, created_by_name, created_at } =
    shipment
  return (
    <section className="sheet sheet-pad" aria-label={words.order}>
      <dl className="name-facts fulfilment-facts">
        <div>
          <dt>{words.order}</dt>
          <dd>
            <Link to={to.fulfilment(shipment.fulfilment_number)}>{t.title_of(shipment.fulfilment_number)}</Link>
          </dd>
        </div>
        <div>
          <dt>{words.customer}</dt>
          <dd>{customer_name ?? <span className="quiet">{t.nobody}</span>}</dd>
        </div>
        <div>
          <dt>{words.address}</dt>
          <dd>{address ?? <span className="quiet">{t.order.no_address}</span>}</dd>
        </div>
        {expected_on && (
          <div>
            <dt>{words.expected}</dt>
            <dd>
              {format.day(expected_on)} {is_late && <ShipmentStateChip state={shipment.state} isLate />}
            </dd>
          </div>
        )}
        {typeof cost_minor === 'number' && (
          <div>
            <dt>{words.cost}</dt>
            <dd>
              <Money minor={cost_minor} />
            </dd>
          </div>
        )}
        <div>
          <dt>{retry_of_id ? words.retry_of : words.number}</dt>
          <dd>
            {format.moment(created_at)} {words.by(created_by_name)}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** Who took it, and the picture of it. */
function Proof({ shipment }: { shipment: Shipment }) {
  const words = useText().fulfilment.shipments
  const { state, received_by, proof_file_id } = shipment
  if (state !== 'delivered') return null
  return (
    <section className="sheet sheet-pad fulfilment-link" aria-label={words.proof}>
      <h2 className="fulfilment-head">{words.proof}</h2>
      {received_by && (
        <p>
          {words.received_by}: <b>{received_by}</b>
        </p>
      )}
      {proof_file_id ? (
        <img
          className="proof-picture"
          src={urlOf('/api/files/:id', { params: { id: proof_file_id } })}
          alt={words.proof}
          width={320}
          height={240}
        />
      ) : (
        <p className="quiet">{words.no_proof}</p>
      )}
    </section>
  )
}
