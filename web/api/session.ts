import { shopFormat } from '../ui/use-format.ts'
import { call } from './call.ts'
import type { AnswerOf } from './route-types.ts'
import { leaveSession, type Session, setSession } from './session-store.ts'

/** Who is there, what they may do, and how their business writes; a Problem with status 401 when nobody is signed in. */
export async function loadSession(): Promise<Session> {
  const [user, rights] = await Promise.all([call('GET /api/auth/profile'), call('GET /api/auth/profile/permissions')])
  const permissions = new Set(rights.permissions)
  const business = permissions.has('settings.see') ? await call('GET /api/settings') : null
  if (business) writeAs(business)
  const session = { user, permissions, limits: rights.limits, business }
  setSession(session)
  return session
}

/** Figures as the country of the business writes them, also when the reader's language is another one. */
export function writeAs({ country, currency, time_zone, amount_format }: AnswerOf<'GET /api/settings'>): void {
  const usesPoint = amount_format.decimal_mark === '.'
  shopFormat.set({ locale: `${usesPoint ? 'en' : 'es'}-${country}`, currency, time_zone, symbol: amount_format.symbol })
}

export async function signOut(): Promise<void> {
  leaveSession()
  await call('POST /api/auth/logout').catch(() => undefined)
}
