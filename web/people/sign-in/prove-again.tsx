import { useSession } from '../../api/session-store.ts'
import { useSend } from '../../api/use-send.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PasswordField, TextField } from '../../ui/text-field.tsx'

/** Before passwords, keys and second factors change, the password is asked once more; the act then goes on by itself. */
export function ProveAgain({ onDone }: { onDone: (proved: boolean) => void }) {
  const t = useText()
  const { user } = useSession()
  const form = useForm({ password: '', code: '' })
  const prove = useSend(
    'POST /api/auth/reauthenticate',
    () => onDone(true),
    (problem) => form.refuse(problem.errors),
  )
  const submit = () => {
    const { password, code } = form.values
    if (!form.judge({ password: password === '' && t.signIn.password_missing })) return
    void prove.send({ body: { password, ...(user.has_totp && code.trim() && { code: code.trim() }) } })
  }
  return (
    <Dialog open onClose={() => onDone(false)} size="s" title={t.signIn.prove_title} text={t.signIn.prove_lead}>
      <Form onSubmit={submit} problem={prove.problem} className="stack">
        <PasswordField label={t.signIn.password} autoFocus {...form.field('password')} />
        {user.has_totp && (
          <TextField label={t.signIn.code} inputMode="numeric" autoComplete="one-time-code" {...form.field('code')} />
        )}
        <div className="row">
          <span className="grow" />
          <Button onClick={() => onDone(false)}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={prove.busy}>
            {t.signIn.confirm_code}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
