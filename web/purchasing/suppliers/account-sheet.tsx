import { FilePlus, HandCoins } from 'lucide-react'
import { useState } from 'react'
import type { SupplierAccountOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useMethodName } from '../../money/parts.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { Figures, Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useInvoiceColumns } from '../invoices/invoice-columns.tsx'
import { PayDialog } from '../invoices/pay-dialog.tsx'
import type { Supplier } from './supplier-page.tsx'

/** What we owe them, invoice by invoice as they fall due, and what was paid. */
export function AccountSheet({ supplier }: { supplier: Supplier }) {
  const t = useText().purchasing.account
  const account = useAnswer('GET /api/suppliers/:id/account', { params: { id: supplier.id } })
  return (
    <QueryState query={account} what={t.the_account}>
      {(data) => (
        <div className="supplier-account">
          <OpenInvoices account={data} />
          <section className="sheet sheet-pad">
            <Section title={t.payments} level={2}>
              <Payments account={data} />
            </Section>
          </section>
        </div>
      )}
    </QueryState>
  )
}

function OpenInvoices({ account }: { account: SupplierAccountOut }) {
  const t = useText()
  const words = t.purchasing.account
  const may = useMay()
  const go = useGo()
  const [paying, setPaying] = useState(false)
  const columns = useInvoiceColumns({ withSupplier: false })
  return (
    <section className="sheet" aria-label={words.open_invoices}>
      <div className="sheet-pad">
        <Figures
          figures={[
            { name: words.due, value: <Money minor={account.due_minor} /> },
            {
              name: words.overdue,
              value: <Money minor={account.overdue_minor} className={account.overdue_minor > 0 ? 'bad' : ''} />,
            },
          ]}
        />
        <div className="row wrap account-acts">
          <Button icon={FilePlus} onClick={() => go(to.newSupplierInvoice({ supplier_id: account.supplier.id }))}>
            {t.purchasing.invoices.new_one}
          </Button>
          {may('purchases.pay') && account.due_minor > 0 && (
            <Button kind="pay" icon={HandCoins} hotkey="p" onClick={() => setPaying(true)}>
              {words.pay}
            </Button>
          )}
        </div>
      </div>
      <Table
        caption={words.open_invoices}
        columns={columns}
        rows={account.invoices}
        rowKey={({ id }) => id}
        rowName={({ document_label }) => document_label}
        onOpen={({ id }) => go(to.supplierInvoice(id))}
        empty={<p className="quiet sheet-pad">{words.owe_nothing}</p>}
      />
      {paying && <PayDialog account={account} onClose={() => setPaying(false)} />}
    </section>
  )
}

function Payments({ account }: { account: SupplierAccountOut }) {
  const t = useText().purchasing.account
  const format = useFormat()
  const nameOf = useMethodName()
  if (account.payments.length === 0) return <p className="quiet">{t.no_payments}</p>
  return (
    <ul className="plain-rows">
      {account.payments.map(({ id, amount, method, reference, created_at, created_by_name, invoices }) => (
        <li key={id}>
          <span className="grow">
            {format.moment(created_at)}{' '}
            <span className="quiet">{[nameOf(method), reference].filter(Boolean).join(' ')}</span>
            <small className="quiet block">
              {created_by_name}
              {invoices.map((invoice) => (
                <span key={invoice.id}>
                  {' · '}
                  <Link to={to.supplierInvoice(invoice.id)}>{invoice.document_label}</Link>
                </span>
              ))}
            </small>
          </span>
          <b>
            <Money minor={amount} />
          </b>
        </li>
      ))}
    </ul>
  )
}
