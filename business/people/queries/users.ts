import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import type { HashCost } from '../password-hash.ts'
import { refuse } from '../refusals.ts'
import type { Profile, User } from '../shapes.ts'

/** As many as one can choose among in a list. */
const CHOICE_MAX = 500

/** Everything about one user that signing in and administration decide by; never leaves the server. */
export interface Account {
  id: string
  email: string
  full_name: string
  role_id: string
  role: string
  is_admin: boolean
  role_permissions: string[]
  discount_basis_points: number
  store_ids: string[] | null
  warehouse_ids: string[] | null
  password_hash: string | null
  password_stands_alone: boolean
  must_change_password: boolean
  totp_secret: Buffer | null
  has_totp: boolean
  totp_last_step: number
  is_active: boolean
  version: number
}

const accounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select([
      'u.id',
      'u.email',
      'u.full_name',
      'u.role_id',
      'r.name as role',
      'r.is_admin',
      sql<string[]>`array(select p.permission from people.role_permission p where p.role_id = r.id)`.as(
        'role_permissions',
      ),
      'r.discount_basis_points',
      'u.store_ids',
      'u.warehouse_ids',
      'u.password_hash',
      'u.password_stands_alone',
      'u.must_change_password',
      'u.totp_secret',
      sql<boolean>`u.totp_confirmed_at is not null`.as('has_totp'),
      'u.totp_last_step',
      sql<boolean>`u.deactivated_at is null`.as('is_active'),
      'u.version',
    ])

export async function accountById(ctx: Ctx, id: string): Promise<Account> {
  const row = await accounts(ctx).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.userNotFound()
  return row
}

export async function accountByEmail(ctx: Ctx, email: string): Promise<Account | null> {
  return (await accounts(ctx).where('u.email', '=', email).executeTakeFirst()) ?? null
}

export async function accountByPin(ctx: Ctx, digest: Buffer): Promise<Account | null> {
  return (await accounts(ctx).where('u.pin_digest', '=', digest).executeTakeFirst()) ?? null
}

/** The first demo user with a role: who one enters as with one click. */
export async function demoAccount(ctx: Ctx, role: string): Promise<Account | null> {
  const row = await accounts(ctx)
    .where('r.name', '=', role)
    .where('u.is_demo', '=', true)
    .where('u.deactivated_at', 'is', null)
    .orderBy('u.created_at')
    .orderBy('u.id')
    .executeTakeFirst()
  return row ?? null
}

export async function demoRoles(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select('r.name')
    .distinct()
    .where('u.is_demo', '=', true)
    .where('u.deactivated_at', 'is', null)
    .orderBy('r.name')
    .execute()
  return rows.map(({ name }) => name)
}

const state = sql<User['state']>`case
  when u.deactivated_at is not null then 'inactive' when u.password_hash is null then 'invited' else 'active' end`

const users = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select([
      'u.id',
      'u.email',
      'u.full_name',
      'u.phone',
      'u.position',
      'u.role_id',
      'r.name as role',
      'r.is_admin',
      'u.store_ids',
      'u.warehouse_ids',
      state.as('state'),
      'u.must_change_password',
      sql<boolean>`u.totp_confirmed_at is not null`.as('has_totp'),
      'u.last_signed_in_at',
      'u.created_at',
      'u.version',
    ])
    .where(sql<boolean>`(${visibleTo(ctx.actor)})`)

/** One sees oneself and those whose places all lie within one's own. */
function visibleTo({ id, store_ids, warehouse_ids }: Actor) {
  const within = (column: string, ids: readonly string[] | null) =>
    ids === null ? sql`true` : sql`coalesce(${sql.ref(column)} <@ ${ids}::uuid[], false)`
  return sql`u.id = ${id}::uuid or (${within('u.store_ids', store_ids)} and ${within('u.warehouse_ids', warehouse_ids)})`
}

export async function userById(ctx: Ctx, id: string): Promise<User> {
  const row = await users(ctx).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.userNotFound()
  return row
}

