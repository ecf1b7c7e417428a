import type { ReactNode } from 'react'
import type { ReturnOut } from '#returns/contract'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { Plate } from '../ui/plate.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { Quarantine } from './quarantine.tsx'
import { ReturnActs } from './return-acts.tsx'
import '../styles/sheets.css'
import './returns.css'

/** `/devoluciones/{id}`: what came back, where it went, and what the customer got for it. */
export function ReturnPage({ params }: PageProps) {
  const t = useText().returns
  const back = useAnswer('GET /api/returns/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={back} what={t.the_return}>
      {(data) => (
        <>
          <PageTitle title={t.title_of(data.number)} back={to.returns()} />
          <ReturnActs back={data} />
          <div className="return-page">
            <div className="return-main">
              <Plate className="return-plate" label={t.page.state}>
                <b className="return-says">{t.states[data.state]}</b>
                <span className="return-worth">
                  <small>{t.page.value}</small>
                  <Money minor={data.value_minor} />
                </span>
              </Plate>
              <section className="sheet" aria-label={t.page.lines}>
                <ReturnLines back={data} />
              </section>
              {data.next.includes('decide') && <Quarantine back={data} />}
            </div>
            <Facts back={data} />
          </div>
        </>
      )}
    </QueryState>
  )
}

function ReturnLines({ back }: { back: ReturnOut }) {
  const t = useText().returns
  const words = t.page
  const format = useFormat()
  type Line = ReturnOut['items'][number]
  const columns: Column<Line>[] = [
    { key: 'code', head: words.code, width: '124px', cell: ({ sku }) => <span className="code">{sku}</span> },
    { key: 'name', head: words.product, card: 'title', cell: ({ name }) => name },
    {
      key: 'where',
      head: words.where,
      cell: ({ disposition }) => disposition && t.dispositions[disposition],
    },
    {
      key: 'quantity',
      head: words.quantity,
      align: 'number',
      card: 'side',
      cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
    },
    {
      key: 'value',
      head: words.line_value,
      align: 'number',
      cell: ({ value_minor }) => <Money minor={value_minor} />,
    },
  ]
  return <Table caption={words.lines} columns={columns} rows={back.items} rowKey={({ id }) => id} />
}

function Facts({ back }: { back: ReturnOut }) {
  const t = useText().returns
  const words = t.page
  const may = useMay()
  const format = useFormat()
  const { customer_id, customer_name, order_id, order_number, document_label, reason, note, exchange_order_id } = back
  const sale = document_label ?? words.sale_of(order_number)
  return (
    <aside className="sheet sheet-pad" aria-label={words.sale}>
      <dl className="name-facts">
        <Fact name={words.sale}>{may('orders.see') ? <Link to={to.order(order_id)}>{sale}</Link> : sale}</Fact>
        <Fact name={words.customer}>
          {customer_id && may('customers.see') ? (
            <Link to={to.customer(customer_id)}>{customer_name}</Link>
          ) : (
            (customer_name ?? t.walk_in)
          )}
        </Fact>
        <Fact name={words.reason}>
          {t.reasons[reason]}
          {note && <small className="quiet"> {note}</small>}
        </Fact>
        <Fact name={words.asked_by}>{words.asked(back.requested_by_name, format.moment(back.requested_at))}</Fact>
        {back.settled_as && <Fact name={words.given}>{t.settled_as[back.settled_as]}</Fact>}
        {back.refunded_minor !== null && back.refunded_minor > 0 && (
          <Fact name={words.refunded}>
            <Money minor={back.refunded_minor} />
          </Fact>
        )}
        {back.credit_note_label && <Fact name={words.credit_note}>{back.credit_note_label}</Fact>}
        {exchange_order_id && (
          <Fact name={words.exchange}>
            <Link to={to.order(exchange_order_id)}>{t.settled_as.exchange}</Link>
          </Fact>
        )}
        {back.reject_reason && <Fact name={words.rejected}>{back.reject_reason}</Fact>}
      </dl>
    </aside>
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
