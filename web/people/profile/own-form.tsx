import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { roleName } from '../role-name.ts'
import { type Profile, refreshProfile, reloadSession } from './own-profile.ts'

export function OwnForm({ profile }: { profile: Profile }) {
  const t = useText()
  const form = useForm({
    full_name: profile.full_name,
    phone: profile.phone ?? '',
    position: profile.position ?? '',
  })
  const save = useCommand('PATCH /api/auth/profile', {
    refresh: refreshProfile,
    onDone: () => {
      reloadSession()
      toast(t.profile.saved)
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    const { full_name, phone, position } = form.values
    if (!form.judge({ full_name: full_name.trim() === '' && t.common.required })) return
    const body = { full_name: full_name.trim(), phone: phone.trim() || null, position: position.trim() || null }
    save.mutate({ body })
  }
  return (
    <section className="sheet sheet-pad" aria-label={t.profile.own}>
      <Section level={2} title={t.profile.own}>
        <Form onSubmit={submit} problem={save.error} className="stack">
          <TextField label={t.profile.name} autoComplete="name" {...form.field('full_name')} />
          <TextField label={t.profile.phone} optional type="tel" autoComplete="tel" {...form.field('phone')} />
          <TextField
            label={t.profile.position}
            optional
            autoComplete="organization-title"
            {...form.field('position')}
          />
          <TextField
            label={t.profile.email}
            help={t.profile.email_help}
            readOnly
            value={profile.email}
            onChange={() => undefined}
          />
          <div className="row">
            <span className="grow second">
              {t.profile.role}: {roleName({ name: profile.role, title: profile.role_title })}
            </span>
            <Button kind="primary" type="submit" keys="Enter" busy={save.isPending}>
              {t.common.save}
            </Button>
          </div>
        </Form>
      </Section>
    </section>
  )
}
