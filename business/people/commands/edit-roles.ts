import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { roleChanged } from '../events.ts'
import { roleById } from '../queries/roles.ts'
import { assertWithinOwn } from '../rank.ts'
import { deleteRole, insertRole, setPermissions, updateRole } from '../records/roles.ts'
import { lockAdministration } from '../records/users.ts'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import type { CreateRole, EditRole, Role } from '../shapes.ts'

/** Makes a role of the business's own, with no more than its maker has. */
export async function createRole(ctx: Ctx, input: CreateRole): Promise<Role> {
  const { id = newId(), name, title = null, permissions, discount_basis_points } = input
  assertKnown(ctx, permissions)
  assertWithinOwn(ctx, { is_admin: false, permissions, discount_basis_points })
  return transact(ctx, async (tx) => {
    const role = { id, name, title, starting: false, is_admin: false, discount_basis_points }
    if (!(await insertRole(tx, role))) throw refuse.roleTaken()
    await setPermissions(tx, id, permissions)
    const after = await roleById(tx, id)
    tx.audit({ action: 'role.created', thing: 'role', thing_id: id, label: name, after })
    await tx.emit(roleChanged({ role_id: id }))
    return after
  })
}

/** Edits a role's permissions and limits. One cannot edit a role that is above one, nor the administrators'. */
export async function editRole(ctx: Ctx, id: string, input: EditRole, wanted: string | null): Promise<Role> {
  if (input.permissions) assertKnown(ctx, input.permissions)
  const role = await transact(ctx, async (tx) => {
    await lockAdministration(tx)
    const before = await roleById(tx, id)
    assertVersion(wanted, before)
    if (before.is_admin) throw refuse.adminRoleFixed()
    assertWithinOwn(tx, before)
    const { permissions = before.permissions, ...limits } = input
    assertWithinOwn(tx, { ...before, permissions, ...given(limits) })
    await updateRole(tx, id, given(limits))
    await setPermissions(tx, id, permissions)
    return journal(tx, before)
  })
  servicesOf(ctx).access.forget()
  return role
}

async function journal(tx: Tx, before: Role): Promise<Role> {
  const after = await roleById(tx, before.id)
  tx.audit({ action: 'role.changed', thing: 'role', thing_id: before.id, label: before.name, before, after })
  await tx.emit(roleChanged({ role_id: before.id }))
  return after
}

/** Removes a role that nobody has. */
export async function removeRole(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockAdministration(tx)
    const before = await roleById(tx, id)
    if (before.starting) throw refuse.startingRole()
    assertWithinOwn(tx, before)
    await deleteRole(tx, id)
    tx.audit({ action: 'role.removed', thing: 'role', thing_id: id, label: before.name, before })
    await tx.emit(roleChanged({ role_id: id }))
  })
}

function assertKnown(ctx: Ctx, permissions: readonly string[]): void {
  const unknown = permissions.find((name) => !Object.hasOwn(servicesOf(ctx).permissions, name))
  if (unknown !== undefined) {
    const errors = [{ path: 'permissions', code: 'people.unknown_permission' }]
    throw refuse.unknownPermission({ permission: unknown }, { errors })
  }
}
