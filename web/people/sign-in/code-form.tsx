import { useState } from 'react'
import { useSend } from '../../api/use-send.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { PinField } from '../../ui/pin-field.tsx'
import type { SignedInUser } from './credentials-form.tsx'

const codeLength = 6
type CodeFormProps = { token: string; onDone: (user: SignedInUser) => void; onBack: () => void }

/** The second factor: six digits; the last one sends them. */
export function CodeForm({ token, onDone, onBack }: CodeFormProps) {
  const t = useText()
  const [code, setCode] = useState('')
  const finish = useSend(
    'POST /api/auth/login/totp',
    (answer) => onDone(answer.user),
    () => setCode(''),
  )
  const send = (digits: string) => {
    if (digits.length === codeLength) void finish.send({ body: { mfa_token: token, code: digits } })
  }
  return (
    <Form onSubmit={() => send(code)} problem={finish.problem} className="door-fields">
      <div>
        <h2 className="sign">{t.signIn.code_title}</h2>
        <p className="second">{t.signIn.code_lead}</p>
      </div>
      <PinField
        label={t.signIn.code}
        length={codeLength}
        shown
        autoFocus
        value={code}
        onChange={setCode}
        onDone={send}
      />
      <Button kind="primary" size="l" type="submit" keys="Enter" wide busy={finish.busy}>
        {t.signIn.confirm_code}
      </Button>
      <button type="button" className="link-button" onClick={onBack}>
        {t.signIn.other_account}
      </button>
    </Form>
  )
}
