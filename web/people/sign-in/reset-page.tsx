import { useState } from 'react'
import { useSend } from '../../api/use-send.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/text-field.tsx'
import { DoorFrame } from './door-plate.tsx'
import { passwordMissing } from './password-rule.ts'

/** The other end of the link in the e-mail: a new password, twice. It does not sign in by itself. */
export function ResetPage({ params }: PageProps) {
  const t = useText()
  const [done, setDone] = useState(false)
  const form = useForm({ password: '', again: '' })
  const save = useSend(
    'POST /api/auth/password-resets/:token',
    () => setDone(true),
    (problem) => form.refuse(problem.errors),
  )
  const submit = () => {
    const { password, again } = form.values
    const missing = passwordMissing(password)
    const good = form.judge({
      password: missing > 0 && t.signIn.password_short(missing),
      again: again !== password && t.signIn.passwords_differ,
    })
    if (good) void save.send({ params: { token: params.token ?? '' }, body: { password } })
  }
  return (
    <DoorFrame>
      <h1 className="sign door-title">{done ? t.signIn.reset_done_title : t.signIn.reset_title}</h1>
      <p className="door-lead">{done ? t.signIn.reset_done : t.signIn.reset_lead}</p>
      {done ? (
        <a className={buttonClass({ kind: 'primary', size: 'l', wide: true })} href={to.signIn()}>
          {t.signIn.enter}
        </a>
      ) : (
        <Form onSubmit={submit} problem={save.problem} className="door-fields">
          <PasswordField
            label={t.signIn.new_password}
            size="l"
            autoFocus
            autoComplete="new-password"
            help={t.signIn.password_rule}
            {...form.field('password')}
          />
          <PasswordField
            label={t.signIn.repeat_password}
            size="l"
            autoComplete="new-password"
            {...form.field('again')}
          />
          <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={save.busy}>
            {t.signIn.reset_save}
          </Button>
        </Form>
      )}
    </DoorFrame>
  )
}
