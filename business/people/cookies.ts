import type { FastifyReply, FastifyRequest } from 'fastify'
import { REFRESH_SECONDS } from './refresh-token.ts'

/** Cookies that only this host reads, only over HTTPS (or loopback), never by scripts, never from another site (S20). */
export const SESSION_COOKIE = '__Host-session'
const REFRESH_COOKIE = '__Host-refresh'
/** Says nothing but "a browser that was here before". */
const DEVICE_COOKIE = '__Host-device'
const DEVICE_SECONDS = 400 * 86_400

const flags = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

export interface Tokens {
  readonly access: string
  readonly refresh: string
}

/** Both last as long as the refresh token: what they are worth is judged by the server. */
export function setSessionCookies(reply: FastifyReply, { access, refresh }: Tokens): void {
  reply.setCookie(SESSION_COOKIE, access, { ...flags, maxAge: REFRESH_SECONDS })
  reply.setCookie(REFRESH_COOKIE, refresh, { ...flags, maxAge: REFRESH_SECONDS })
}

export function clearSessionCookies(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, flags)
  reply.clearCookie(REFRESH_COOKIE, flags)
}

export function setDeviceCookie(reply: FastifyReply, device_id: string): void {
  reply.setCookie(DEVICE_COOKIE, device_id, { ...flags, maxAge: DEVICE_SECONDS })
}

export const sessionCookie = (request: FastifyRequest) => request.cookies[SESSION_COOKIE]
export const refreshCookie = (request: FastifyRequest) => request.cookies[REFRESH_COOKIE]

export function deviceCookie(request: FastifyRequest): string | null {
  const id = request.cookies[DEVICE_COOKIE]
  return id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null
}

/** Browsers name the page they come from; what does not is a program and is given tokens. */
export function wantsTokens(request: FastifyRequest, grant: 'cookie' | 'token' | undefined): boolean {
  if (grant !== undefined) return grant === 'token'
  return request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined
}

/** The peer of the socket itself, whatever a proxy claims: one-click entry is for the machine's own screen. */
export function isOnThisMachine(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? ''
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(peer)
  return isLoopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined
}
