import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import type { InvoiceOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { Section } from '../../ui/section.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { CancelInvoiceDialog } from './cancel-invoice-dialog.tsx'
import { InvoiceState, MatchState } from './invoice-state.tsx'
import { PayDialog } from './pay-dialog.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

/** `/compras/facturas/{id}`: what they charge beside what our own papers say, and what is left to pay. */
export function InvoicePage({ params }: PageProps) {
  const t = useText().purchasing.invoices
  const invoice = useAnswer('GET /api/supplier-invoices/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={invoice} what={t.the_invoice}>
      {(data) => (
        <div className="purchase-page">
          <PageTitle title={t.title_of(data.document_label)} back={to.supplierInvoices()} />
          <Acts invoice={data} />
          <div className="stack">
            <PlateTotal
              name={data.supplier.name}
              note={data.status === 'open' ? t.left_to_pay : t.states[data.status]}
              minor={data.status === 'open' ? data.due_minor : data.total}
            />
            <MatchSheet invoice={data} />
          </div>
          <FactsSheet invoice={data} />
        </div>
      )}
    </QueryState>
  )
}

/** Three figures in the ledger's way: what was expected, what they charge, and the difference under the double rule. */
function MatchSheet({ invoice }: { invoice: InvoiceOut }) {
  const t = useText().purchasing
  const words = t.invoices
  const { match, net_minor, receipts } = invoice
  return (
    <section className="sheet sheet-pad">
      <Section title={words.match} level={2} link={<MatchState match={match} />}>
        {match.expected_net_minor === null ? (
          <p className="quiet">{words.no_receipt_text}</p>
        ) : (
          <dl className="match">
            <div>
              <dt>
                {words.expected}{' '}
                {receipts.map(({ id, number }) => (
                  <Link key={id} to={to.receiptOfGoods(id)} className="match-paper">
                    {t.receipts.code(number)}
                  </Link>
                ))}
              </dt>
              <dd>
                <Money minor={match.expected_net_minor} />
              </dd>
            </div>
            <div>
              <dt>{words.charged}</dt>
              <dd>
                <Money minor={net_minor} />
              </dd>
            </div>
            <div className="match-sum">
              <dt>{words.difference}</dt>
              <dd className={match.verdict === 'differs' ? 'bad' : ''}>
                <Money minor={match.difference_minor ?? 0} />
              </dd>
            </div>
          </dl>
        )}
      </Section>
    </section>
  )
}

function FactsSheet({ invoice }: { invoice: InvoiceOut }) {
  const t = useText()
  const words = t.purchasing.invoices
  const format = useFormat()
  const facts: [string, React.ReactNode][] = [
    [
      t.purchasing.supplier,
      <Link key="s" to={to.supplier(invoice.supplier.id)}>
        {invoice.supplier.name}
      </Link>,
    ],
    [words.state, <InvoiceState key="st" invoice={invoice} />],
    [words.issued, format.day(invoice.issued_on)],
    [words.due_on, format.day(invoice.due_on)],
    [words.net, <Money key="n" minor={invoice.net_minor} />],
    [words.tax, <Money key="t" minor={invoice.tax_minor} />],
    [words.total, <Money key="tt" minor={invoice.total} />],
    [words.paid, invoice.paid_minor > 0 && <Money key="p" minor={invoice.paid_minor} />],
    [words.recorded, t.purchasing.orders.by_at(invoice.created_by_name, format.moment(invoice.created_at))],
    [t.purchasing.orders.notes, invoice.notes],
  ]
  return (
    <aside className="sheet sheet-pad" aria-label={words.facts}>
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
    </aside>
  )
}

function Acts({ invoice }: { invoice: InvoiceOut }) {
  const t = useText().purchasing
  const may = useMay()
  const [asking, setAsking] = useState<'pay' | 'cancel' | null>(null)
  if (invoice.status !== 'open') return null
  const { supplier, due_minor, id } = invoice
  return (
    <>
      <PageActions>
        {invoice.paid_minor === 0 && (
          <Button kind="quiet" onClick={() => setAsking('cancel')}>
            {t.invoices.cancel}
          </Button>
        )}
        {may('purchases.pay') && (
          <Button kind="pay" icon={HandCoins} hotkey="p" onClick={() => setAsking('pay')}>
            {t.account.pay}
          </Button>
        )}
      </PageActions>
      {asking === 'pay' && (
        <PayDialog account={{ supplier, due_minor }} invoice_id={id} onClose={() => setAsking(null)} />
      )}
      {asking === 'cancel' && <CancelInvoiceDialog invoice={invoice} onClose={() => setAsking(null)} />}
    </>
  )
}