const sorts = {
  full_name: { by: sql`u.full_name`, cast: 'text' },
  email: { by: sql`u.email`, cast: 'text' },
  created_at: { by: sql`u.created_at`, cast: 'timestamptz' },
  last_signed_in_at: { by: sql`u.last_signed_in_at`, cast: 'timestamptz' },
} as const

export interface UserFilter {
  state?: User['state'] | undefined
  role?: string | undefined
  q?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
  sort?: string | undefined
  count?: boolean | undefined
}

export async function listUsers(ctx: Ctx, filter: UserFilter): Promise<Page<User>> {
  let query = users(ctx)
  if (filter.state) query = query.where(state, '=', filter.state)
  if (filter.role) query = query.where('r.name', '=', filter.role)
  if (filter.q) {
    const words = filter.q.replace(/[\\%_]/g, '\\$&')
    // Typing errors are forgiven in names; addresses of one shop all look alike.
    query = query.where(
      sql<boolean>`(platform.fold(u.full_name || ' ' || u.email) like '%' || platform.fold(${words}) || '%'
        or platform.fold(${filter.q}) <% platform.fold(u.full_name))`,
    )
  }
  return pageOfQuery(query, filter, { sorts, sort: 'full_name', id: sql`u.id`, actor: ctx.actor })
}

export async function countUsers(ctx: Ctx) {
  const inside = users(ctx).as('seen')
  const { rows } = await sql<{ active: number; invited: number; inactive: number; admins: number }>`
    select count(*) filter (where state = 'active') as active, count(*) filter (where state = 'invited') as invited,
      count(*) filter (where state = 'inactive') as inactive,
      count(*) filter (where is_admin and state <> 'inactive') as admins
    from ${inside}`.execute(ctx.db)
  return rows[0] ?? { active: 0, invited: 0, inactive: 0, admins: 0 }
}

export async function profileOf(ctx: Ctx, id: string): Promise<Profile> {
  const row = await ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select(['u.id', 'u.email', 'u.full_name', 'r.name as role', 'r.title as role_title', 'u.must_change_password'])
    .select(['u.phone', 'u.company', 'u.position', 'u.notes', 'u.avatar_file_id', 'u.store_ids', 'u.warehouse_ids'])
    .select(['u.created_at', sql<boolean>`u.totp_confirmed_at is not null`.as('has_totp')])
    .select(sql<boolean>`u.pin_digest is not null`.as('has_pin'))
    .where('u.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuse.userNotFound()
  return { ...row, session_id: ctx.actor.session_id }
}

/** Names for ids, for lists that show who did something. Ids that nobody has are left out. */
export async function userNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('people.user')
    .select(['id', 'full_name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, full_name }) => [id, full_name]))
}

/** Who may do something in a store and can sign in for it, by name. */
export async function usersWho(
  ctx: Ctx,
  { may, store_id }: { may: string; store_id: string },
): Promise<{ id: string; full_name: string }[]> {
  return ctx.db
    .selectFrom('people.user as u')
    .innerJoin('people.role as r', 'r.id', 'u.role_id')
    .select(['u.id', 'u.full_name'])
    .where('u.deactivated_at', 'is', null)
    .where('u.password_hash', 'is not', null)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('r.is_admin', '=', true),
        exists(
          selectFrom('people.role_permission as p')
            .select('p.permission')
            .whereRef('p.role_id', '=', 'r.id')
            .where('p.permission', '=', may),
        ),
      ]),
    )
    .where(sql<boolean>`(u.store_ids is null or ${store_id}::uuid = any(u.store_ids))`)
    .orderBy('u.full_name')
    .orderBy('u.id')
    .limit(CHOICE_MAX)
    .execute()
}

export async function hashCost(ctx: Ctx): Promise<HashCost | null> {
  const row = await ctx.db.selectFrom('people.hash_cost').select(['memory_kib', 'passes']).executeTakeFirst()
  return row ?? null
}
