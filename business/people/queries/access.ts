import { type Kysely, sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Rows } from '../../../db/rows.ts'

/** What a session or key gives: who it is, and until when. */
export interface Grant {
  readonly actor: Actor
  readonly expires_at: string | null
}

export async function accessVersion(db: Kysely<Rows>): Promise<number> {
  const row = await db.selectFrom('people.access_version').select('version').executeTakeFirstOrThrow()
  return row.version
}

const grantsOf = (permissions: readonly string[]) => sql<string[]>`
  case when r.is_admin then ${permissions}::text[]
  else array(select p.permission from people.role_permission p where p.role_id = r.id) end`

/** The person of a living session, or null when it ended, belongs to somebody else, or the user was shut out. */
export async function sessionActor(
  db: Kysely<Rows>,
  session_id: string,
  user_id: string,
  permissions: readonly string[],
): Promise<Grant | null> {
  const row = await db
    .selectFrom('people.session as s')
    .innerJoin('people.user as u', 'u.id', 's.user_id')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select([
      's.expires_at',
      'u.id',
      'u.full_name',
      'u.must_change_password',
      'u.store_ids',
      'u.warehouse_ids',
      'r.discount_basis_points',
      grantsOf(permissions).as('permissions'),
    ])
    .where('s.id', '=', session_id)
    .where('u.id', '=', user_id)
    .where('s.revoked_at', 'is', null)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    expires_at: row.expires_at,
    actor: {
      kind: 'person',
      id: row.id,
      name: row.full_name,
      // A one-time password opens nothing but the page that replaces it.
      permissions: new Set(row.must_change_password ? [] : row.permissions),
      store_ids: row.store_ids,
      warehouse_ids: row.warehouse_ids,
      session_id,
      limits: { discount_basis_points: row.discount_basis_points },
    },
  }
}

/** The owner of a key, with no more rights than both the key and the owner have now. */
export async function apiKeyActor(
  db: Kysely<Rows>,
  id: string,
  hash: Buffer,
  permissions: readonly string[],
): Promise<Grant | null> {
  const row = await db
    .selectFrom('people.api_key as k')
    .innerJoin('people.user as u', 'u.id', 'k.user_id')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select([
      'k.name',
      'k.expires_at',
      'k.permissions as asked',
      'k.store_ids as key_store_ids',
      'k.warehouse_ids as key_warehouse_ids',
      'u.id',
      'u.full_name',
      'u.store_ids',
      'u.warehouse_ids',
      'r.discount_basis_points',
      grantsOf(permissions).as('permissions'),
    ])
    .where('k.id', '=', id)
    .where('k.hash', '=', hash)
    .where('k.revoked_at', 'is', null)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    expires_at: row.expires_at,
    actor: {
      kind: 'api_key',
      id: row.id,
      name: `${row.name} (${row.full_name})`,
      permissions: new Set(row.asked.filter((permission) => row.permissions.includes(permission))),
      store_ids: narrower(row.key_store_ids, row.store_ids),
      warehouse_ids: narrower(row.key_warehouse_ids, row.warehouse_ids),
      session_id: null,
      limits: { discount_basis_points: row.discount_basis_points },
    },
  }
}

/** The places that both allow; null means everywhere. */
function narrower(a: string[] | null, b: string[] | null): string[] | null {
  if (a === null) return b
  return b === null ? a : a.filter((id) => b.includes(id))
}
