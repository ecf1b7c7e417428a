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
import { Chip } from '../ui/chip.tsx'
import { ArchiveAct, ArchivedNote } from './archive-act.tsx'
import { Consents } from './consents.tsx'
import { CustomerCard, CustomerFigures, Timeline } from './customer-facts.tsx'
import { MergeAct } from './merge-dialog.tsx'
import { type Person, roles } from './person-values.ts'
import { useMayChange } from './roles.ts'
import './contacts.css'

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
            <Acts person={data} />
          </PageActions>
          <div className="two-sheets">
            <section className="sheet" aria-label={data.name}>
              <ArchivedNote archived_at={data.archived_at} />
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
              {data.represents_id && may('suppliers.see') && (
                <p>
                  <Link to={to.supplier(data.represents_id)}>{t.contacts.represents}</Link>
                </p>
              )}
              {data.is_supplier && may('suppliers.see') && (
                <p>
                  <Link to={to.supplier(data.id)}>{t.contacts.as_supplier}</Link>
                </p>
              )}
              {data.is_customer && may('customers.see') && (
                <p>
                  <Link to={to.customer(data.id)}>{t.contacts.as_customer}</Link>
                </p>
              )}
            </section>
            {(data.is_customer || data.timeline.length > 0) && (
              <section className="sheet">
                {data.is_customer && <Consents person={data} />}
                <Timeline customer={data} level={2} />
              </section>
            )}
          </div>
        </>
      )}
    </QueryState>
  )
}

function Acts({ person }: { person: Person }) {
  const t = useText().contacts
  const may = useMay()
  const go = useGo()
  const mayChange = useMayChange()(person)
  const inUse = person.archived_at === null
  return (
    <>
      {mayChange && <ArchiveAct view="people" party={person} />}
      {may('contacts.merge') && inUse && <MergeAct id={person.id} name={person.name} />}
      {mayChange && inUse && (
        <Button kind="primary" icon={Pencil} hotkey="e" onClick={() => go(to.editPerson(person.id))}>
          {t.edit}
        </Button>
      )}
    </>
  )
}
