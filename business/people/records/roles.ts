import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { refuse } from '../refusals.ts'
import { raiseAccessVersion } from './sessions.ts'

export interface NewRole {
  id: string
  name: string
  title: string | null
  starting: boolean
  is_admin: boolean
  discount_basis_points: number
}

/** False when a role of that name exists. */
export async function insertRole(tx: Tx, role: NewRole): Promise<boolean> {
  const made = await tx.db
    .insertInto('people.role')
    .values({ ...role, created_at: tx.now(), edited_by: tx.actor.id, edited_at: role.starting ? null : tx.now() })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export interface RoleChange {
  title?: string | null | undefined
  discount_basis_points?: number | undefined
}

/** From the first edit on, a starting role belongs to the business and no upgrade changes it. */
export async function updateRole(tx: Tx, id: string, change: RoleChange): Promise<void> {
  await tx.db
    .updateTable('people.role')
    .set({ ...change, edited_at: tx.now(), edited_by: tx.actor.id, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  await raiseAccessVersion(tx)
}

/** Makes the role's permissions exactly these; returns whether anything changed. */
export async function setPermissions(tx: Tx, role_id: string, permissions: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    with gone as (
      delete from people.role_permission
      where role_id = ${role_id} and permission <> all(${permissions}::text[])
      returning permission
    ), added as (
      insert into people.role_permission (role_id, permission)
      select ${role_id}, unnest(${permissions}::text[])
      on conflict do nothing
      returning permission
    )
    select permission from gone union all select permission from added
  `.execute(tx.db)
  if (rows.length > 0) await raiseAccessVersion(tx)
  return rows.length > 0
}

export async function deleteRole(tx: Tx, id: string): Promise<void> {
  await tx.db.selectFrom('people.role').select('id').where('id', '=', id).forUpdate().execute()
  const holder = await tx.db.selectFrom('people.user').select('id').where('role_id', '=', id).executeTakeFirst()
  if (holder) throw refuse.roleInUse()
  await tx.db.deleteFrom('people.role').where('id', '=', id).execute()
}
