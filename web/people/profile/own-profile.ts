import type { AnswerOf } from '../../api/route-types.ts'
import { loadSession } from '../../api/session.ts'

export type Profile = AnswerOf<'GET /api/auth/profile'>

/** The head of every page also shows who is there, so both are asked again. */
export const refreshProfile = ['GET /api/auth/profile', 'GET /api/auth/sessions'] as const
export const reloadSession = (): void => void loadSession()
