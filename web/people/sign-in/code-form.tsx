import { useState } from 'react'
import { useSend } from '../../api/use-send.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { PinField } from '../../ui/pin-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SignedInUser } from './credentials-form.tsx'

const codeLength = 6
type CodeFormProps = { token: string; onDone: (user: SignedInUser) => void; onBack: () => void }

/** The second factor: six digits, the last one sends them; or a recovery code when the phone is not at hand. */
export function CodeForm({ token, onDone, onBack }: CodeFormProps) {
  const t = useText().signIn
  const [code, setCode] = useState('')
  const [recovering, setRecovering] = useState(false)
  const finish = useSend(
    'POST /api/auth/login/totp',
    (answer) => onDone(answer.user),
    () => setCode(''),
  )
  const send = (typed: string) => {
    if (typed.length >= codeLength) void finish.send({ body: { mfa_token: token, code: typed } })
  }
  const change = () => {
    setCode('')
    setRecovering(!recovering)
  }
  return (
    <Form onSubmit={() => send(code.trim())} problem={finish.problem} className="door-fields">
      <div>
        <h2 className="sign">{t.code_title}</h2>
        <p className="second">{recovering ? t.recovery_lead : t.code_lead}</p>
      </div>
      {recovering ? (
        <TextField label={t.recovery_code} size="l" autoFocus autoComplete="off" value={code} onChange={setCode} />
      ) : (
        <PinField label={t.code} length={codeLength} shown autoFocus value={code} onChange={setCode} onDone={send} />
      )}
      <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={finish.busy}>
        {t.confirm_code}
      </Button>
      <button type="button" className="link-button" onClick={change}>
        {recovering ? t.use_app : t.use_recovery}
      </button>
      <button type="button" className="link-button" onClick={onBack}>
        {t.other_account}
      </button>
    </Form>
  )
}
