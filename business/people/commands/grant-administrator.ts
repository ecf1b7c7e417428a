import { findBusiness, openBusiness } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { userChanged } from '../events.ts'
import { hashOf } from '../password.ts'
import { roleByName } from '../queries/roles.ts'
import { accountByEmail } from '../queries/users.ts'
import { completeSetup, lockSetup } from '../records/once.ts'
import { endSessions } from '../records/sessions.ts'
import { insertUser, setDeactivated, setPassword, setTotp, updateUser } from '../records/users.ts'
import { servicesOf } from '../services.ts'
import { releaseAccount } from '../throttle.ts'
import { newTemporaryPassword } from './create-user.ts'
import { nameless } from './set-up-shop.ts'
import { startingRoles } from './starting-roles.ts'

export interface Granted {
  readonly is_new: boolean
  readonly temporary_password: string
}

/**
 * For whoever owns the machine: makes somebody an administrator, or lets them in again who lost password and second
 * factor. The way in is a one-time password, shown once at the terminal.
 */
export async function grantAdministrator(ctx: Ctx, who: { email: string; full_name: string }): Promise<Granted> {
  const temporary_password = newTemporaryPassword()
  const hash = await hashOf(ctx, temporary_password)
  const is_new = await transact(ctx, async (tx) => {
    await lockSetup(tx)
    await startingRoles(tx, servicesOf(tx).permissions)
    const { language } = tx.request
    if ((await findBusiness(tx)) === null) await openBusiness(tx, { name: nameless[language], language })
    const account = await accountByEmail(tx, who.email)
    const id = account?.id ?? newId()
    const role = await roleByName(tx, 'admin')
    if (account) await readmit(tx, id, role.id, hash)
    else await admit(tx, { id, ...who, role_id: role.id, password_hash: hash })
    await completeSetup(tx, id)
    tx.audit({ action: 'administrator.granted', thing: 'user', thing_id: id, label: who.email })
    await tx.emit(userChanged({ user_id: id }))
    return account === null
  })
  await releaseAccount(ctx, who.email)
  return { is_new, temporary_password }
}

interface Newcomer {
  id: string
  email: string
  full_name: string
  role_id: string
  password_hash: string
}

async function admit(tx: Tx, newcomer: Newcomer): Promise<void> {
  await insertUser(tx, {
    ...newcomer,
    ...{ phone: null, position: null, store_ids: null, warehouse_ids: null },
    password_stands_alone: true,
    must_change_password: true,
    is_demo: false,
  })
}

async function readmit(tx: Tx, id: string, role_id: string, hash: string): Promise<void> {
  await updateUser(tx, id, { role_id, store_ids: null, warehouse_ids: null })
  await setDeactivated(tx, id, false)
  await setTotp(tx, id, null)
  await setPassword(tx, id, { hash, stands_alone: true, must_change: true })
  await endSessions(tx, { user_id: id }, 'revoked')
}
