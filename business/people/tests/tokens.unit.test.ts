import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { readAccess, readSecondFactor, signAccess, signSecondFactor } from '../access-token.ts'
import { newApiKey, parseApiKey } from '../api-key.ts'
import { deriveKeys } from '../keys.ts'
import { isGenuine, judgeRefresh, parseRefresh, refreshToken, sessionEnd } from '../refresh-token.ts'
import { keyedDigest, seal, unseal } from '../secret-box.ts'
import { base32, codeAt, matchingStep, totpUri } from '../totp.ts'

const keys = deriveKeys({ jwt_signing_key: 'j'.repeat(40), session_secret: 's'.repeat(40) })
const user_id = '0198c0de-0000-7000-8000-000000000001'
const session_id = '0198c0de-0000-7000-8000-000000000002'
const now = new Date('2026-03-02T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

const forge = (header: object, claims: object) =>
  `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`

test('S2 no other algorithm, no signature, no changed bit', async () => {
  const token = await signAccess(keys.access, now, { user_id, session_id })
  expect(await readAccess(keys.access, now, token)).toEqual({ user_id, session_id })
  const [head = '', body = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())

  expect(await readAccess(keys.access, now, forge({ alg: 'none', typ: 'at+jwt', kid: 'v1' }, claims))).toBeNull()
  expect(await readAccess(keys.access, now, `${head}.${body}.`)).toBeNull()
  const other = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS512', typ: 'at+jwt', kid: 'v1' })
    .sign(randomBytes(64))
  expect(await readAccess(keys.access, now, other)).toBeNull()
  const bytes = Buffer.from(signature, 'base64url')
  for (const at of [0, 7, 31]) {
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at)
    expect(await readAccess(keys.access, now, `${head}.${body}.${flipped.toString('base64url')}`)).toBeNull()
  }
})

test('S3 a header that names another key is refused before anything is looked up', async () => {
  const claims = { sub: user_id, sid: session_id, iss: 'mostrador', aud: 'mostrador-api' }
  const headers: Record<string, unknown>[] = [
    { kid: '../../key' },
    { kid: "v1' or 1=1 --" },
    { jku: 'https://evil.example/keys', kid: 'v1' },
    { x5u: 'https://evil.example/cert', kid: 'v1' },
    { jwk: { kty: 'oct', k: 'AAAA' }, kid: 'v1' },
    { crit: ['exp'], kid: 'v1' },
  ]
  for (const extra of headers) {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ ...extra, alg: 'HS256', typ: 'at+jwt' })
      .setNotBefore(Math.floor(now.getTime() / 1000) - 5)
      .setExpirationTime(Math.floor(now.getTime() / 1000) + 60)
      .sign(keys.access)
      .catch(() => forge({ alg: 'HS256', typ: 'at+jwt', ...extra }, claims))
    expect([extra, await readAccess(keys.access, now, token)]).toEqual([extra, null])
  }
})

test('S4 a second-factor token or a refresh token is no access token', async () => {
  const mfa = await signSecondFactor(keys.second_factor, now, user_id)
  expect(await readSecondFactor(keys.second_factor, now, mfa)).toBe(user_id)
  expect(await readAccess(keys.access, now, mfa)).toBeNull()
  expect(await readAccess(keys.second_factor, now, mfa)).toBeNull()
  const access = await signAccess(keys.access, now, { user_id, session_id })
  expect(await readSecondFactor(keys.access, now, access)).toBeNull()
  const refresh = refreshToken(keys.refresh, { id: session_id, seed: randomBytes(32) }, 1)
  expect(await readAccess(keys.access, now, refresh)).toBeNull()
})

test('S5 issuer, audience, expiry and start are held to the second', async () => {
  const token = await signAccess(keys.access, now, { user_id, session_id })
  expect(await readAccess(keys.access, later(30 * 60 - 1), token)).not.toBeNull()
  expect(await readAccess(keys.access, later(30 * 60 + 1), token)).toBeNull()
  expect(await readAccess(keys.access, later(-300), token)).toBeNull()
  const foreign = async (iss: string, aud: string) =>
    new SignJWT({ sid: session_id })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'v1' })
      .setSubject(user_id)
      .setIssuer(iss)
      .setAudience(aud)
      .setNotBefore(Math.floor(now.getTime() / 1000))
      .setExpirationTime(Math.floor(now.getTime() / 1000) + 60)
      .sign(keys.access)
  expect(await readAccess(keys.access, now, await foreign('mostrador', 'mostrador-api'))).not.toBeNull()
  expect(await readAccess(keys.access, now, await foreign('other', 'mostrador-api'))).toBeNull()
  expect(await readAccess(keys.access, now, await foreign('mostrador', 'other'))).toBeNull()
})

