import type { AnswerOf } from '../api/route-types.ts'

export type Person = AnswerOf<'GET /api/people/:id'>
export const roles = ['is_customer', 'is_supplier', 'is_employee', 'is_rep'] as const
export type PersonRole = (typeof roles)[number]

/** A record as the form holds it; a new one has the role it was opened for. */
export const startOf = (person: Person | null, role: PersonRole | null, represents_id: string) => ({
  kind: person?.kind ?? ('person' as Person['kind']),
  name: person?.name ?? '',
  tax_id: person?.tax_id_text ?? '',
  phone: person?.phone ?? '',
  email: person?.email ?? '',
  address: person?.address ?? '',
  commune: person?.commune ?? '',
  city: person?.city ?? '',
  notes: person?.notes ?? '',
  job_title: person?.job_title ?? '',
  user_id: person?.user_id ?? '',
  represents_id,
  is_customer: person?.is_customer ?? role === 'is_customer',
  is_supplier: person?.is_supplier ?? role === 'is_supplier',
  is_employee: person?.is_employee ?? role === 'is_employee',
  is_rep: person?.is_rep ?? role === 'is_rep',
})
export type PersonValues = ReturnType<typeof startOf>

/** What the wire wants: an empty word is nothing, and what belongs to a role goes with it. */
export function bodyOf({ kind, name, ...values }: PersonValues) {
  const text = (value: string) => value.trim() || null
  const { is_customer, is_supplier, is_employee, is_rep } = values
  return {
    kind,
    name: name.trim(),
    tax_id: text(values.tax_id),
    phone: text(values.phone),
    email: text(values.email),
    address: text(values.address),
    commune: text(values.commune),
    city: text(values.city),
    notes: text(values.notes),
    job_title: is_employee ? text(values.job_title) : null,
    user_id: is_employee ? text(values.user_id) : null,
    represents_id: is_rep ? text(values.represents_id) : null,
    is_customer,
    is_supplier,
    is_employee,
    is_rep,
  }
}
