import { useState } from 'react'
import { useMay, useSession } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { Form, ProblemNote, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { roleName } from '../role-name.ts'
import { PermissionGroups } from './permission-groups.tsx'
import type { Role } from './role-list.tsx'

const pointsPerPercent = 100

/** What a role may do, in sentences, and how far it may lower a price by itself. */
export function RoleEditor({ role, onClose }: { role: Role; onClose: () => void }) {
  const t = useText()
  const may = useMay()
  const { permissions: own } = useSession()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(role.permissions))
  const form = useForm({
    title: role.title ?? '',
    discount: (role.discount_basis_points / pointsPerPercent) as number | null,
  })
  const save = useCommand('PATCH /api/roles/:id', {
    refresh: ['GET /api/roles'],
    onDone: () => toast(t.users.role_saved),
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const editable = may('roles.edit') && !role.is_admin
  const submit = () =>
    save.mutate({
      params: { id: role.id },
      version: role.version,
      body: {
        title: form.values.title.trim() || null,
        discount_basis_points: Math.round((form.values.discount ?? 0) * pointsPerPercent),
        permissions: [...chosen],
      },
    })
  return (
    <section className="sheet sheet-pad" aria-label={roleName(role)}>
      <Section
        level={2}
        title={roleName(role)}
        link={
          <Button size="s" onClick={onClose}>
            {t.common.close}
          </Button>
        }
      >
        {role.is_admin && <p className="second">{t.users.admin_role}</p>}
        <Form onSubmit={submit} problem={save.error}>
          {editable && (
            <div className="form-grid">
              <TextField label={t.users.role_title} optional autoComplete="off" {...form.field('title')} />
              <NumberField
                label={t.users.discount_limit}
                help={t.users.discount_help}
                after={<span aria-hidden="true">{t.users.percent}</span>}
                {...form.field('discount')}
              />
            </div>
          )}
          <PermissionGroups
            chosen={chosen}
            {...(editable && { onChange: setChosen })}
            givable={(permission) => own.has(permission)}
          />
          {editable && (
            <div className="row wrap dialog-actions">
              {!role.starting && role.user_count === 0 && <RemoveRole role={role} onRemoved={onClose} />}
              <span className="grow" />
              <Button kind="primary" type="submit" busy={save.isPending}>
                {t.users.role_save}
              </Button>
            </div>
          )}
        </Form>
      </Section>
    </section>
  )
}

function RemoveRole({ role, onRemoved }: { role: Role; onRemoved: () => void }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const remove = useCommand('DELETE /api/roles/:id', {
    refresh: ['GET /api/roles'],
    onDone: () => {
      toast(t.users.role_removed)
      onRemoved()
    },
  })
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t.users.role_remove}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.users.role_remove_title(roleName(role))}
        text={t.users.role_remove_text}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t.common.back}</Button>
            <Button
              kind="danger-solid"
              busy={remove.isPending}
              onClick={() => remove.mutate({ params: { id: role.id } })}
            >
              {t.users.role_remove}
            </Button>
          </>
        }
      >
        <ProblemNote problem={remove.error} />
      </Dialog>
    </>
  )
}
