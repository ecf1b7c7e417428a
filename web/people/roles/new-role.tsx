import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { roleName } from '../role-name.ts'
import type { Role } from './role-list.tsx'

type NewRoleProps = { roles: readonly Role[]; onMade: (role: Role) => void; onClose: () => void }

/** "Jefe de Taller" is "jefe-de-taller" wherever programs name the role. */
const keyOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)

/** A new role begins as the copy of one that nearly fits. */
export function NewRole({ roles, onMade, onClose }: NewRoleProps) {
  const t = useText()
  const form = useForm({ title: '', name: '', copy: '' })
  const create = useCommand('POST /api/roles', {
    refresh: ['GET /api/roles'],
    onDone: (role) => {
      toast(t.users.role_created)
      onMade(role)
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const name = form.values.name || keyOf(form.values.title)
  const submit = () => {
    const title = form.values.title.trim()
    if (!form.judge({ title: title === '' && t.common.required })) return
    const model = roles.find(({ id }) => id === form.values.copy)
    create.mutate({
      body: {
        name,
        title,
        permissions: model?.permissions ?? [],
        discount_basis_points: model?.discount_basis_points ?? 0,
      },
    })
  }
  return (
    <Dialog open stays onClose={onClose} title={t.users.new_role_title}>
      <Form onSubmit={submit} problem={create.error} className="stack">
        <TextField label={t.users.role_title} autoFocus autoComplete="off" {...form.field('title')} />
        <TextField
          label={t.users.role_key}
          help={t.users.role_key_help}
          autoComplete="off"
          {...form.field('name')}
          value={name}
        />
        <Select
          label={t.users.copy_from}
          {...form.field('copy')}
          options={[
            { value: '', label: t.users.copy_none },
            ...roles.filter(({ is_admin }) => !is_admin).map((role) => ({ value: role.id, label: roleName(role) })),
          ]}
        />
        <div className="row dialog-actions">
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending}>
            {t.users.role_create}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
