import { wantedVersion, withETag } from '#platform/http/etag'
import { answer, serve } from '#platform/http/serve'
import { administrationContract } from './administration-contract.ts'
import { addUser } from './commands/create-user.ts'
import { createApiKey, revokeApiKey } from './commands/edit-api-keys.ts'
import { createRole, editRole, removeRole } from './commands/edit-roles.ts'
import { activateUser, deactivateUser, editUser, resetTotp } from './commands/edit-user.ts'
import { endSessionsOf } from './commands/end-sessions.ts'
import { renewEntry } from './commands/renew-entry.ts'
import { listRoles, roleById } from './queries/roles.ts'
import { listApiKeys, sessionsOf } from './queries/sessions.ts'
import { countUsers, listUsers, userById } from './queries/users.ts'
import { servicesOf } from './services.ts'

export const administrationRoutes = serve(administrationContract, {
  'GET /api/users': ({ ctx, query }) => listUsers(ctx, query),
  'GET /api/users/counts': ({ ctx }) => countUsers(ctx),
  'POST /api/users': async ({ ctx, body }) => answer(await addUser(ctx, body), { status: 201 }),
  'GET /api/users/:id': async ({ ctx, params }) => withETag(await userById(ctx, params.id)),
  'PATCH /api/users/:id': async ({ ctx, params, body, request }) =>
    withETag(await editUser(ctx, params.id, body, wantedVersion(request))),
  'POST /api/users/:id/deactivate': ({ ctx, params }) => deactivateUser(ctx, params.id),
  'POST /api/users/:id/activate': ({ ctx, params }) => activateUser(ctx, params.id),
  'POST /api/users/:id/reset-password': ({ ctx, params, body }) => renewEntry(ctx, params.id, body.entry),
  'POST /api/users/:id/reset-totp': ({ ctx, params }) => resetTotp(ctx, params.id),
  'GET /api/users/:id/sessions': async ({ ctx, params }) => sessionsOf(ctx, (await userById(ctx, params.id)).id),
  'DELETE /api/users/:id/sessions': async ({ ctx, params }) => ({ revoked: await endSessionsOf(ctx, params.id) }),

  'GET /api/roles': async ({ ctx }) => ({ items: await listRoles(ctx) }),
  'POST /api/roles': async ({ ctx, body }) => withETag(await createRole(ctx, body), { status: 201 }),
  'GET /api/roles/:id': async ({ ctx, params }) => withETag(await roleById(ctx, params.id)),
  'PATCH /api/roles/:id': async ({ ctx, params, body, request }) =>
    withETag(await editRole(ctx, params.id, body, wantedVersion(request))),
  'DELETE /api/roles/:id': async ({ ctx, params }) => {
    await removeRole(ctx, params.id)
    return undefined
  },
  'GET /api/permissions': ({ ctx }) => ({
    items: Object.entries(servicesOf(ctx).permissions).map(([name, { says }]) => ({ name, ...says })),
  }),

  'GET /api/api-keys': async ({ ctx }) => ({ items: await listApiKeys(ctx) }),
  'POST /api/api-keys': async ({ ctx, body }) => answer(await createApiKey(ctx, body), { status: 201 }),
  'DELETE /api/api-keys/:id': async ({ ctx, params }) => {
    await revokeApiKey(ctx, params.id)
    return undefined
  },
})
