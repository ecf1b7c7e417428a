import { useSession } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { bodyOf, startOf, UserFields, useJudge } from './user-fields.tsx'
import type { User } from './user-state.tsx'

export function EditUser({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useText()
  const { user: self } = useSession()
  const isSelf = user.id === self.id
  const form = useForm(startOf(user))
  const judge = useJudge(form)
  const save = useCommand('PATCH /api/users/:id', {
    refresh: ['GET /api/users', 'GET /api/users/:id'],
    onDone: () => {
      toast(t.users.saved)
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    // Nobody changes their own role, so one's own is not even sent.
    const { role_id, ...rest } = bodyOf(form.values)
    const body = isSelf ? rest : { ...rest, role_id }
    if (judge()) save.mutate({ params: { id: user.id }, version: user.version, body })
  }
  return (
    <Dialog open stays size="l" onClose={onClose} title={t.users.edit_title(user.full_name)}>
      <Form onSubmit={submit} problem={save.error} className="stack">
        <UserFields form={form} fixedRole={isSelf} />
        <div className="row dialog-actions">
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={save.isPending}>
            {t.common.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
