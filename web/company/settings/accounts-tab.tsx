import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { useForm } from '../../ui/form.tsx'
import { ListBar } from '../../ui/list-tools.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { DialogForm } from './dialog-form.tsx'

type Account = AnswerOf<'GET /api/bank-accounts'>['items'][number]

/** Where transfers arrive. */
export function AccountsTab() {
  const t = useText().settings
  const may = useMay()
  const accounts = useAnswer('GET /api/bank-accounts')
  const [open, setOpen] = useState<'new' | Account | null>(null)
  const columns: Column<Account>[] = [
    { key: 'bank', head: t.bank, card: 'title', cell: ({ bank }) => <b>{bank}</b> },
    { key: 'number', head: t.number, card: 'line', cell: ({ number }) => <span className="code">{number}</span> },
    { key: 'type', head: t.type, card: 'line', cell: ({ type }) => type },
    { key: 'holder', head: t.holder, card: 'line', cell: ({ holder }) => holder },
    {
      key: 'state',
      head: t.is_active,
      card: 'side',
      cell: ({ is_active }) => <State tone={is_active ? 'ok' : 'neutral'}>{is_active ? t.active : t.inactive}</State>,
    },
  ]
  return (
    <section className="sheet" aria-label={t.tabs.accounts}>
      <ListBar
        end={
          may('bank_accounts.edit') && (
            <Button size="s" icon={Plus} onClick={() => setOpen('new')}>
              {t.new_account}
            </Button>
          )
        }
      >
        <h2 className="section-title">{t.tabs.accounts}</h2>
      </ListBar>
      <QueryState query={accounts} what={t.the_accounts} small rows={3}>
        {({ items }) => (
          <Table
            caption={t.tabs.accounts}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            rowName={({ bank, number }) => `${bank} ${number}`}
            {...(may('bank_accounts.edit') && { onOpen: setOpen })}
            empty={<EmptyState small title={t.no_accounts} text={t.no_accounts_text} />}
          />
        )}
      </QueryState>
      {open && <AccountDialog account={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    bank: account?.bank ?? '',
    number: account?.number ?? '',
    type: account?.type ?? '',
    holder: account?.holder ?? '',
    notes: account?.notes ?? '',
    is_active: account?.is_active ?? true,
  })
  const options = {
    refresh: ['GET /api/bank-accounts'] as const,
    onDone: ({ bank }: { bank: string }) => {
      toast(t.settings.place_saved(bank))
      onClose()
    },
    onRefused: ({ errors }: { errors: readonly { path: string; message: string }[] }) => form.refuse(errors),
  }
  const create = useCommand('POST /api/bank-accounts', options)
  const change = useCommand('PATCH /api/bank-accounts/:id', options)
  const submit = () => {
    const { notes, is_active, ...texts } = form.values
    const missing = (text: string) => text.trim() === '' && t.common.required
    const { bank, number, type, holder } = texts
    const complete = form.judge({
      bank: missing(bank),
      number: missing(number),
      type: missing(type),
      holder: missing(holder),
    })
    if (!complete) return
    const body = { ...texts, ...(notes.trim() && { notes: notes.trim() }) }
    if (account) change.mutate({ params: { id: account.id }, version: account.version, body: { ...body, is_active } })
    else create.mutate({ body })
  }
  return (
    <DialogForm
      title={account ? t.settings.edit_thing(account.bank) : t.settings.new_account}
      problem={create.error ?? change.error}
      busy={create.isPending || change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="form-grid">
        <TextField label={t.settings.bank} autoFocus {...form.field('bank')} />
        <TextField label={t.settings.type} {...form.field('type')} />
        <TextField label={t.settings.number} {...form.field('number')} />
        <TextField label={t.settings.holder} {...form.field('holder')} />
      </div>
      <TextArea label={t.settings.notes} optional rows={2} {...form.field('notes')} />
      {account && (
        <Checkbox
          label={t.settings.is_active}
          checked={form.values.is_active}
          onChange={(next) => form.set('is_active', next)}
        />
      )}
    </DialogForm>
  )
}
