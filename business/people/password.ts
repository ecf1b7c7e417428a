import type { Ctx } from '#platform/context'
import { calibrate, type HashCost, hashPassword, isPassword } from './password-hash.ts'
import { judgePassword, LENGTH_MIN_ALONE, LENGTH_MIN_WITH_TOTP, wordsAbout } from './password-rules.ts'
import { hashCost } from './queries/users.ts'
import { keepHashCost } from './records/once.ts'
import { refusePassword } from './refusals.ts'
import { newSecret } from './secret-box.ts'
import { type PeopleServices, servicesOf } from './services.ts'
import { PASSWORD_MAX } from './shapes.ts'

const costs = new WeakMap<PeopleServices, Promise<HashCost>>()
const decoys = new WeakMap<PeopleServices, Promise<string>>()

/** What a hash costs on this installation: given, or measured once and kept in the database for every process. */
export function costOf(ctx: Ctx): Promise<HashCost> {
  const services = servicesOf(ctx)
  const known = costs.get(services)
  if (known) return known
  const cost = services.hash_cost ? Promise.resolve(services.hash_cost) : measured(ctx)
  costs.set(services, cost)
  cost.catch(() => costs.delete(services))
  return cost
}

async function measured(ctx: Ctx): Promise<HashCost> {
  return (await hashCost(ctx)) ?? keepHashCost(ctx, await calibrate())
}

export async function hashOf(ctx: Ctx, password: string): Promise<string> {
  return hashPassword(password, await costOf(ctx))
}

/** Whether this is the password. Without a hash (no such user) it takes just as long and says no (S10). */
export async function isRight(ctx: Ctx, hash: string | null, password: string): Promise<boolean> {
  const right = await isPassword(hash ?? (await decoy(ctx)), password)
  return right && hash !== null
}

function decoy(ctx: Ctx): Promise<string> {
  const services = servicesOf(ctx)
  const known = decoys.get(services)
  if (known) return known
  const made = hashOf(ctx, newSecret())
  decoys.set(services, made)
  made.catch(() => decoys.delete(services))
  return made
}

interface Person {
  email: string
  full_name: string
  has_totp: boolean
}

/** The least length without a second factor; a business may ask for more. */
export const lengthMinAlone = (ctx: Ctx) => Math.max(LENGTH_MIN_ALONE, servicesOf(ctx).password_length_min ?? 0)

/** Refuses a password that is too short, too common or too close to its owner; returns it ready to be kept. */
export async function acceptPassword(ctx: Ctx, password: string, person: Person, business_name: string | null) {
  const length_min = person.has_totp ? LENGTH_MIN_WITH_TOTP : lengthMinAlone(ctx)
  const problem = judgePassword(password, { length_min, about: wordsAbout(person, business_name) })
  if (problem !== null) throw refusalFor(problem, length_min)
  return { hash: await hashOf(ctx, password), stands_alone: [...password].length >= lengthMinAlone(ctx) }
}

function refusalFor(problem: NonNullable<ReturnType<typeof judgePassword>>, length_min: number) {
  const extra = { errors: [{ path: 'password', code: `password.${problem}` }] }
  switch (problem) {
    case 'too_short':
      return refusePassword.tooShort({ length_min }, extra)
    case 'too_long':
      return refusePassword.tooLong({ length_max: PASSWORD_MAX }, extra)
    case 'common':
      return refusePassword.common({}, extra)
    case 'about_you':
      return refusePassword.aboutYou({}, extra)
    case 'repetitive':
      return refusePassword.repetitive({}, extra)
  }
}
