import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { Id } from '#platform/units'

export const ACCESS_SECONDS = 30 * 60
const SECOND_FACTOR_SECONDS = 5 * 60
/** Another server's clock may run a little behind the one that signed. */
const SKEW_SECONDS = 5

const ISSUER = 'mostrador'
const KID = 'v1'

const AccessClaims = z.object({ sub: Id, sid: Id, nbf: z.number(), exp: z.number() })
const SecondFactorClaims = z.object({ sub: Id })

type Kind = { typ: string; audience: string; seconds: number }
const access: Kind = { typ: 'at+jwt', audience: 'mostrador-api', seconds: ACCESS_SECONDS }
const secondFactor: Kind = { typ: 'mfa+jwt', audience: 'mostrador-second-factor', seconds: SECOND_FACTOR_SECONDS }

/** Says who is there and by which session; what they may do is looked up at each request, never carried. */
export function signAccess(
  key: Uint8Array,
  at: Date,
  claims: { user_id: string; session_id: string },
): Promise<string> {
  return sign(key, access, at, claims.user_id, { sid: claims.session_id })
}

/** Who a token names. Its signature is checked once; whether it holds now, and whether the session lives, each time. */
export async function readAccess(key: Uint8Array, at: Date, token: string) {
  const now = at.getTime() / 1000
  const known = verified.get(key)?.get(token)
  if (known && known.nbf <= now && now < known.exp) return known.who
  const claims = AccessClaims.safeParse(await read(key, access, at, token))
  if (!claims.success) return null
  const { sub, sid, nbf, exp } = claims.data
  const who = { user_id: sub, session_id: sid }
  keepVerified(key, token, { who, nbf, exp })
  return who
}

interface Verified {
  readonly who: { readonly user_id: string; readonly session_id: string }
  readonly nbf: number
  readonly exp: number
}

const VERIFIED_MAX = 10_000
/** Tokens whose signature was found good, by the key that signed them: checking one costs more than the rest of a request. */
const verified = new WeakMap<Uint8Array, Map<string, Verified>>()

function keepVerified(key: Uint8Array, token: string, found: Verified): void {
  const tokens = verified.get(key) ?? new Map<string, Verified>()
  verified.set(key, tokens)
  if (tokens.size >= VERIFIED_MAX) tokens.clear()
  tokens.set(token, found)
}

/** The password was right; worth nothing without a code. */
export function signSecondFactor(key: Uint8Array, at: Date, user_id: string): Promise<string> {
  return sign(key, secondFactor, at, user_id, {})
}

export async function readSecondFactor(key: Uint8Array, at: Date, token: string): Promise<string | null> {
  const claims = SecondFactorClaims.safeParse(await read(key, secondFactor, at, token))
  return claims.success ? claims.data.sub : null
}

function sign(key: Uint8Array, kind: Kind, at: Date, subject: string, claims: Record<string, string>) {
  const now = Math.floor(at.getTime() / 1000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: kind.typ, kid: KID })
    .setIssuer(ISSUER)
    .setAudience(kind.audience)
    .setSubject(subject)
    .setIssuedAt(now)
    .setNotBefore(now - SKEW_SECONDS)
    .setExpirationTime(now + kind.seconds)
    .sign(key)
}

/** The claims of a token that is ours in every respect; null for anything else. Nothing in it names another key. */
async function read(key: Uint8Array, kind: Kind, at: Date, token: string): Promise<unknown> {
  try {
    const header = decodeProtectedHeader(token)
    if (Object.keys(header).sort().join() !== 'alg,kid,typ' || header.kid !== KID) return null
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      typ: kind.typ,
      issuer: ISSUER,
      audience: kind.audience,
      requiredClaims: ['sub', 'exp', 'nbf'],
      currentDate: at,
    })
    return payload
  } catch {
    // Whatever is wrong with it, the caller learns only that it is not a token of ours.
    return null
  }
}
