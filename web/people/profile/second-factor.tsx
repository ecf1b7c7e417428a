import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, ProblemNote, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { SecretBox } from '../secret-box.tsx'
import { type Profile, refreshProfile, reloadSession } from './own-profile.ts'

/** A code from the phone besides the password. */
export function SecondFactor({ profile }: { profile: Profile }) {
  const t = useText().profile
  const [enrolling, setEnrolling] = useState<AnswerOf<'POST /api/auth/totp'> | null>(null)
  const begin = useCommand('POST /api/auth/totp', { onDone: setEnrolling })
  const stop = useCommand('POST /api/auth/totp/disable', {
    refresh: refreshProfile,
    onDone: () => {
      reloadSession()
      toast(t.factor_stopped)
    },
  })
  return (
    <section className="sheet sheet-pad" aria-label={t.factor}>
      <Section level={2} title={t.factor}>
        <div className="stack">
          <p className="second">{profile.has_totp ? t.factor_on : t.factor_off}</p>
          <ProblemNote problem={begin.error ?? stop.error} />
          <div className="row">
            {profile.has_totp ? (
              <Button kind="danger" busy={stop.isPending} onClick={() => stop.mutate({})}>
                {t.factor_stop}
              </Button>
            ) : (
              <Button icon={ShieldCheck} busy={begin.isPending} onClick={() => begin.mutate({})}>
                {t.factor_start}
              </Button>
            )}
          </div>
        </div>
      </Section>
      {enrolling && <Enrolment given={enrolling} onClose={() => setEnrolling(null)} />}
    </section>
  )
}

/** Groups of four are typed with fewer mistakes. */
const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

function Enrolment({ given, onClose }: { given: AnswerOf<'POST /api/auth/totp'>; onClose: () => void }) {
  const t = useText()
  const form = useForm({ code: '' })
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const confirm = useCommand('POST /api/auth/totp/confirm', {
    refresh: refreshProfile,
    onDone: ({ recovery_codes }) => {
      reloadSession()
      setCodes(recovery_codes)
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />
  const submit = () => {
    const code = form.values.code.trim()
    if (form.judge({ code: code === '' && t.common.required })) confirm.mutate({ body: { code } })
  }
  return (
    <Dialog open stays onClose={onClose} title={t.profile.factor_title} text={t.profile.factor_lead}>
      <Form onSubmit={submit} problem={confirm.error} className="stack">
        <img
          className="factor-qr"
          alt={t.profile.factor_qr}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(given.qr_svg)}`}
          width={176}
          height={176}
        />
        <SecretBox label={t.profile.factor_secret} secret={inGroups(given.secret)} copies={given.secret} />
        <a href={given.uri}>{t.profile.factor_link}</a>
        <TextField
          label={t.profile.factor_code}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...form.field('code')}
        />
        <div className="row">
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={confirm.isPending}>
            {t.profile.factor_confirm}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useText().profile
  return (
    <Dialog
      open
      stays
      onClose={onClose}
      title={t.recovery_title}
      text={t.recovery_lead}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t.recovery_kept}
        </Button>
      }
    >
      <SecretBox label={t.recovery_codes} secret={codes.join('  ')} copies={codes.join('\n')} />
    </Dialog>
  )
}
