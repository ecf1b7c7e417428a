import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { type Permission, ROLES, type RoleName } from '#platform/module'
import { insertRole, setPermissions } from '../records/roles.ts'

/** Discounts that a starting role may give by itself; above it a supervisor's PIN is asked for. */
const discounts: Partial<Record<RoleName, number>> = { admin: 10_000, gerente: 5_000, vendedor: 1_000, cajero: 500 }

/**
 * Makes the eight starting roles, or brings them to this version: called at every start. A role that the business has
 * edited is left alone; the others get what the modules' tables now say, so that a new version's permissions arrive.
 */
export async function startingRoles(ctx: Ctx, permissions: Readonly<Record<string, Permission>>): Promise<void> {
  if (await areThisVersions(ctx, permissions)) return
  await transact(ctx, async (tx) => {
    for (const name of ROLES) {
      const is_admin = name === 'admin'
      const discount_basis_points = discounts[name] ?? 0
      await insertRole(tx, { id: newId(), name, title: null, starting: true, is_admin, discount_basis_points })
    }
    const roles = await tx.db
      .selectFrom('people.role')
      .select(['id', 'name'])
      .where('starting', '=', true)
      .where('is_admin', '=', false)
      .where('edited_at', 'is', null)
      .execute()
    for (const { id, name } of roles) await setPermissions(tx, id, granted(name, permissions))
  })
}

/** Nearly every start finds them so: one question instead of twenty. */
async function areThisVersions(ctx: Ctx, permissions: Readonly<Record<string, Permission>>): Promise<boolean> {
  const roles = await ctx.db
    .selectFrom('people.role as r')
    .where('r.starting', '=', true)
    .select(['r.name', 'r.is_admin', 'r.edited_at'])
    .select(
      sql<string[]>`array(select p.permission from people.role_permission p where p.role_id = r.id)`.as('granted'),
    )
    .execute()
  const known = new Map(roles.map((role) => [role.name, role]))
  return ROLES.every((name) => {
    const role = known.get(name)
    if (!role) return false
    if (role.is_admin || role.edited_at !== null) return true
    const wanted = new Set(granted(name, permissions))
    return role.granted.length === wanted.size && role.granted.every((permission) => wanted.has(permission))
  })
}

function granted(role: string, permissions: Readonly<Record<string, Permission>>): string[] {
  return Object.entries(permissions)
    .filter(([, permission]) => permission.roles.some((name) => name === role))
    .map(([name]) => name)
}
