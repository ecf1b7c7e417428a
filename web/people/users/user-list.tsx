import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay, useSession } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { WithPanel } from '../../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { roleName } from '../role-name.ts'
import { NewUser } from './new-user.tsx'
import { UserPanel } from './user-panel.tsx'
import { type User, UserState, useRoleNames } from './user-state.tsx'

const states = ['active', 'invited', 'inactive'] as const
const start = { q: '', view: 'all', rol: '', ficha: '' }

/** Everybody who may enter, by state and role. */
export function UserList() {
  const t = useText()
  const may = useMay()
  const [list, setList] = useAddress(start)
  const [adding, setAdding] = useState(false)
  const state = states.find((one) => one === list.view)
  const users = useList('GET /api/users', {
    query: {
      ...(list.q && { q: list.q }),
      ...(state && { state }),
      ...(list.rol && { role: list.rol }),
      count: 'true',
    },
  })
  const columns = useColumns()
  const total = users.first?.total
  return (
    <>
      <PageActions>
        {may('users.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setAdding(true)}>
            {t.users.new_user}
          </Button>
        )}
      </PageActions>
      {adding && <NewUser onClose={() => setAdding(false)} />}
      <WithPanel
        panel={
          list.ficha ? <UserPanel key={list.ficha} id={list.ficha} onClose={() => setList({ ficha: '' })} /> : null
        }
        list={
          <>
            <StateTabs active={list.view} onPick={(view) => setList({ view, ficha: '' })} />
            <section className="sheet" aria-label={t.users.tabs.people}>
              <ListBar end={<RoleFilter value={list.rol} onChange={(rol) => setList({ rol })} />}>
                <SearchField label={t.users.search} value={list.q} onChange={(q) => setList({ q })} />
              </ListBar>
              {users.problem ? (
                <ErrorState
                  title={t.shell.failure.title(t.users.the_users)}
                  problem={users.problem}
                  onRetry={users.retry}
                />
              ) : (
                <Table
                  caption={t.users.tabs.people}
                  columns={columns}
                  rows={users.rows}
                  rowKey={({ id }) => id}
                  rowName={({ full_name }) => full_name}
                  loading={users.loading}
                  openKey={list.ficha}
                  onOpen={({ id }) => setList({ ficha: id })}
                  empty={
                    list.q || list.rol ? (
                      <NothingFound title={t.users.nothing} />
                    ) : (
                      <EmptyState small title={t.users.empty_title} />
                    )
                  }
                  foot={total !== undefined && <Foot total={total} more={users.more} busy={users.loadingMore} />}
                />
              )}
            </section>
          </>
        }
      />
    </>
  )
}

function StateTabs({ active, onPick }: { active: string; onPick: (view: string) => void }) {
  const t = useText().users
  const counts = useAnswer('GET /api/users/counts').data
  const all = counts && counts.active + counts.invited + counts.inactive
  return (
    <SavedViewTabs
      active={active}
      onPick={onPick}
      views={[
        { key: 'all', name: t.views.all, count: all ?? null },
        ...states.map((state) => ({ key: state, name: t.views[state], count: counts?.[state] ?? null })),
      ]}
    />
  )
}

function RoleFilter({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const t = useText().users
  const may = useMay()
  const roles = useAnswer('GET /api/roles', {}, { enabled: may('roles.see') })
  if (!may('roles.see')) return null
  return (
    <Select
      label={t.role}
      hideLabel
      size="s"
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: t.any_role },
        ...(roles.data?.items ?? []).map((role) => ({ value: role.name, label: roleName(role) })),
      ]}
    />
  )
}

function useColumns(): Column<User>[] {
  const t = useText().users
  const format = useFormat()
  const { user: self } = useSession()
  const roles = useRoleNames()
  return [
    {
      key: 'name',
      head: t.name,
      card: 'title',
      cell: ({ id, full_name }) => (
        <>
          <b>{full_name}</b> {id === self.id && <span className="quiet">({t.you})</span>}
        </>
      ),
    },
    { key: 'email', head: t.email, card: 'plain', cell: ({ email }) => <span className="second">{email}</span> },
    { key: 'role', head: t.role, cell: ({ role }) => roles(role) },
    { key: 'state', head: t.state, card: 'side', cell: ({ state }) => <UserState state={state} /> },
    {
      key: 'last',
      head: t.last_entry,
      align: 'number',
      cell: ({ last_signed_in_at: at }) => (at ? format.nearDay(at) : <span className="quiet">{t.never}</span>),
    },
  ]
}

function Foot({ total, more, busy }: { total: number; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{t.users.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}
