import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { PasswordField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { type Profile, refreshProfile } from './own-profile.ts'

const pinForm = /^\d{6,8}$/
const start = { pin: '' }

/** The PIN with which a supervisor approves at somebody else's register. */
export function PinSection({ profile }: { profile: Profile }) {
  const t = useText().profile
  const form = useForm(start)
  const save = useCommand('PUT /api/auth/pin', {
    refresh: refreshProfile,
    onDone: () => {
      form.restart(start)
      toast(t.pin_saved)
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const remove = useCommand('DELETE /api/auth/pin', {
    refresh: refreshProfile,
    onDone: () => toast(t.pin_removed),
  })
  const submit = () => {
    const { pin } = form.values
    if (form.judge({ pin: !pinForm.test(pin) && t.pin_form })) save.mutate({ body: { pin } })
  }
  return (
    <section className="sheet sheet-pad" aria-label={t.pin}>
      <Section level={2} title={t.pin}>
        <Form onSubmit={submit} problem={save.error ?? remove.error} className="stack">
          <p className="second">
            {t.pin_lead} {profile.has_pin && t.pin_on}
          </p>
          <PasswordField label={t.pin} inputMode="numeric" autoComplete="off" {...form.field('pin')} />
          <div className="row">
            {profile.has_pin && (
              <Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate({})}>
                {t.pin_remove}
              </Button>
            )}
            <span className="grow" />
            <Button type="submit" busy={save.isPending}>
              {t.pin_set}
            </Button>
          </div>
        </Form>
      </Section>
    </section>
  )
}
