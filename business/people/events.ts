import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id } from '#platform/units'

const AboutUser = z.object({ user_id: Id })

export const userCreated = fact('user.created', AboutUser, { may: 'users.see' })
export const userChanged = fact('user.changed', AboutUser, { may: 'users.see' })
export const userDeactivated = fact('user.deactivated', AboutUser, { may: 'users.see' })
export const roleChanged = fact('role.changed', z.object({ role_id: Id }), { may: 'roles.see' })
export const sessionOpened = fact('session.opened', AboutUser.extend({ session_id: Id }), { may: 'users.see' })
export const sessionsEnded = fact('session.ended', AboutUser, { may: 'users.see' })
/** Somebody tries to get in by guessing, or holds a copy of a token. */
export const attackSuspected = fact('sign_in.attack_suspected', z.object({ what: z.string() }), { may: 'users.see' })
