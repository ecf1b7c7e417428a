import { useState } from 'react'
import { useSend } from '../../api/use-send.ts'
import { to } from '../../paths.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { DoorFrame } from './door-plate.tsx'

/** Asks for a link. The answer is the same whether the address is known or not. */
export function ForgotPage() {
  const t = useText()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useForm({ email: '' })
  const ask = useSend(
    'POST /api/auth/password-resets',
    () => setSentTo(form.values.email.trim()),
    (problem) => form.refuse(problem.errors),
  )
  const submit = () => {
    const email = form.values.email.trim()
    if (form.judge({ email: email === '' && t.signIn.email_missing })) void ask.send({ body: { email } })
  }
  return (
    <DoorFrame>
      <h1 className="sign door-title">{sentTo ? t.signIn.forgot_sent_title : t.signIn.forgot_title}</h1>
      <p className="door-lead">{sentTo ? t.signIn.forgot_sent(sentTo) : t.signIn.forgot_lead}</p>
      {sentTo ? (
        <p className="second">{t.signIn.forgot_no_mail}</p>
      ) : (
        <Form onSubmit={submit} problem={ask.problem} className="door-fields">
          <TextField
            label={t.signIn.email}
            size="l"
            type="email"
            autoComplete="username"
            autoFocus
            {...form.field('email')}
          />
          <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={ask.busy}>
            {t.signIn.forgot_send}
          </Button>
        </Form>
      )}
      <p className="door-below">
        <a href={to.signIn()}>{t.signIn.back_to_sign_in}</a>
      </p>
    </DoorFrame>
  )
}
