import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { ownSession } from '../as-person.ts'
import { userChanged } from '../events.ts'
import { profileOf } from '../queries/users.ts'
import { updateUser } from '../records/users.ts'
import type { EditProfile, Profile } from '../shapes.ts'

/** Edits what is one's own to say: name, telephone, picture. */
export async function editProfile(ctx: Ctx, input: EditProfile): Promise<Profile> {
  const { user_id } = ownSession(ctx)
  return transact(ctx, async (tx) => {
    const before = await profileOf(tx, user_id)
    await updateUser(tx, user_id, given(input))
    const after = await profileOf(tx, user_id)
    tx.audit({ action: 'profile.changed', thing: 'user', thing_id: user_id, label: after.email, before, after })
    await tx.emit(userChanged({ user_id }))
    return after
  })
}
