import { z } from 'zod'
import { contract } from '#platform/contract'
import { Email } from '#platform/units'
import { Setup, SetupState } from './setup-shapes.ts'
import { Code, Grant, Password, SecondFactorNeeded, SignedIn } from './shapes.ts'

const ByToken = z.object({ token: z.string().max(200) })

/** Signing in and out. Answers carry secrets or must count failures, so none of them is kept for replays. */
export const signInContract = contract({
  'GET /api/setup': {
    may: 'public',
    says: 'Tells whether the first-run wizard is needed, and what it may offer.',
    answers: { 200: SetupState },
  },
  'POST /api/setup': {
    may: 'before-setup',
    says: 'Makes the business, its first administrator, store, warehouse and till. Exactly one call ever wins.',
    body: Setup,
    answers: { 201: SignedIn },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/login': {
    may: 'public',
    says: 'Signs in with e-mail and password; 202 asks for the second factor.',
    body: z.strictObject({ email: Email, password: Password, grant: Grant.optional() }),
    answers: { 200: SignedIn, 202: SecondFactorNeeded },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/login/totp': {
    may: 'public',
    says: 'Finishes a sign-in with a code of the authenticator app or a recovery code.',
    body: z.strictObject({ mfa_token: z.string().max(2000), code: Code, grant: Grant.optional() }),
    answers: { 200: SignedIn },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/demo': {
    may: 'public',
    says: 'Enters a demo as a role with one click; only from the machine itself.',
    body: z.strictObject({ role: z.string().max(40), grant: Grant.optional() }),
    answers: { 200: SignedIn },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/refresh': {
    may: 'public',
    says: 'Exchanges the refresh token for a new pair; the old one dies.',
    body: z.strictObject({ refresh: z.string().max(500).optional() }),
    answers: { 200: SignedIn },
    keyless: true,
  },
  'POST /api/auth/logout': {
    may: 'signed-in',
    says: 'Ends this session at once, in every process.',
    answers: { 204: null },
    keyless: true,
  },
  'POST /api/auth/register': {
    may: 'public',
    says: 'Opens a customer account where the business allows it; closed by default.',
    answers: { 201: null },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/reauthenticate': {
    may: 'signed-in',
    says: 'Proves again who is there, as changes of password, e-mail, second factor and keys demand.',
    body: z.strictObject({ password: Password, code: Code.optional() }),
    answers: { 204: null },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/password-resets': {
    may: 'public',
    says: 'Sends a link for a new password, if there is such a user; the answer never tells.',
    body: z.strictObject({ email: Email }),
    answers: { 202: z.object({ message: z.string() }) },
    limit: 'sign-in',
    keyless: true,
  },
  'POST /api/auth/password-resets/:token': {
    may: 'link',
    says: 'Sets a new password with the link of a reset or an invitation, once. It does not sign in.',
    params: ByToken,
    body: z.strictObject({ password: Password }),
    answers: { 204: null },
    limit: 'sign-in',
    keyless: true,
  },
})
