import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useSend } from '../../api/use-send.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PasswordField, TextField } from '../../ui/text-field.tsx'
import { CodeForm } from './code-form.tsx'
import './door.css'

export type SignedInUser = AnswerOf<'POST /api/auth/demo'>['user']

type CredentialsFormProps = {
  /** Known when the session ended: then only the password is asked. */
  email?: string
  onDone: (user: SignedInUser) => void
}

/** E-mail and password, then the code when the account has a second factor. */
export function CredentialsForm({ email = '', onDone }: CredentialsFormProps) {
  const t = useText()
  const [token, setToken] = useState<string | null>(null)
  const form = useForm({ email, password: '' })
  const login = useSend('POST /api/auth/login', (answer) =>
    'mfa_token' in answer ? setToken(answer.mfa_token) : onDone(answer.user),
  )
  if (token) return <CodeForm token={token} onDone={onDone} onBack={() => setToken(null)} />

  const submit = () => {
    const { email: to, password } = form.values
    const complete = form.judge({
      email: to.trim() === '' && t.signIn.email_missing,
      password: password === '' && t.signIn.password_missing,
    })
    if (complete) void login.send({ body: { email: to.trim(), password } })
  }
  const wait = login.problem?.status === 429 ? login.problem.retry_after_s : undefined
  const problem = login.problem && {
    ...login.problem,
    title: wait ? t.signIn.waiting(wait) : login.problem.title,
    request_id: undefined,
  }
  return (
    <Form onSubmit={submit} problem={problem} className="door-fields">
      <TextField
        label={t.signIn.email}
        size="l"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus={email === ''}
        readOnly={email !== ''}
        {...form.field('email')}
      />
      <PasswordField label={t.signIn.password} size="l" autoFocus={email !== ''} {...form.field('password')} />
      <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={login.busy}>
        {login.busy ? t.signIn.entering : t.signIn.enter}
      </Button>
    </Form>
  )
}
