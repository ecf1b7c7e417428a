import type { Ctx } from '#platform/context'
import { demoName } from '../queries/sessions.ts'
import { demoAccount } from '../queries/users.ts'
import { refuseAuth } from '../refusals.ts'
import { type OpenedSession, openSession } from './open-session.ts'

/**
 * Enters a demo as one of its people without a password. Only in a database that a demo filled, only as a user that
 * the demo made, and only from the machine itself (the route looks at the socket).
 */
export async function enterDemo(ctx: Ctx, input: { role: string; device_id: string | null }): Promise<OpenedSession> {
  if ((await demoName(ctx)) === null) throw refuseAuth.notADemo()
  const account = await demoAccount(ctx, input.role)
  if (account === null) throw refuseAuth.notADemo()
  return openSession(ctx, account, { device_id: input.device_id, way: 'demo' })
}
