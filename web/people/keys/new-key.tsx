import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useSession } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PermissionGroups } from '../roles/permission-groups.tsx'
import { SecretBox } from '../secret-box.tsx'

/** A key for a program, with no more rights than its maker has. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { permissions: own } = useSession()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [made, setMade] = useState<AnswerOf<'POST /api/api-keys'> | null>(null)
  const form = useForm({ name: '' })
  const create = useCommand('POST /api/api-keys', {
    refresh: ['GET /api/api-keys'],
    onDone: setMade,
    onRefused: ({ errors }) => form.refuse(errors),
  })
  if (made) return <MadeKey made={made} onClose={onClose} />
  const submit = () => {
    const name = form.values.name.trim()
    if (form.judge({ name: name === '' && t.common.required })) {
      create.mutate({ body: { name, permissions: [...chosen] } })
    }
  }
  return (
    <Dialog open stays size="l" onClose={onClose} title={t.users.key_title}>
      <Form onSubmit={submit} problem={create.error}>
        <TextField label={t.users.key_name} autoFocus autoComplete="off" {...form.field('name')} />
        <PermissionGroups chosen={chosen} onChange={setChosen} givable={(permission) => own.has(permission)} />
        <div className="row dialog-actions">
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" disabled={chosen.size === 0} busy={create.isPending}>
            {t.users.key_create}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function MadeKey({ made, onClose }: { made: AnswerOf<'POST /api/api-keys'>; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog
      open
      stays
      onClose={onClose}
      title={t.users.key_made(made.api_key.name)}
      text={t.users.key_once}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      }
    >
      <SecretBox label={t.users.key_secret} secret={made.secret} />
    </Dialog>
  )
}
