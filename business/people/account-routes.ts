import { answer, serve } from '#platform/http/serve'
import { accountContract } from './account-contract.ts'
import { ownSession } from './as-person.ts'
import { giveApproval, setPin } from './commands/approve.ts'
import { changePassword } from './commands/change-password.ts'
import { editProfile } from './commands/edit-profile.ts'
import { endOtherSessions, endOwnSession } from './commands/end-sessions.ts'
import { beginTotp, confirmTotp, disableTotp } from './commands/second-factor.ts'
import { sessionsOf } from './queries/sessions.ts'
import { profileOf } from './queries/users.ts'

export const accountRoutes = serve(accountContract, {
  'GET /api/auth/profile': ({ ctx }) => profileOf(ctx, ctx.actor.id ?? ''),
  'PATCH /api/auth/profile': ({ ctx, body }) => editProfile(ctx, body),
  'GET /api/auth/profile/permissions': ({ ctx: { actor } }) => ({
    permissions: [...actor.permissions].sort(),
    limits: actor.limits,
    store_ids: actor.store_ids && [...actor.store_ids],
    warehouse_ids: actor.warehouse_ids && [...actor.warehouse_ids],
  }),

  'POST /api/auth/password': async ({ ctx, body }) => {
    await changePassword(ctx, body)
    return undefined
  },
  'GET /api/auth/sessions': ({ ctx }) => sessionsOf(ctx, ownSession(ctx).user_id),
  'DELETE /api/auth/sessions/:id': async ({ ctx, params }) => {
    await endOwnSession(ctx, params.id)
    return undefined
  },
  'POST /api/auth/sessions/revoke-others': async ({ ctx }) => ({ revoked: await endOtherSessions(ctx) }),

  'POST /api/auth/totp': ({ ctx }) => beginTotp(ctx),
  'POST /api/auth/totp/confirm': async ({ ctx, body }) => ({ recovery_codes: await confirmTotp(ctx, body.code) }),
  'POST /api/auth/totp/disable': async ({ ctx }) => {
    await disableTotp(ctx)
    return undefined
  },

  'PUT /api/auth/pin': async ({ ctx, body }) => {
    await setPin(ctx, body.pin)
    return undefined
  },
  'DELETE /api/auth/pin': async ({ ctx }) => {
    await setPin(ctx, null)
    return undefined
  },
  'POST /api/auth/approvals': async ({ ctx, body }) => answer(await giveApproval(ctx, body), { status: 201 }),
})
