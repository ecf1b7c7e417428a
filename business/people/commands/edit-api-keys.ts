import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { newApiKey } from '../api-key.ts'
import { assertRecent, ownSession } from '../as-person.ts'
import { listApiKeys } from '../queries/sessions.ts'
import { assertWithinOwn } from '../rank.ts'
import { insertApiKey, revokeApiKeyRow } from '../records/sessions.ts'
import { refuse } from '../refusals.ts'
import { servicesOf } from '../services.ts'
import { assertPlaces } from './create-user.ts'

export interface ApiKeyRequest {
  readonly name: string
  readonly permissions: string[]
  readonly store_ids?: string[] | null | undefined
  readonly warehouse_ids?: string[] | null | undefined
  readonly expires_at?: string | undefined
}

/** Makes a key for a program, with no more than its maker has; the key itself is shown this once. */
export async function createApiKey(ctx: Ctx, request: ApiKeyRequest) {
  const { user_id } = ownSession(ctx)
  await assertRecent(ctx)
  const { name, permissions, store_ids = ctx.actor.store_ids, warehouse_ids = ctx.actor.warehouse_ids } = request
  const places = { store_ids: store_ids && [...store_ids], warehouse_ids: warehouse_ids && [...warehouse_ids] }
  await assertPlaces(ctx, places)
  assertWithinOwn(ctx, { is_admin: false, permissions, discount_basis_points: 0 })
  const id = newId()
  const { text, hash } = newApiKey(id)
  const api_key = await transact(ctx, async (tx) => {
    const expires_at = request.expires_at ?? null
    await insertApiKey(tx, { id, name, hash, user_id, permissions, ...places, expires_at })
    const after = { permissions, ...places, expires_at }
    tx.audit({ action: 'api_key.created', thing: 'api_key', thing_id: id, label: name, after })
    return present(
      (await listApiKeys(tx)).find((key) => key.id === id),
      'the key that was just made',
    )
  })
  return { api_key, secret: text }
}

/** Revokes a key at once. */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await revokeApiKeyRow(tx, id))) throw refuse.keyNotFound()
    tx.audit({ action: 'api_key.revoked', thing: 'api_key', thing_id: id })
  })
  servicesOf(ctx).access.forget()
}
