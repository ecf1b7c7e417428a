import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import type { Role } from '../shapes.ts'

const roles = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people.role as r')
    .select(['r.id', 'r.name', 'r.title', 'r.starting', 'r.is_admin', 'r.discount_basis_points', 'r.version'])
    .select([
      sql<boolean>`r.edited_at is not null`.as('is_edited'),
      sql<string[]>`array(
        select p.permission from people.role_permission p where p.role_id = r.id order by p.permission)`.as('granted'),
      sql<number>`(select count(*) from people.user u where u.role_id = r.id and u.deactivated_at is null)`.as(
        'user_count',
      ),
    ])

type RoleRow = Omit<Role, 'permissions' | 'permission_count'> & { granted: string[] }

/** Administrators have every permission there is, also those declared after the role was made. */
function roleOf(ctx: Ctx, { granted, ...row }: RoleRow): Role {
  const permissions = row.is_admin ? Object.keys(servicesOf(ctx).permissions).sort() : granted
  return { ...row, permissions, permission_count: permissions.length }
}

export async function listRoles(ctx: Ctx): Promise<Role[]> {
  const rows = await roles(ctx).orderBy('r.starting', 'desc').orderBy('r.created_at').orderBy('r.name').execute()
  return rows.map((row) => roleOf(ctx, row))
}

export async function roleById(ctx: Ctx, id: string): Promise<Role> {
  const row = await roles(ctx).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.roleNotFound()
  return roleOf(ctx, row)
}

export async function roleByName(ctx: Ctx, name: string): Promise<Role> {
  const row = await roles(ctx).where('r.name', '=', name).executeTakeFirst()
  if (!row) throw refuse.roleNotFound()
  return roleOf(ctx, row)
}

/** How many others could administer the shop right now. Exact only under lockAdministration. */
export async function otherAdmins(ctx: Ctx, id: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select(sql<number>`count(*)`.as('others'))
    .where('r.is_admin', '=', true)
    .where('u.deactivated_at', 'is', null)
    .where('u.password_hash', 'is not', null)
    .where('u.id', '<>', id)
    .executeTakeFirstOrThrow()
  return row.others
}
