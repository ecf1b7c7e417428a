import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'
import { documentName } from '../receipt/document-name.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderDocuments } from './order-documents.tsx'
import { OrderHistory } from './order-history.tsx'
import { OrderLines, OrderSums } from './order-lines.tsx'
import { OrderPayments } from './order-payments.tsx'
import { OrderReceipt } from './order-receipt.tsx'
import { OrderChips } from './order-state.tsx'
import './orders.css'

/** `/ventas/{id}`: lines and sums, what was paid, what happened, and the next step. */
export function OrderPage({ params }: PageProps) {
  const t = useText()
  const format = useFormat()
  const order = useAnswer('GET /api/orders/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={order} what={t.sales.orders.the_order}>
      {(data) => (
        <>
          <PageTitle title={t.sales.orders.title_of(data.number)} back={to.orders()} />
          <OrderActions order={data} />
          <div className="order-page">
            <section className="sheet order-sheet" aria-label={t.sales.orders.lines}>
              <header className="order-head">
                <OrderChips order={data} />
                <p>
                  <b>
                    {data.document_label
                      ? `${documentName(t, data.document_kind)} ${data.document_label}`
                      : t.sales.orders.title_of(data.number)}
                  </b>
                  <span className="quiet">
                    {' '}
                    · {format.moment(data.created_at)} · {t.sales.orders.history_says(data.created_by_name)}
                  </span>
                </p>
                <p>
                  {data.customer?.id ? (
                    <Link to={to.customer(data.customer.id)}>{data.customer.name}</Link>
                  ) : (
                    <span className="quiet">{t.sales.orders.walk_in}</span>
                  )}
                  {data.customer?.tax_id && <span className="code quiet"> {data.customer.tax_id}</span>}
                </p>
                {data.delivery_address && <p>{data.delivery_address}</p>}
                {data.notes && <p className="order-notes">{data.notes}</p>}
              </header>
              <OrderLines lines={data.items} />
              <OrderSums order={data} />
            </section>
            <aside className="order-side">
              <OrderPayments order={data} />
              <OrderDocuments order_id={data.id} />
              <OrderReceipt order={data} />
              <OrderHistory order_id={data.id} />
            </aside>
          </div>
        </>
      )}
    </QueryState>
  )
}
