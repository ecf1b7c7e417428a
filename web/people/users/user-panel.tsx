import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { SessionList } from '../session-list.tsx'
import { EditUser } from './edit-user.tsx'
import { UserActs } from './user-acts.tsx'
import { type User, UserState, useRoleNames } from './user-state.tsx'

/** One user beside the list: who they are, where they are signed in, and what can be done about it. */
export function UserPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const may = useMay()
  const user = useAnswer('GET /api/users/:id', { params: { id } })
  const [editing, setEditing] = useState(false)
  return (
    <Panel
      title={user.data?.full_name ?? t.users.new_user}
      codes={user.data?.email}
      onClose={onClose}
      foot={
        may('users.edit') &&
        user.data && (
          <>
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {t.users.edit}
            </Button>
            <UserActs user={user.data} />
          </>
        )
      }
    >
      <QueryState query={user} what={t.users.the_user} small>
        {(data) => (
          <>
            {editing && <EditUser user={data} onClose={() => setEditing(false)} />}
            <UserFacts user={data} />
            <UserSessions id={id} />
          </>
        )}
      </QueryState>
    </Panel>
  )
}

function UserFacts({ user }: { user: User }) {
  const t = useText().users
  const format = useFormat()
  const roles = useRoleNames()
  const everywhere = user.store_ids === null && user.warehouse_ids === null
  const places = everywhere
    ? t.everywhere
    : t.place_counts(
        user.store_ids ? format.quantity(user.store_ids.length) : t.all_stores,
        user.warehouse_ids ? format.quantity(user.warehouse_ids.length) : t.all_places,
      )
  const rows: [string, React.ReactNode][] = [
    [t.state, <UserState key="state" state={user.state} />],
    [t.role, roles(user.role)],
    [t.position, user.position],
    [t.phone, user.phone],
    [t.places, places],
    [t.second_factor, user.has_totp ? t.second_factor_on : t.second_factor_off],
    [t.last_entry, user.last_signed_in_at ? format.moment(user.last_signed_in_at) : t.never],
  ]
  return (
    <>
      <dl className="name-facts">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {user.must_change_password && user.state === 'active' && <p className="quiet">{t.temporary_pending}</p>}
    </>
  )
}

function UserSessions({ id }: { id: string }) {
  const t = useText().users
  const may = useMay()
  const sessions = useAnswer('GET /api/users/:id/sessions', { params: { id } })
  const end = useCommand('DELETE /api/users/:id/sessions', {
    refresh: ['GET /api/users/:id/sessions'],
    onDone: ({ revoked }) => toast(t.signed_out(revoked)),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  const some = (sessions.data?.items.length ?? 0) > 0
  return (
    <Section
      title={t.devices}
      link={
        may('users.edit') &&
        some && (
          <Button size="s" busy={end.isPending} onClick={() => end.mutate({ params: { id } })}>
            {t.sign_out_everywhere}
          </Button>
        )
      }
    >
      <QueryState query={sessions} what={t.the_sessions} small rows={2}>
        {({ items }) => <SessionList sessions={items} />}
      </QueryState>
    </Section>
  )
}
