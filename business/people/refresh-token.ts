import { createHmac, timingSafeEqual } from 'node:crypto'

/** A lost answer is forgiven this long: the same device gets the same successor once more (S8). */
export const GRACE_MS = 10_000
const DAY_MS = 86_400_000
/** A refresh token lives a week, renewed by each use; a session ends after a month however busy (ASVS 7.3.2). */
const REFRESH_MS = 7 * DAY_MS
const SESSION_MS = 30 * DAY_MS

export const REFRESH_SECONDS = REFRESH_MS / 1000

/** The refresh token of a session's generation. It can be computed again, so nothing secret is kept (S8). */
export function refreshToken(key: Uint8Array, session: { id: string; seed: Buffer }, generation: number): string {
  return `${session.id}.${generation}.${digest(key, session, generation).toString('base64url')}`
}

/** What a refresh token claims to be; null when it is not even shaped like one. */
export function parseRefresh(token: string): { session_id: string; generation: number } | null {
  const [, session_id, generation] = /^([0-9a-f-]{36})\.(\d{1,9})\.[\w-]{43}$/.exec(token) ?? []
  return session_id === undefined || generation === undefined ? null : { session_id, generation: Number(generation) }
}

export function isGenuine(key: Uint8Array, session: { id: string; seed: Buffer }, token: string): boolean {
  const parsed = parseRefresh(token)
  if (parsed === null) return false
  const given = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url')
  const expected = digest(key, session, parsed.generation)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function digest(key: Uint8Array, { id, seed }: { id: string; seed: Buffer }, generation: number): Buffer {
  return createHmac('sha256', key).update(seed).update(`${id}.${generation}`).digest()
}

interface Rotation {
  generation: number
  rotated_at: string
  ip: string
  agent: string
}

/**
 * What a genuine token of a living session deserves: a successor, the same successor again (the last answer was lost
 * on the way to the same device), or the end of the whole session, because two parties hold it.
 */
export function judgeRefresh(
  session: Rotation,
  given: { generation: number; ip: string; agent: string },
  at: Date,
): 'rotate' | 'repeat' | 'reuse' {
  if (given.generation === session.generation) return 'rotate'
  const isLast = given.generation === session.generation - 1
  const isRecent = at.getTime() - new Date(session.rotated_at).getTime() <= GRACE_MS
  const isSameDevice = given.ip === session.ip && given.agent === session.agent
  return isLast && isRecent && isSameDevice ? 'repeat' : 'reuse'
}

export function sessionEnd(created_at: Date, at: Date): Date {
  return new Date(Math.min(at.getTime() + REFRESH_MS, created_at.getTime() + SESSION_MS))
}
