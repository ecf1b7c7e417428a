import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { SupplierPicker } from '../purchasing/parts.tsx'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'
import type { useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { PersonValues } from './person-values.ts'

type FieldsProps = { form: ReturnType<typeof useForm<PersonValues>> }

/** What an employee is here, and the user they sign in with, if they do. */
export function StaffFields({ form }: FieldsProps) {
  const t = useText().contacts
  const may = useMay()
  const users = useAnswer('GET /api/users', { query: { limit: '200' } }, { enabled: may('users.see') })
  const known = users.data?.items ?? []
  return (
    <>
      <TextField label={t.job_title} optional {...form.field('job_title')} />
      {may('users.see') && (
        <Select
          label={t.user}
          help={t.user_help}
          {...form.field('user_id')}
          options={[
            { value: '', label: t.no_user },
            ...known.map(({ id, full_name, email }) => ({ value: id, label: `${full_name} (${email})` })),
          ]}
        />
      )}
    </>
  )
}

/** The supplier they sell for. */
export function RepFields({ form }: FieldsProps) {
  const t = useText().contacts
  const may = useMay()
  const { represents_id } = form.values
  const supplier = useAnswer(
    'GET /api/suppliers/:id',
    { params: { id: represents_id } },
    { enabled: represents_id !== '' && may('suppliers.see') },
  )
  if (!may('suppliers.see')) return null
  const picked = represents_id === '' ? null : { id: represents_id, name: supplier.data?.name ?? '…' }
  return (
    <SupplierPicker
      label={t.represents_label}
      optional
      picked={picked}
      onPick={(next) => form.set('represents_id', next?.id ?? '')}
      error={form.errors.represents_id}
    />
  )
}