test('S7, S8 the next generation rotates, the last one repeats briefly on its device, all else is reuse', () => {
  const session = { generation: 5, rotated_at: now.toISOString(), ip: '10.0.0.1', agent: 'till' }
  const from = (generation: number, ip = '10.0.0.1', agent = 'till') => ({ generation, ip, agent })
  expect(judgeRefresh(session, from(5, '10.9.9.9', 'phone'), later(600))).toBe('rotate')
  expect(judgeRefresh(session, from(4), later(10))).toBe('repeat')
  expect(judgeRefresh(session, from(4), later(11))).toBe('reuse')
  expect(judgeRefresh(session, from(4, '10.0.0.2'), later(1))).toBe('reuse')
  expect(judgeRefresh(session, from(4, '10.0.0.1', 'curl'), later(1))).toBe('reuse')
  expect(judgeRefresh(session, from(3), later(1))).toBe('reuse')
  expect(judgeRefresh(session, from(6), later(1))).toBe('reuse')
})

test('a refresh token is genuine only with its own session, seed, generation and key', () => {
  const session = { id: session_id, seed: randomBytes(32) }
  const token = refreshToken(keys.refresh, session, 3)
  expect(isGenuine(keys.refresh, session, token)).toBe(true)
  expect(parseRefresh(token)).toEqual({ session_id, generation: 3 })
  expect(isGenuine(keys.refresh, { ...session, seed: randomBytes(32) }, token)).toBe(false)
  expect(isGenuine(keys.pin, session, token)).toBe(false)
  expect(isGenuine(keys.refresh, session, token.replace('.3.', '.4.'))).toBe(false)
  expect(parseRefresh('nonsense')).toBeNull()
})

test('a session is renewed by use for a week at a time, and ends after a month', () => {
  const day = 86_400
  expect(sessionEnd(now, now)).toEqual(later(7 * day))
  expect(sessionEnd(now, later(6 * day))).toEqual(later(13 * day))
  expect(sessionEnd(now, later(28 * day))).toEqual(later(30 * day))
})

test('codes are those of RFC 6238, one step of drift, each step once', () => {
  const secret = Buffer.from('12345678901234567890')
  // RFC 6238 appendix B, the last six of its eight digits.
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ] as const) {
    expect(codeAt(secret, Math.floor(seconds / 30))).toBe(code)
  }
  const step = Math.floor(now.getTime() / 30_000)
  expect(matchingStep(secret, codeAt(secret, step), now, 0)).toBe(step)
  expect(matchingStep(secret, codeAt(secret, step - 1), now, 0)).toBe(step - 1)
  expect(matchingStep(secret, codeAt(secret, step + 1), now, 0)).toBe(step + 1)
  expect(matchingStep(secret, codeAt(secret, step - 2), now, 0)).toBeNull()
  expect(matchingStep(secret, codeAt(secret, step + 2), now, 0)).toBeNull()
  expect(matchingStep(secret, codeAt(secret, step), now, step)).toBeNull()
  expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect(totpUri(secret, { issuer: 'El Ñandú', account: 'a@b.cl' })).toMatch(
    /^otpauth:\/\/totp\/El%20%C3%91and%C3%BA:a%40b\.cl\?secret=GEZD/,
  )
})

test('a sealed secret opens only in its own row', () => {
  const box = seal(keys.totp, Buffer.from('secret'), user_id)
  expect(unseal(keys.totp, box, user_id).toString()).toBe('secret')
  expect(() => unseal(keys.totp, box, session_id)).toThrow()
  expect(() => unseal(keys.pin, box, user_id)).toThrow()
  expect(keyedDigest(keys.pin, '502816').equals(keyedDigest(keys.totp, '502816'))).toBe(false)
})

test('an API key names its row and proves itself by a digest', () => {
  const made = newApiKey(session_id)
  expect(parseApiKey(made.text)).toEqual({ id: session_id, hash: made.hash })
  expect(parseApiKey('mk_nonsense')).toBeNull()
})

test('a token holds for a clock that is five seconds behind, and not six', async () => {
  const token = await signAccess(keys.access, now, { user_id, session_id })
  expect(await readAccess(keys.access, later(-6), token)).toBeNull()
  expect(await readAccess(keys.access, later(-5), token)).toEqual({ user_id, session_id })
  expect(await readAccess(keys.access, later(-6), token)).toBeNull()
})
