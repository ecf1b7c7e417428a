import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { roleName } from '../role-name.ts'
import { NewRole } from './new-role.tsx'
import { RoleEditor } from './role-editor.tsx'

export type Role = AnswerOf<'GET /api/roles/:id'>
const start = { rol_abierto: '' }

/** Every role with its reach; one click opens its permissions. */
export function RoleList() {
  const t = useText()
  const may = useMay()
  const [place, setPlace] = useAddress(start)
  const [adding, setAdding] = useState(false)
  const roles = useAnswer('GET /api/roles')
  const columns = useColumns()
  const open = roles.data?.items.find(({ id }) => id === place.rol_abierto)
  const close = () => setPlace({ rol_abierto: '' })
  return (
    <>
      <PageActions>
        {may('roles.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setAdding(true)}>
            {t.users.new_role}
          </Button>
        )}
      </PageActions>
      <QueryState query={roles} what={t.users.the_roles}>
        {({ items }) => (
          <>
            {adding && (
              <NewRole
                roles={items}
                onClose={() => setAdding(false)}
                onMade={({ id }) => {
                  setAdding(false)
                  setPlace({ rol_abierto: id })
                }}
              />
            )}
            <section className="sheet" aria-label={t.users.tabs.roles}>
              <Table
                caption={t.users.tabs.roles}
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowName={roleName}
                openKey={place.rol_abierto}
                onOpen={({ id }) => setPlace({ rol_abierto: id })}
              />
            </section>
            {open && <RoleEditor key={`${open.id}.${open.version}`} role={open} onClose={close} />}
          </>
        )}
      </QueryState>
    </>
  )
}

function useColumns(): Column<Role>[] {
  const t = useText().users
  const format = useFormat()
  return [
    { key: 'title', head: t.role, card: 'title', cell: (role) => <b>{roleName(role)}</b> },
    {
      key: 'users',
      head: t.tabs.people,
      align: 'number',
      card: 'side',
      cell: (role) => t.role_people(role.user_count),
    },
    {
      key: 'permissions',
      head: t.key_permissions,
      align: 'number',
      card: 'line',
      cell: (role) => t.role_permissions(role.permission_count),
    },
    {
      key: 'discount',
      head: t.discount_limit,
      align: 'number',
      card: 'line',
      cell: ({ discount_basis_points: points }) => format.percent(points / 10_000),
    },
    {
      key: 'state',
      head: t.state,
      card: 'plain',
      cell: ({ starting, is_edited }) =>
        (!starting || is_edited) && <State>{starting ? t.role_edited : t.role_own}</State>,
    },
  ]
}
