import type { FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'
import { type Answer, answer } from './serve.ts'

interface Versioned {
  readonly version: number
}

/** An answer that names the version it shows, so that an edit can say which one it started from. */
export function withETag<T extends Versioned>(body: T, options: { status?: number } = {}): Answer<T> {
  return answer(body, { ...options, headers: { etag: etagOf(body) } })
}

export const etagOf = ({ version }: Versioned): string => `"${version}"`

/** What `If-Match` asks for; null when the caller did not ask (or said `*`). */
export function wantedVersion(request: FastifyRequest): string | null {
  const header = request.headers['if-match']
  return header === undefined || header.trim() === '*' ? null : header.trim().replace(/^W\//, '')
}

/** Refuses an edit that started from another version than the current one, and shows the current one (412). */
export function assertVersion(wanted: string | null, current: Versioned): void {
  if (wanted !== null && wanted !== etagOf(current)) {
    throw platformRefuse.changed({}, { details: { current }, headers: { etag: etagOf(current) } })
  }
}
