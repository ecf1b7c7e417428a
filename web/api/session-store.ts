import { createStore, useStore } from '../ui/store.ts'
import type { AnswerOf } from './route-types.ts'

export type Session = {
  user: AnswerOf<'GET /api/auth/profile'>
  permissions: ReadonlySet<string>
  limits: Readonly<Record<string, number>>
  /** The business's settings; null for a role that may not see them. */
  business: AnswerOf<'GET /api/settings'> | null
}

const session = createStore<Session | null>(null)

let isLeaving = false

export const setSession = (next: Session): void => session.set(next)
/** Whether the end of the session should be answered by asking for the password in place. */
export const hasSession = (): boolean => session.get() !== null && !isLeaving
/** The page goes away with the session: it stays drawn until then, but asks for nothing any more. */
export const leaveSession = (): void => {
  isLeaving = true
}

/** The signed-in person. Only pages inside the shop call this, and the shop opens with a session. */
export function useSession(): Session {
  const now = useStore(session)
  if (!now) throw new Error('A page of the shop was shown without a session.')
  return now
}

/** const may = useMay(); may('orders.confirm') */
export function useMay(): (permission: string | undefined) => boolean {
  const now = useStore(session)
  return (permission) => permission === undefined || (now?.permissions.has(permission) ?? false)
}
