import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { assertRecent } from '../as-person.ts'
import { userChanged, userDeactivated } from '../events.ts'
import { otherAdmins, roleById } from '../queries/roles.ts'
import { type Account, accountById, userById } from '../queries/users.ts'
import { assertManages, assertWithinOwn } from '../rank.ts'
import { endSessions } from '../records/sessions.ts'
import { lockAdministration, setDeactivated, setTotp, updateUser } from '../records/users.ts'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import type { EditUser, User } from '../shapes.ts'
import { assertPlaces } from './create-user.ts'

/** Edits somebody: name, e-mail, role, places. What changes their rights is felt within a second. */
export async function editUser(ctx: Ctx, id: string, input: EditUser, wanted: string | null): Promise<User> {
  // Whoever holds the mailbox can reset the password.
  if (input.email !== undefined) await assertRecent(ctx)
  return change(ctx, id, 'user.changed', async (tx, account) => {
    assertVersion(wanted, await userById(tx, id))
    await assertRole(tx, account, input.role_id)
    if (input.store_ids !== undefined || input.warehouse_ids !== undefined) {
      assertNotSelf(tx, account)
      await assertPlaces(tx, { ...account, ...given(input) })
    }
    await updateUser(tx, id, given(input))
    await tx.emit(userChanged({ user_id: id }))
  })
}

async function assertRole(tx: Tx, account: Account, role_id: string | undefined): Promise<void> {
  if (role_id === undefined || role_id === account.role_id) return
  assertNotSelf(tx, account)
  const role = await roleById(tx, role_id)
  assertWithinOwn(tx, role)
  if (account.is_admin && !role.is_admin) await assertNotLastAdmin(tx, account)
}

/** Nobody changes their own role or places: neither upwards, nor out of the shop by mistake. */
function assertNotSelf({ actor }: Ctx, account: Account): void {
  if (account.id === actor.id) throw refuse.ownRole()
}

async function assertNotLastAdmin(tx: Tx, account: Account): Promise<void> {
  if (account.is_admin && (await otherAdmins(tx, account.id)) === 0) throw refuse.lastAdmin()
}

/** Shuts somebody out at once: sessions, keys and PIN are worthless from now on (S6). */
export function deactivateUser(ctx: Ctx, id: string): Promise<User> {
  return change(ctx, id, 'user.deactivated', async (tx, account) => {
    if (!account.is_active) return
    await assertNotLastAdmin(tx, account)
    await setDeactivated(tx, id, true)
    await endSessions(tx, { user_id: id }, 'deactivated')
    await tx.emit(userDeactivated({ user_id: id }))
  })
}

/** Lets somebody in again. */
export function activateUser(ctx: Ctx, id: string): Promise<User> {
  return change(ctx, id, 'user.activated', async (tx, account) => {
    if (account.is_active) return
    await setDeactivated(tx, id, false)
    await tx.emit(userChanged({ user_id: id }))
  })
}

/** Takes a lost second factor away; the person proves who they are to the administrator, not to the program. */
export async function resetTotp(ctx: Ctx, id: string): Promise<User> {
  await assertRecent(ctx)
  return change(ctx, id, 'second_factor.reset', async (tx) => {
    await setTotp(tx, id, null)
    await endSessions(tx, { user_id: id, except: tx.actor.session_id }, 'revoked')
    await tx.emit(userChanged({ user_id: id }))
  })
}

/** One frame for all edits: who may, before and after, and the news for every process. */
async function change(
  ctx: Ctx,
  id: string,
  action: string,
  work: (tx: Tx, account: Account) => Promise<void>,
): Promise<User> {
  const user = await transact(ctx, async (tx) => {
    await lockAdministration(tx)
    const account = await accountById(tx, id)
    assertManages(tx, account)
    const before = await userById(tx, id)
    await work(tx, account)
    const after = await userById(tx, id)
    tx.audit({ action, thing: 'user', thing_id: id, label: after.email, before, after })
    return after
  })
  servicesOf(ctx).access.forget()
  return user
}
