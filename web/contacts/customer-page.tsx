import { Pencil } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link, useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ArchiveAct, ArchivedNote } from './archive-act.tsx'
import { Consents } from './consents.tsx'
import { CustomerCard, type CustomerDetail, CustomerFigures, Timeline } from './customer-facts.tsx'
import { MergeAct } from './merge-dialog.tsx'

/** `/clientes/{id}`: the record, and what happened with it. */
export function CustomerPage({ params }: PageProps) {
  const t = useText()
  const customer = useAnswer('GET /api/customers/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={customer} what={t.contacts.the_customer}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.customers()} />
          <Actions customer={data} />
          <div className="two-sheets">
            <section className="sheet" aria-label={data.name}>
              <ArchivedNote archived_at={data.archived_at} />
              <CustomerFigures customer={data} />
              {data.tax_id_text && <p className="code">{data.tax_id_text}</p>}
              <CustomerCard customer={data} />
              <AccountLink customer={data} />
            </section>
            <section className="sheet">
              <Consents person={data} />
              <Timeline customer={data} level={2} />
            </section>
          </div>
        </>
      )}
    </QueryState>
  )
}

function AccountLink({ customer }: { customer: CustomerDetail }) {
  const t = useText()
  return useMay()('accounts.see') ? (
    <p>
      <Link to={to.account(customer.id)}>{t.contacts.see_account}</Link>
    </p>
  ) : null
}

function Actions({ customer }: { customer: CustomerDetail }) {
  const t = useText()
  const may = useMay()
  const go = useGo()
  if (!may('customers.change')) return null
  return (
    <PageActions>
      <ArchiveAct view="customers" party={customer} />
      {may('contacts.merge') && customer.archived_at === null && <MergeAct id={customer.id} name={customer.name} />}
      <Button kind="primary" icon={Pencil} hotkey="e" onClick={() => go(to.editCustomer(customer.id))}>
        {t.contacts.edit}
      </Button>
    </PageActions>
  )
}
