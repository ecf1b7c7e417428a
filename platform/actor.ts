import { platformRefuse } from './platform-refusals.ts'

/** Who is acting: a person with a session, an API key, a public link, or the program itself. */
export interface Actor {
  readonly kind: 'person' | 'api_key' | 'link' | 'system' | 'nobody'
  /** The user, or null when nobody signed in. */
  readonly id: string | null
  readonly name: string
  readonly permissions: ReadonlySet<string>
  /** Stores and warehouses this actor is limited to; null means all. */
  readonly store_ids: readonly string[] | null
  readonly warehouse_ids: readonly string[] | null
  readonly session_id: string | null
  /** Limits that come with the role, such as `discount_basis_points`; a missing one means none is allowed. */
  readonly limits: Readonly<Record<string, number>>
}

export const nobody: Actor = {
  kind: 'nobody',
  id: null,
  name: '',
  permissions: new Set(),
  store_ids: [],
  warehouse_ids: [],
  session_id: null,
  limits: {},
}

/** The program itself: jobs, migrations, imports from the command line. It may do everything and is named in the audit. */
export const systemActor = (name: string): Actor => ({
  kind: 'system',
  id: null,
  name,
  permissions: new Set(),
  store_ids: null,
  warehouse_ids: null,
  session_id: null,
  limits: {},
})

export function can(actor: Actor, permission: string): boolean {
  return actor.kind === 'system' || actor.permissions.has(permission)
}

/** Refuses with 403 unless the actor has the permission. */
export function assertCan(actor: Actor, permission: string): void {
  if (!can(actor, permission)) throw platformRefuse.forbidden({ permission })
}

export function seesStore(actor: Actor, store_id: string): boolean {
  return actor.store_ids === null || actor.store_ids.includes(store_id)
}

export function seesWarehouse(actor: Actor, warehouse_id: string): boolean {
  return actor.warehouse_ids === null || actor.warehouse_ids.includes(warehouse_id)
}
