import type { FastifyInstance, FastifyRequest } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'
import { forceHttps } from './force-https.ts'
import { admitOrigins } from './other-origins.ts'

/** The page may load only what this server serves; nothing inline, no frames, no plug-ins (S38). */
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** On every answer, errors and files too (S39). */
export function securityHeaders(hsts_seconds: number): Record<string, string> {
  return {
    'content-security-policy': CONTENT_POLICY,
    'strict-transport-security': `max-age=${hsts_seconds}; includeSubDomains`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(self), serial=(self)',
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface SecurityOptions {
  hsts_seconds: number
  /** Host names this server answers for; null means any (a reverse proxy decides). */
  allowed_hosts: readonly string[] | null
  cookie_name: string
  /** Other web sites whose pages may call the API, without our cookie. */
  allowed_origins?: readonly string[]
  force_https?: boolean
  public_url?: string | undefined
}

export function guard(http: FastifyInstance, options: SecurityOptions): void {
  const headers = securityHeaders(options.hsts_seconds)
  http.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store')
    assertHost(request, options.allowed_hosts)
    if (!SAFE.has(request.method)) assertSameSite(request, options)
  })
  if (options.force_https) forceHttps(http, options.public_url)
  admitOrigins(http, options.allowed_origins ?? [])
}

/** A page that rebinds its own name to our address still sends that name (DNS rebinding). */
function assertHost(request: FastifyRequest, allowed: readonly string[] | null) {
  if (allowed === null) return
  const host = (request.host ?? '').toLowerCase()
  const name = host.replace(/:\d+$/, '')
  if (!allowed.includes(name) && !allowed.includes(host)) throw platformRefuse.misdirected()
}

/**
 * Cross-site forgery (S41): what carries our cookie must come from our own pages. Browsers say so in `Sec-Fetch-Site`
 * and `Origin`; a request with the cookie and neither header is refused. Bearer clients are not affected.
 */
function assertSameSite(request: FastifyRequest, { cookie_name, allowed_origins = [] }: SecurityOptions) {
  const carriesCookie = request.headers.cookie?.includes(`${cookie_name}=`) ?? false
  if (!carriesCookie && allowed_origins.includes(request.headers.origin ?? '')) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw platformRefuse.forbiddenOrigin()
  const origin = request.headers.origin
  if (origin !== undefined) {
    if (!isOwnOrigin(origin, request.host)) throw platformRefuse.forbiddenOrigin()
    return
  }
  if (carriesCookie && site === undefined) throw platformRefuse.forbiddenOrigin()
}

function isOwnOrigin(origin: string, host: string): boolean {
  try {
    const { host: given, protocol } = new URL(origin)
    // Parsing both drops a default port that only one of them names.
    return given === new URL(`${protocol}//${host}`).host
  } catch {
    return false
  }
}
