import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Select } from '../../ui/choice-fields.tsx'
import type { useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { roleName } from '../role-name.ts'
import { type Places, PlacesField, placesMissing } from './places-field.tsx'
import type { User } from './user-state.tsx'

export const startOf = (user: User | null) => ({
  full_name: user?.full_name ?? '',
  email: user?.email ?? '',
  phone: user?.phone ?? '',
  position: user?.position ?? '',
  role_id: user?.role_id ?? '',
  places: { store_ids: user?.store_ids ?? null, warehouse_ids: user?.warehouse_ids ?? null } as Places,
})
export type UserValues = ReturnType<typeof startOf>
export type UserForm = ReturnType<typeof useForm<UserValues>>

export const bodyOf = ({ full_name, email, phone, position, role_id, places }: UserValues) => ({
  full_name: full_name.trim(),
  email: email.trim(),
  phone: phone.trim() || null,
  position: position.trim() || null,
  role_id,
  ...places,
})

/** True when nothing the server needs is missing; otherwise each field says what. */
export function useJudge(form: UserForm): () => boolean {
  const t = useText()
  const { full_name, email, role_id, places } = form.values
  return () =>
    form.judge({
      full_name: full_name.trim() === '' && t.common.required,
      email: email.trim() === '' && t.common.required,
      role_id: role_id === '' && t.common.required,
      places: placesMissing(places) && t.users.choose_place,
    })
}

export function UserFields({ form, fixedRole }: { form: UserForm; fixedRole?: boolean }) {
  const t = useText()
  const roles = useAnswer('GET /api/roles')
  const options = (roles.data?.items ?? []).map((role) => ({ value: role.id, label: roleName(role) }))
  return (
    <div className="form-grid">
      <TextField label={t.users.name} autoFocus autoComplete="off" {...form.field('full_name')} />
      <TextField label={t.users.email} type="email" autoComplete="off" {...form.field('email')} />
      <Select
        label={t.users.role}
        disabled={fixedRole === true}
        {...form.field('role_id')}
        options={[{ value: '', label: t.users.choose_role, disabled: true }, ...options]}
      />
      <TextField label={t.users.phone} optional type="tel" autoComplete="off" {...form.field('phone')} />
      <TextField label={t.users.position} optional autoComplete="off" {...form.field('position')} />
      <PlacesField
        value={form.values.places}
        onChange={(places) => form.set('places', places)}
        error={form.errors.places}
      />
    </div>
  )
}
