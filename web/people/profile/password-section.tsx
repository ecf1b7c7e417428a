import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Form, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { PasswordField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { passwordMissing } from '../parts.ts'
import { type Profile, refreshProfile, reloadSession } from './own-profile.ts'

const start = { current_password: '', new_password: '', again: '' }

/** Whoever came with a temporary password finds this first. */
export function PasswordSection({ profile, first }: { profile: Profile; first: boolean }) {
  const t = useText()
  const form = useForm(start)
  const save = useCommand('POST /api/auth/password', {
    refresh: refreshProfile,
    onDone: () => {
      form.restart(start)
      reloadSession()
      toast(t.profile.password_saved)
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    const { current_password, new_password, again } = form.values
    // With a second factor a shorter password may do; then the server judges alone.
    const missing = profile.has_totp ? 0 : passwordMissing(new_password)
    const good = form.judge({
      current_password: current_password === '' && t.signIn.password_missing,
      new_password: new_password === '' ? t.common.required : missing > 0 && t.signIn.password_short(missing),
      again: again !== new_password && t.signIn.passwords_differ,
    })
    if (good) save.mutate({ body: { current_password, new_password } })
  }
  return (
    <section className={cx('sheet sheet-pad', first && 'profile-first')} aria-label={t.profile.password}>
      <Section level={2} title={t.profile.password}>
        <Form onSubmit={submit} problem={save.error} className="stack">
          <PasswordField label={t.profile.current_password} {...form.field('current_password')} />
          <PasswordField
            label={t.signIn.new_password}
            help={t.signIn.password_rule}
            autoComplete="new-password"
            {...form.field('new_password')}
          />
          <PasswordField label={t.signIn.repeat_password} autoComplete="new-password" {...form.field('again')} />
          <div className="row">
            <span className="grow" />
            <Button kind={first ? 'primary' : 'secondary'} type="submit" busy={save.isPending}>
              {t.profile.password_change}
            </Button>
          </div>
        </Form>
      </Section>
    </section>
  )
}
