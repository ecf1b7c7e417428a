import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Chip } from '../ui/chip.tsx'
import { Consents } from './consents.tsx'
import { CustomerCard, CustomerFigures, Timeline } from './customer-facts.tsx'
import { MergeAct } from './merge-dialog.tsx'
import './contacts.css'

const roles = ['is_customer', 'is_supplier', 'is_employee', 'is_rep'] as const

/** `/personas/{id}`: one record, whatever the person or company is to the shop. */
export function PersonPage({ params }: PageProps) {
  const t = useText()
  const may = useMay()
  const person = useAnswer('GET /api/people/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={person} what={t.contacts.the_person}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.people()} />
          <PageActions>
            {may('contacts.merge') && data.archived_at === null && <MergeAct id={data.id} name={data.name} />}
          </PageActions>
          <div className="two-sheets">
            <section className="sheet" aria-label={data.name}>
              <p className="row wrap">
                {roles
                  .filter((role) => data[role])
                  .map((role) => (
                    <Chip key={role}>{t.contacts.roles[role]}</Chip>
                  ))}
              </p>
              {data.tax_id_text && <p className="code">{data.tax_id_text}</p>}
              {data.is_customer && <CustomerFigures customer={data} />}
              <CustomerCard customer={data} />
              {data.represents_id && (
                <p>
                  <Link to={to.person(data.represents_id)}>{t.contacts.represents}</Link>
                </p>
              )}
              {data.is_customer && may('customers.see') && (
                <p>
                  <Link to={to.customer(data.id)}>{t.contacts.as_customer}</Link>
                </p>
              )}
            </section>
            <section className="sheet">
              {data.is_customer && <Consents person={data} />}
              <Timeline customer={data} level={2} />
            </section>
          </div>
        </>
      )}
    </QueryState>
  )
}
