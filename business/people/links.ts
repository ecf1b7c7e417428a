import type { Ctx, Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { businessName } from './commands/change-password.ts'
import { invitationLetter, resetLetter } from './letters.ts'
import { post } from './mail.ts'
import { insertLink } from './records/once.ts'
import { newSecret, plainDigest } from './secret-box.ts'
import { servicesOf } from './services.ts'

const HOUR_MS = 3_600_000
const life_ms = { password_reset: HOUR_MS, invitation: 72 * HOUR_MS }

export type Purpose = keyof typeof life_ms

/** A path of this shop as somebody outside opens it, for letters. */
export const publicAddress = (ctx: Ctx, path: string): string =>
  `${servicesOf(ctx).public_url.replace(/\/$/, '')}${path}`

/** Sends somebody a link with which to choose a password. Only its digest is kept; its host is a setting (S17). */
export async function sendLink(
  tx: Tx,
  to: { id: string; email: string; full_name: string },
  purpose: Purpose,
): Promise<void> {
  const secret = newSecret()
  const expires_at = new Date(tx.now().getTime() + life_ms[purpose])
  await insertLink(tx, { id: newId(), user_id: to.id, purpose, hash: plainDigest(secret), expires_at })
  const link = publicAddress(tx, `/clave/${secret}`)
  const letter = purpose === 'invitation' ? invitationLetter : resetLetter
  await post(tx, to.email, letter(to.full_name, (await businessName(tx)) ?? 'Mostrador', link))
}
