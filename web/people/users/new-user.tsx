import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { bodyOf, startOf, UserFields, useJudge } from './user-fields.tsx'

type Entry = 'temporary_password' | 'invitation'

/** Makes a user; the temporary password is on the screen exactly once. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [entry, setEntry] = useState<Entry>('temporary_password')
  const [made, setMade] = useState<AnswerOf<'POST /api/users'> | null>(null)
  const form = useForm(startOf(null))
  const judge = useJudge(form)
  const create = useCommand('POST /api/users', {
    refresh: ['GET /api/users', 'GET /api/users/counts'],
    onDone: setMade,
    onRefused: ({ errors }) => form.refuse(errors),
  })
  if (made) {
    return <OneTimePassword title={t.users.created_title(made.user.full_name)} given={made} onClose={onClose} />
  }
  const submit = () => {
    if (judge()) create.mutate({ body: { ...bodyOf(form.values), entry } })
  }
  return (
    <Dialog open stays size="l" onClose={onClose} title={t.users.create_title}>
      <Form onSubmit={submit} problem={create.error} className="stack">
        <UserFields form={form} />
        <Segmented
          label={t.users.entry}
          value={entry}
          onChange={setEntry}
          options={[
            { value: 'temporary_password', label: t.users.entry_password },
            { value: 'invitation', label: t.users.entry_mail },
          ]}
        />
        <div className="row dialog-actions">
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending}>
            {t.users.create}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
