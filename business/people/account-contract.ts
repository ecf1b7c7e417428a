import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Id } from '#platform/units'
import { Code, EditProfile, Password, PermissionName, Pin, Profile, Sessions } from './shapes.ts'

/** One's own account. */
export const accountContract = contract({
  'GET /api/auth/profile': { may: 'signed-in', says: 'Own profile.', answers: { 200: Profile } },
  'PATCH /api/auth/profile': {
    may: 'signed-in',
    says: 'Edits the own profile; never role, state or permissions.',
    body: EditProfile,
    answers: { 200: Profile },
  },
  'GET /api/auth/profile/permissions': {
    may: 'signed-in',
    says: 'Own effective permissions, limits and places.',
    answers: {
      200: z.object({
        permissions: z.array(z.string()),
        limits: z.record(z.string(), z.int()),
        store_ids: z.array(z.string()).nullable(),
        warehouse_ids: z.array(z.string()).nullable(),
      }),
    },
  },
  'POST /api/auth/password': {
    may: 'signed-in',
    says: 'Changes the own password and ends every other session.',
    body: z.strictObject({ current_password: Password.optional(), new_password: Password }),
    answers: { 204: null },
    limit: 'sign-in',
    keyless: true,
  },
  'GET /api/auth/sessions': { may: 'signed-in', says: 'Own devices.', answers: { 200: Sessions } },
  'DELETE /api/auth/sessions/:id': {
    may: 'signed-in',
    says: 'Ends one of the own sessions.',
    params: ById,
    answers: { 204: null },
  },
  'POST /api/auth/sessions/revoke-others': {
    may: 'signed-in',
    says: 'Ends every own session but this one.',
    answers: { 200: z.object({ revoked: z.int() }) },
  },
  'POST /api/auth/totp': {
    may: 'signed-in',
    says: 'Begins the second factor: the secret to put into an authenticator app, and its QR code as a picture.',
    answers: { 200: z.object({ secret: z.string(), uri: z.string(), qr_svg: z.string() }) },
    keyless: true,
  },
  'POST /api/auth/totp/confirm': {
    may: 'signed-in',
    says: 'Switches the second factor on with a first code; shows the recovery codes once.',
    body: z.strictObject({ code: Code }),
    answers: { 200: z.object({ recovery_codes: z.array(z.string()) }) },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/totp/disable': {
    may: 'signed-in',
    says: 'Switches the second factor off.',
    answers: { 204: null },
    keyless: true,
  },
  'PUT /api/auth/pin': {
    may: 'approvals.give',
    says: 'Sets the own PIN for approvals at a register.',
    body: z.strictObject({ pin: Pin }),
    answers: { 204: null },
    limit: 'sign-in',
  },
  'DELETE /api/auth/pin': { may: 'signed-in', says: 'Removes the own PIN.', answers: { 204: null } },
  'POST /api/auth/approvals': {
    may: 'signed-in',
    says: 'A supervisor approves one act on one document with a PIN; good for two minutes, once.',
    body: z.strictObject({ pin: Pin, permission: PermissionName, document_id: Id }),
    answers: {
      201: z.object({ id: z.string(), authorised_by: z.string(), name: z.string(), expires_at: z.string() }),
    },
    limit: 'counter',
    keyless: true,
  },
})
