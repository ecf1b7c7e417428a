import { Plus } from 'lucide-react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { type PersonRole, roles } from './person-values.ts'
import { useMayRole } from './roles.ts'

type Row = AnswerOf<'GET /api/people'>['items'][number]
const start = { q: '', view: 'all' }

/** `/personas`: everybody the shop deals with, whatever they are to it. */
export function PeoplePage() {
  const t = useText()
  const go = useGo()
  const may = useMay()
  const [list, setList] = useAddress(start)
  const role = roles.find((one) => one === list.view)
  const isArchived = list.view === 'archived'
  const query = {
    ...(list.q && { q: list.q }),
    ...(role && { [role]: 'true' as const }),
    ...(isArchived && { archived: 'true' as const }),
  }
  const people = useList('GET /api/people', { query })
  const columns = useColumns()
  return (
    <>
      <AddAction role={role} />
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={(['all', ...roles, 'archived'] as const).map((key) => ({ key, name: t.contacts.role_views[key] }))}
      />
      <section className="sheet" aria-label={t.contacts.people}>
        <ListBar>
          <SearchField label={t.contacts.search} value={list.q} onChange={(q) => setList({ q })} />
        </ListBar>
        {people.problem ? (
          <ErrorState
            title={t.shell.failure.title(t.contacts.the_people)}
            problem={people.problem}
            onRetry={people.retry}
          />
        ) : (
          <Table
            caption={t.contacts.people}
            columns={columns}
            rows={people.rows}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            loading={people.loading}
            onOpen={({ id, is_customer }) => go(is_customer && may('customers.see') ? to.customer(id) : to.person(id))}
            empty={<Nobody q={list.q} view={list.view} />}
            foot={
              people.more && (
                <Button size="s" busy={people.loadingMore} onClick={people.more}>
                  {t.common.table.load_more}
                </Button>
              )
            }
          />
        )}
      </section>
    </>
  )
}

/** Makes a record of the role one looks at; among all of them, of any that one may write. */
function AddAction({ role }: { role: PersonRole | undefined }) {
  const t = useText().contacts
  const go = useGo()
  const mayRole = useMayRole()
  const first = role ?? (['is_employee', 'is_rep', 'is_customer', 'is_supplier'] as const).find(mayRole)
  return (
    <PageActions>
      {first && mayRole(first) && (
        <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newPerson(first))}>
          {role ? t.roles[role] : t.record}
        </Button>
      )}
    </PageActions>
  )
}

function Nobody({ q, view }: { q: string; view: string }) {
  const t = useText().contacts
  const empty: Readonly<Record<string, { title: string; text: string }>> = t.nobody
  const says = empty[view]
  if (q) return <NothingFound title={t.nothing} />
  if (view === 'archived') return <EmptyState small title={t.empty_archived} />
  return says ? <EmptyState {...says} /> : <NothingFound title={t.nothing} />
}

function useColumns(): Column<Row>[] {
  const t = useText().contacts
  return [
    { key: 'name', head: t.name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    {
      key: 'tax_id',
      head: t.tax_id,
      cell: ({ tax_id_text }) => tax_id_text && <span className="code">{tax_id_text}</span>,
    },
    { key: 'phone', head: t.phone, card: 'line', cell: ({ phone }) => phone },
    {
      key: 'roles',
      head: t.kind,
      card: 'line',
      cell: (row) =>
        roles
          .filter((role) => row[role])
          .map((role) => t.roles[role])
          .join(', '),
    },
  ]
}
