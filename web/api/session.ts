import { call } from './call.ts'
import { type Session, setSession } from './session-store.ts'

/** Who is there and what they may do; throws a Problem with status 401 when nobody is signed in. */
export async function loadSession(): Promise<Session> {
  const [user, rights] = await Promise.all([call('GET /api/auth/profile'), call('GET /api/auth/profile/permissions')])
  const session = { user, permissions: new Set(rights.permissions), limits: rights.limits }
  setSession(session)
  return session
}

export async function signOut(): Promise<void> {
  await call('POST /api/auth/logout').catch(() => undefined)
  setSession(null)
}
