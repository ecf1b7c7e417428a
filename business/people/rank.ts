import type { Actor } from '#platform/actor'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Account } from './queries/users.ts'
import { refuse } from './refusals.ts'
import { servicesOf } from './services.ts'

/** What a role gives. */
export interface Powers {
  readonly is_admin: boolean
  readonly permissions: readonly string[]
  readonly discount_basis_points: number
}

/** Where somebody works; null means everywhere. */
export interface Reach {
  readonly store_ids: readonly string[] | null
  readonly warehouse_ids: readonly string[] | null
}

/**
 * One rule instead of many: nobody gives, takes or touches powers they do not have themselves. A manager can therefore
 * neither edit an administrator nor make one (S30), and a limited manager can only place people within those limits.
 */
export function assertWithinOwn(ctx: Ctx, powers: Powers): void {
  if (!isWithin(ctx.actor, powers, Object.keys(servicesOf(ctx).permissions))) throw refuse.aboveYou()
}

export function isWithin(actor: Actor, powers: Powers, every: readonly string[]): boolean {
  if (actor.kind === 'system') return true
  const wanted = powers.is_admin ? every : powers.permissions
  const discount = powers.is_admin ? 0 : powers.discount_basis_points
  return wanted.every((name) => can(actor, name)) && discount <= (actor.limits.discount_basis_points ?? 0)
}

export function reaches(actor: Actor, { store_ids, warehouse_ids }: Reach): boolean {
  const within = (own: readonly string[] | null, theirs: readonly string[] | null) =>
    own === null || theirs?.every((id) => own.includes(id)) === true
  return within(actor.store_ids, store_ids) && within(actor.warehouse_ids, warehouse_ids)
}

export const powersOf = (account: Account): Powers => ({
  is_admin: account.is_admin,
  permissions: account.role_permissions,
  discount_basis_points: account.discount_basis_points,
})

/** Somebody beyond one's places does not exist for one (404); somebody above one is refused (403). */
export function assertManages(ctx: Ctx, account: Account): void {
  if (account.id === ctx.actor.id) return
  if (!reaches(ctx.actor, account)) throw refuse.userNotFound()
  assertWithinOwn(ctx, powersOf(account))
}
