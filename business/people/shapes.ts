/** The small types that the routes of this module share. Loads in a browser: no Node, no database. */
import { z } from 'zod'
import { BasisPoints, Email, Id, line, paragraph } from '#platform/units'

/** Longer is refused before any hashing, so that nobody can keep the processor busy with it (S15). */
export const PASSWORD_MAX = 256

/** Any text a person can type; what makes it good enough is judged by password-rules.ts, which knows the person. */
export const Password = z
  .string()
  .min(1)
  .max(4 * PASSWORD_MAX)
  .refine((text) => [...text].length <= PASSWORD_MAX, { error: 'password.too_long' })

export const Pin = z.string().regex(/^\d{6,8}$/, { error: 'pin.form' })
export const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z -]{6,24}$/, { error: 'code.form' })
/** `token` asks for tokens in the body; without it a browser gets cookies only. */
export const Grant = z.enum(['cookie', 'token'])
/** Where somebody works; null means everywhere. */
export const Places = z.array(Id).min(1).max(200).nullable()
export const PermissionName = z.string().regex(/^[a-z_]+\.[a-z_]+$/)
export const RoleKey = z.string().regex(/^[a-z][a-z0-9_-]{1,39}$/)

export const Phone = line(40)
export const FullName = line(120)

export const SignedInUser = z.object({
  id: z.string(),
  email: z.string(),
  full_name: z.string(),
  role: z.string(),
  must_change_password: z.boolean(),
})

export const SignedIn = z.object({
  message: z.string(),
  user: SignedInUser,
  /** Absent for browsers: their session is a cookie that scripts cannot read. */
  tokens: z.object({ access: z.string(), refresh: z.string(), expires_in: z.int() }).optional(),
})
export type SignedIn = z.infer<typeof SignedIn>

/** The password was right; a code of the authenticator app must follow within five minutes. */
export const SecondFactorNeeded = z.object({ mfa_required: z.literal(true), mfa_token: z.string() })

export const Profile = SignedInUser.extend({
  role_title: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  position: z.string().nullable(),
  notes: z.string().nullable(),
  avatar_file_id: z.string().nullable(),
  store_ids: z.array(z.string()).nullable(),
  warehouse_ids: z.array(z.string()).nullable(),
  has_totp: z.boolean(),
  has_pin: z.boolean(),
  session_id: z.string().nullable(),
  created_at: z.string(),
})
export type Profile = z.infer<typeof Profile>

/** Role, state and e-mail are not here: nobody promotes themselves (S28). */
export const EditProfile = z.strictObject({
  full_name: FullName.optional(),
  phone: Phone.nullable().optional(),
  company: line(120).nullable().optional(),
  position: line(120).nullable().optional(),
  notes: paragraph(2000).nullable().optional(),
  avatar_file_id: Id.nullable().optional(),
})
export type EditProfile = z.infer<typeof EditProfile>

export const Session = z.object({
  id: z.string(),
  ip: z.string(),
  agent: z.string(),
  created_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string(),
  is_current: z.boolean(),
})
export const Sessions = z.object({ items: z.array(Session) })

export const UserState = z.enum(['active', 'invited', 'inactive'])
export const User = z.object({
  id: z.string(),
  email: z.string(),
  full_name: z.string(),
  phone: z.string().nullable(),
  position: z.string().nullable(),
  role_id: z.string(),
  role: z.string(),
  is_admin: z.boolean(),
  store_ids: z.array(z.string()).nullable(),
  warehouse_ids: z.array(z.string()).nullable(),
  state: UserState,
  must_change_password: z.boolean(),
  has_totp: z.boolean(),
  last_signed_in_at: z.string().nullable(),
  created_at: z.string(),
  version: z.int(),
})
export type User = z.infer<typeof User>

export const CreateUser = z.strictObject({
  id: Id.optional(),
  email: Email,
  full_name: FullName,
  phone: Phone.nullable().optional(),
  position: line(120).nullable().optional(),
  role_id: Id,
  store_ids: Places.optional(),
  warehouse_ids: Places.optional(),
  /** How the person gets the first password: shown once to the creator, or chosen by link from an e-mail. */
  entry: z.enum(['temporary_password', 'invitation']).default('temporary_password'),
})
export type CreateUser = z.infer<typeof CreateUser>

export const EditUser = z.strictObject({
  email: Email.optional(),
  full_name: FullName.optional(),
  phone: Phone.nullable().optional(),
  position: line(120).nullable().optional(),
  role_id: Id.optional(),
  store_ids: Places.optional(),
  warehouse_ids: Places.optional(),
})
export type EditUser = z.infer<typeof EditUser>

/** Shown once: only its hash is kept. */
export const CreatedUser = z.object({ user: User, temporary_password: z.string().nullable() })

export const Role = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  starting: z.boolean(),
  is_admin: z.boolean(),
  is_edited: z.boolean(),
  permissions: z.array(z.string()),
  permission_count: z.int(),
  user_count: z.int(),
  discount_basis_points: z.int(),
  version: z.int(),
})
export type Role = z.infer<typeof Role>

export const CreateRole = z.strictObject({
  id: Id.optional(),
  name: RoleKey,
  title: line(80).nullable().optional(),
  permissions: z.array(PermissionName).max(500),
  discount_basis_points: BasisPoints.default(0),
})
export type CreateRole = z.infer<typeof CreateRole>

/** What is not named stays as it is: a default would be a change that nobody asked for. */
export const EditRole = CreateRole.omit({ id: true, name: true })
  .partial()
  .extend({ discount_basis_points: BasisPoints.optional() })
export type EditRole = z.infer<typeof EditRole>

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  permissions: z.array(z.string()),
  store_ids: z.array(z.string()).nullable(),
  warehouse_ids: z.array(z.string()).nullable(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
})
