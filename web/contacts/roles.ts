import { useMay } from '../api/session-store.ts'
import { type PersonRole, roles } from './person-values.ts'

const changes: Record<PersonRole, string> = {
  is_customer: 'customers.change',
  is_supplier: 'suppliers.change',
  is_employee: 'employees.change',
  is_rep: 'sales_reps.change',
}

/** Whether one may write records of that role. */
export function useMayRole(): (role: PersonRole) => boolean {
  const may = useMay()
  return (role) => may('contacts.change') && may(changes[role])
}

/** A record of several roles is changed by those who may change each of them. */
export function useMayChange(): (party: Readonly<Record<PersonRole, boolean>>) => boolean {
  const mayRole = useMayRole()
  return (party) => roles.filter((role) => party[role]).every(mayRole)
}
