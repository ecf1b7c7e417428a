import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { NewKey } from './new-key.tsx'

type Key = AnswerOf<'GET /api/api-keys'>['items'][number]

/** Which programs may work here; a key itself is never shown twice. */
export function KeyList() {
  const t = useText()
  const keys = useAnswer('GET /api/api-keys')
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<Key | null>(null)
  const columns = useColumns(setRevoking)
  return (
    <>
      <PageActions>
        <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setAdding(true)}>
          {t.users.new_key}
        </Button>
      </PageActions>
      {adding && <NewKey onClose={() => setAdding(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
      <QueryState query={keys} what={t.users.the_keys}>
        {({ items }) => (
          <section className="sheet" aria-label={t.users.tabs.keys}>
            <Table
              caption={t.users.tabs.keys}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={
                <EmptyState
                  small
                  title={t.users.keys_empty}
                  text={t.users.keys_empty_text}
                  actions={
                    <Button kind="primary" onClick={() => setAdding(true)}>
                      {t.users.key_create}
                    </Button>
                  }
                />
              }
            />
          </section>
        )}
      </QueryState>
    </>
  )
}

function useColumns(onRevoke: (key: Key) => void): Column<Key>[] {
  const t = useText().users
  const format = useFormat()
  return [
    { key: 'name', head: t.name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'owner', head: t.key_owner, card: 'line', cell: ({ owner }) => owner },
    { key: 'may', head: t.key_permissions, card: 'line', cell: (key) => t.role_permissions(key.permissions.length) },
    {
      key: 'used',
      head: t.key_used,
      align: 'number',
      card: 'line',
      cell: ({ last_used_at: at }) => (at ? format.nearDay(at) : <span className="quiet">{t.never}</span>),
    },
    {
      key: 'expires',
      head: t.key_expires,
      align: 'number',
      card: 'line',
      cell: ({ expires_at: at }) => (at ? format.nearDay(at) : <span className="quiet">{t.key_never}</span>),
    },
    {
      key: 'state',
      head: t.state,
      card: 'side',
      cell: (key) =>
        key.revoked_at ? (
          <State>{t.key_revoked}</State>
        ) : (
          <Button size="s" kind="danger" onClick={() => onRevoke(key)}>
            {t.key_revoke}
          </Button>
        ),
    },
  ]
}

function RevokeKey({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const t = useText()
  const revoke = useCommand('DELETE /api/api-keys/:id', {
    refresh: ['GET /api/api-keys'],
    onDone: () => {
      toast(t.users.key_revoked_done)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.users.key_revoke_title(apiKey.name)}
      text={t.users.key_revoke_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="danger-solid"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ params: { id: apiKey.id } })}
          >
            {t.users.key_revoke}
          </Button>
        </>
      }
    >
      <ProblemNote problem={revoke.error} />
    </Dialog>
  )
}
