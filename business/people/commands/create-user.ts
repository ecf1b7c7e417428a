import { storesOf, warehousesOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { assertMail } from '#platform/mail/send-mail'
import { userCreated } from '../events.ts'
import { sendLink } from '../links.ts'
import { acceptPassword, hashOf } from '../password.ts'
import { roleById, roleByName } from '../queries/roles.ts'
import { userById } from '../queries/users.ts'
import { assertWithinOwn, type Reach, reaches } from '../rank.ts'
import { insertUser } from '../records/users.ts'
import { refuse } from '../refusals.ts'
import { newTypedSecret } from '../secret-box.ts'
import type { CreateUser, User } from '../shapes.ts'
import { businessName } from './change-password.ts'

/** 98 bits from clear characters: typed once from a screen or a slip of paper. */
export const newTemporaryPassword = () => newTypedSecret(5)

export interface Created {
  readonly user: User
  readonly temporary_password: string | null
}

/** Adds somebody to the shop: with a one-time password shown to the creator, or with an invitation by e-mail. */
export async function addUser(ctx: Ctx, input: CreateUser): Promise<Created> {
  const { id = newId(), email, full_name, phone = null, position = null, role_id, entry } = input
  if (entry === 'invitation') await assertMail(ctx)
  const places = { store_ids: input.store_ids ?? null, warehouse_ids: input.warehouse_ids ?? null }
  const temporary_password = entry === 'temporary_password' ? newTemporaryPassword() : null
  const password_hash = temporary_password === null ? null : await hashOf(ctx, temporary_password)

  const user = await transact(ctx, async (tx) => {
    await assertPlaces(tx, places)
    assertWithinOwn(tx, await roleById(tx, role_id))
    await insertUser(tx, {
      ...{ id, email, full_name, phone, position, role_id, ...places, password_hash },
      password_stands_alone: true,
      must_change_password: temporary_password !== null,
      is_demo: false,
    })
    if (entry === 'invitation') await sendLink(tx, { id, email, full_name }, 'invitation')
    return journal(tx, id)
  })
  return { user, temporary_password }
}

/** Places must exist and lie within the creator's own. */
export async function assertPlaces(ctx: Ctx, places: Reach): Promise<void> {
  if (!reaches(ctx.actor, places)) throw refuse.unknownPlace()
  const { store_ids, warehouse_ids } = places
  if (store_ids !== null) assertAll(store_ids, await storesOf(ctx))
  if (warehouse_ids !== null) assertAll(warehouse_ids, await warehousesOf(ctx))
}

function assertAll(ids: readonly string[], known: readonly { id: string }[]): void {
  const there = new Set(known.map(({ id }) => id))
  if (!ids.every((id) => there.has(id))) throw refuse.unknownPlace()
}

export interface GivenUser {
  readonly id?: string
  readonly email: string
  readonly full_name: string
  /** The name of a role, such as `cajero`. */
  readonly role: string
  readonly password: string
  readonly store_ids?: string[] | null
  readonly warehouse_ids?: string[] | null
  readonly is_demo?: boolean
}

/** A user with a known password: the first administrator, the people of a demo. Judges the password, not the caller. */
export async function createUser(tx: Tx, given: GivenUser): Promise<User> {
  const { id = newId(), email, full_name, store_ids = null, warehouse_ids = null, is_demo = false } = given
  const person = { email, full_name, has_totp: false }
  const password = await acceptPassword(tx, given.password, person, await businessName(tx))
  const role = await roleByName(tx, given.role)
  await insertUser(tx, {
    ...{ id, email, full_name, phone: null, position: null, role_id: role.id, store_ids, warehouse_ids, is_demo },
    password_hash: password.hash,
    password_stands_alone: password.stands_alone,
    must_change_password: false,
  })
  return journal(tx, id)
}

async function journal(tx: Tx, id: string): Promise<User> {
  const user = await userById(tx, id)
  tx.audit({ action: 'user.created', thing: 'user', thing_id: id, label: user.email, after: user })
  await tx.emit(userCreated({ user_id: id }))
  return user
}
