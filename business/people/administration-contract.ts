import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Instant, line, PageQuery, pageOf } from '#platform/units'
import {
  ApiKey,
  CreatedUser,
  CreateRole,
  CreateUser,
  EditRole,
  EditUser,
  PermissionName,
  Places,
  Role,
  Sessions,
  User,
  UserState,
} from './shapes.ts'

/** The users page, the role editor and the keys of programs. */
export const administrationContract = contract({
  'GET /api/users': {
    may: 'users.see',
    says: 'Users whose places lie within one’s own.',
    query: PageQuery.extend({ state: UserState.optional(), role: z.string().max(40).optional() }),
    answers: { 200: pageOf(User) },
  },
  'GET /api/users/counts': {
    may: 'users.see',
    says: 'How many users are in each state, and how many administer.',
    answers: { 200: z.object({ active: z.int(), invited: z.int(), inactive: z.int(), admins: z.int() }) },
  },
  'POST /api/users': {
    may: 'users.edit',
    says: 'Creates a user with a one-time password or an invitation by e-mail.',
    body: CreateUser,
    answers: { 201: CreatedUser },
    keyless: true,
  },
  'GET /api/users/:id': { may: 'users.see', says: 'One user.', params: ById, answers: { 200: User } },
  'PATCH /api/users/:id': {
    may: 'users.edit',
    says: 'Edits a user: name, e-mail, role, places. Nobody changes their own role.',
    params: ById,
    body: EditUser,
    answers: { 200: User },
  },
  'POST /api/users/:id/deactivate': {
    may: 'users.edit',
    says: 'Shuts a user out at once; what they did stays theirs.',
    params: ById,
    answers: { 200: User },
  },
  'POST /api/users/:id/activate': {
    may: 'users.edit',
    says: 'Lets a deactivated user in again.',
    params: ById,
    answers: { 200: User },
  },
  'POST /api/users/:id/reset-password': {
    may: 'users.edit',
    says: 'Gives a user a new one-time password, or sends the link again, and ends their sessions.',
    params: ById,
    body: z.strictObject({ entry: z.enum(['temporary_password', 'invitation']).default('temporary_password') }),
    answers: { 200: CreatedUser },
    keyless: true,
  },
  'POST /api/users/:id/reset-totp': {
    may: 'users.edit',
    says: 'Takes away a lost second factor.',
    params: ById,
    answers: { 200: User },
  },
  'GET /api/users/:id/sessions': {
    may: 'users.see',
    says: 'Where a user is signed in.',
    params: ById,
    answers: { 200: Sessions },
  },
  'DELETE /api/users/:id/sessions': {
    may: 'users.edit',
    says: 'Signs a user out everywhere.',
    params: ById,
    answers: { 200: z.object({ revoked: z.int() }) },
  },
  'GET /api/roles': {
    may: 'roles.see',
    says: 'Roles with their permissions.',
    answers: { 200: z.object({ items: z.array(Role) }) },
  },
  'POST /api/roles': { may: 'roles.edit', says: 'Creates a role.', body: CreateRole, answers: { 201: Role } },
  'GET /api/roles/:id': { may: 'roles.see', says: 'One role.', params: ById, answers: { 200: Role } },
  'PATCH /api/roles/:id': {
    may: 'roles.edit',
    says: 'Edits a role; everybody who has it feels it within a second.',
    params: ById,
    body: EditRole,
    answers: { 200: Role },
  },
  'DELETE /api/roles/:id': {
    may: 'roles.edit',
    says: 'Removes a role that nobody has.',
    params: ById,
    answers: { 204: null },
  },
  'GET /api/permissions': {
    may: 'signed-in',
    says: 'Every permission there is, in words.',
    answers: { 200: z.object({ items: z.array(z.object({ name: z.string(), es: z.string(), en: z.string() })) }) },
  },
  'GET /api/api-keys': {
    may: 'api_keys.edit',
    says: 'Keys of programs; the keys themselves are not kept.',
    answers: { 200: z.object({ items: z.array(ApiKey) }) },
  },
  'POST /api/api-keys': {
    may: 'api_keys.edit',
    says: 'Makes a key for a program; shown once.',
    body: z.strictObject({
      name: line(80),
      permissions: z.array(PermissionName).min(1).max(200),
      store_ids: Places.optional(),
      warehouse_ids: Places.optional(),
      expires_at: Instant.optional(),
    }),
    answers: { 201: z.object({ api_key: ApiKey, secret: z.string() }) },
    keyless: true,
  },
  'DELETE /api/api-keys/:id': {
    may: 'api_keys.edit',
    says: 'Revokes a key at once.',
    params: ById,
    answers: { 204: null },
  },
})
