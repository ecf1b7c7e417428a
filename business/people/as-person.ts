import type { Actor } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { platformRefuse } from '#platform/platform-refusals'
import { authenticatedAt } from './queries/sessions.ts'
import type { Account } from './queries/users.ts'
import { refuseAuth } from './refusals.ts'

/** For so long after the password was given, sensitive changes need no second proof (S21). */
const RECENT_MS = 10 * 60_000

/** The same call, made by the person who has just proven who they are: the audit names them. */
export function asPerson<C extends Ctx>(ctx: C, { id, full_name }: Pick<Account, 'id' | 'full_name'>): C {
  const actor: Actor = {
    kind: 'person',
    id,
    name: full_name,
    permissions: new Set(),
    store_ids: null,
    warehouse_ids: null,
    session_id: null,
    limits: {},
  }
  return { ...ctx, actor }
}

/** One's own account is a matter of persons: a key that leaked must not change its owner's password. */
export function ownSession({ actor }: Ctx): { user_id: string; session_id: string } {
  if (actor.kind === 'nobody') throw platformRefuse.unauthenticated()
  if (actor.kind !== 'person' || actor.id === null || actor.session_id === null) throw refuseAuth.personOnly()
  return { user_id: actor.id, session_id: actor.session_id }
}

/** Refuses a sensitive change unless the password was given in this session a few minutes ago (S21). */
export async function assertRecent(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind === 'system') return
  const { session_id } = ownSession(ctx)
  const at = await authenticatedAt(ctx, session_id)
  if (at === null || ctx.now().getTime() - at.getTime() > RECENT_MS) throw refuseAuth.reauthRequired()
}
