import type { QuoteOut } from '#sales/contract'
import { useSession } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'
import { OrderLines, OrderSums } from '../orders/order-lines.tsx'
import { QuoteActions } from './quote-actions.tsx'
import { QuoteChip } from './quote-state.tsx'
import '../orders/orders.css'
import './quotes.css'

/** `/cotizaciones/{id}`: what was offered, as the customer reads it, and the next step. */
export function QuotePage({ params }: PageProps) {
  const t = useText()
  const quote = useAnswer('GET /api/quotes/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={quote} what={t.quotes.the_quote}>
      {(data) => (
        <>
          <PageTitle title={t.quotes.title_of(data.number)} back={to.quotes()} />
          <QuoteActions quote={data} />
          <div className="quote-page">
            <Letterhead quote={data} />
            <section className="sheet order-sheet" aria-label={t.sales.orders.lines}>
              <QuoteHead quote={data} />
              <OrderLines lines={data.items} />
              <OrderSums order={data} />
            </section>
          </div>
        </>
      )}
    </QueryState>
  )
}

function QuoteHead({ quote }: { quote: QuoteOut }) {
  const t = useText()
  const format = useFormat()
  const { customer } = quote
  return (
    <header className="order-head">
      <p className="no-print">
        <QuoteChip status={quote.status} />
      </p>
      <p>
        <b>{t.quotes.until(format.documentDay(quote.valid_until))}</b>
        <span className="quiet">
          {' '}
          · {format.moment(quote.created_at)} · {t.sales.orders.history_says(quote.created_by_name)}
        </span>
      </p>
      <p>
        {customer?.id ? (
          <Link to={to.customer(customer.id)}>{customer.name}</Link>
        ) : (
          <span className="quiet">{t.sales.orders.walk_in}</span>
        )}
        {customer?.tax_id && <span className="code quiet"> {customer.tax_id}</span>}
      </p>
      {quote.order_id && (
        <p className="no-print">
          <Link to={to.order(quote.order_id)}>{t.quotes.see_order}</Link>
        </p>
      )}
      {quote.decline_reason && <p className="order-notes">{t.quotes.declined_because(quote.decline_reason)}</p>}
      {quote.notes && <p className="order-notes">{quote.notes}</p>}
    </header>
  )
}

/** Only on paper: who offers. */
function Letterhead({ quote }: { quote: QuoteOut }) {
  const t = useText()
  const shop = useSession().business
  if (!shop) return null
  const says = [shop.tax_id_text ?? shop.tax_id, shop.address, shop.phone, shop.email].filter(Boolean).join(' · ')
  return (
    <header className="quote-letterhead">
      <b className="sign">{shop.name}</b>
      <p>{says}</p>
      <h2 className="sign">{t.quotes.title_of(quote.number)}</h2>
    </header>
  )
}
