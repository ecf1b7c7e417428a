import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../platform/actor.ts'
import { readAccess, signAccess } from '../access-token.ts'
import { isEasyPin } from '../commands/approve.ts'
import { deriveKeys } from '../keys.ts'
import { calibrate, FLOOR, hashPassword, isPassword, needsRehash } from '../password-hash.ts'
import { judgePassword, wordsAbout } from '../password-rules.ts'
import { isWithin, reaches } from '../rank.ts'
import { isGenuine, judgeRefresh, parseRefresh, refreshToken, sessionEnd } from '../refresh-token.ts'
import { newSecret, newTypedSecret } from '../secret-box.ts'
import { codeAt, matchingStep, newTotpSecret } from '../totp.ts'

const keys = deriveKeys({ jwt_signing_key: 'j'.repeat(40), session_secret: 's'.repeat(40) })
const session_id = '0198c0de-0000-7000-8000-000000000002'
const user_id = '0198c0de-0000-7000-8000-000000000001'
const now = new Date('2026-03-02T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)

describe('nobody gives powers they do not have', () => {
  const person = (given: Partial<Actor> = {}): Actor => ({
    kind: 'person',
    id: user_id,
    name: 'Rosa',
    permissions: new Set(['users.see', 'users.edit']),
    store_ids: null,
    warehouse_ids: null,
    session_id: null,
    limits: { discount_basis_points: 500 },
    ...given,
  })
  const every = ['users.see', 'users.edit', 'roles.edit']
  const powers = (permissions: string[], discount_basis_points = 0, is_admin = false) => ({
    is_admin,
    permissions,
    discount_basis_points,
  })

  test('permissions and discount must all be one’s own; an administrator has every one', () => {
    expect(isWithin(person(), powers(['users.see']), every)).toBe(true)
    expect(isWithin(person(), powers(['users.see', 'roles.edit']), every)).toBe(false)
    expect(isWithin(person(), powers([], 500), every)).toBe(true)
    expect(isWithin(person(), powers([], 501), every)).toBe(false)
    expect(isWithin(person({ limits: {} }), powers([], 0), every)).toBe(true)
    expect(isWithin(person({ limits: {} }), powers([], 1), every)).toBe(false)
    expect(isWithin(person(), powers([], 0, true), every)).toBe(false)
    // What an administrator may give in discounts is not written in the role.
    expect(isWithin(person({ permissions: new Set(every), limits: {} }), powers([], 9_999, true), every)).toBe(true)
    expect(isWithin(person({ kind: 'system', permissions: new Set() }), powers([], 1, true), every)).toBe(true)
  })

  test('places must lie within one’s own, and everywhere is more than anywhere', () => {
    const local = person({ store_ids: ['a', 'b'], warehouse_ids: ['x'] })
    const of = (store_ids: string[] | null, warehouse_ids: string[] | null) =>
      reaches(local, { store_ids, warehouse_ids })
    expect(of(['a'], ['x'])).toBe(true)
    expect(of(['a', 'c'], ['x'])).toBe(false)
    expect(of(['a'], ['y'])).toBe(false)
    expect(of(null, ['x'])).toBe(false)
    expect(of(['a'], null)).toBe(false)
    expect(reaches(person(), { store_ids: null, warehouse_ids: ['y'] })).toBe(true)
  })
})

describe('a new password', () => {
  const judge = (password: string, about: string[] = [], length_min = 15) =>
    judgePassword(password, { length_min, about })

  test('is not a walk up or down, nor one piece over and over, nor few signs', () => {
    expect(judge('zyxwvutsrqponmlk')).toBe('repetitive')
    expect(judge('pqrstuvwxyz abcdef')).toBe('repetitive')
    expect(judge('gato7 gato7 gato7 ')).toBe('repetitive')
    expect(judge('abcdabcdabcdabcd')).toBe('repetitive')
    expect([judge('gatos tag sot gat'), judge('agtsoagsotagtos')]).toEqual([null, null])
    expect(judge('agtsagstagtsgat')).toBe('repetitive')
    expect(judge('ñuecjw ñuecjw quiltro')).toBeNull()
    expect(judge('gfhdgfhdgfhd5')).toBe('too_short')
  })

  test('has as many signs as asked for, however they are written, and not more than fit', () => {
    const long = Array.from({ length: 64 }, (_, n) => `ñ${n % 7}${'xkqj'[n % 4]}${'uaeo'[(n * 3) % 4]}`).join('')
    expect([...long]).toHaveLength(256)
    expect(judge(long)).toBeNull()
    expect(judge(`${long}z`)).toBe('too_long')
    expect(judge('ñandú ñandú ñan'.normalize('NFD'))).not.toBe('too_short')
    expect(judge('ñandú ñandú ña'.normalize('NFD'))).toBe('too_short')
  })

  test('is worth guessing beside the names that are known of its owner', () => {
    const about = wordsAbout({ email: 'rosa.paz@t.cl', full_name: 'Rosa Paz Soto' }, null)
    expect(about).toContain('rosa')
    expect(about).toContain('rosapaz')
    expect(about).toContain('mostrador')
    expect(about).not.toContain('paz')
    expect(about).not.toContain('')
    expect(judge('rosa querubín 99', about)).toBeNull()
    expect(judge('rosa querubí 999', about)).toBe('about_you')
    expect(wordsAbout({ email: 'a@b.cl', full_name: 'X' }, 'Ñuñoa & Cía')).toEqual(['nunoa', 'nunoacia', 'mostrador'])
  })
})

test('a hash costs what the machine can give in a moment, and never less than the floor', async () => {
  const cost = await calibrate()
  expect(cost.passes).toBeGreaterThanOrEqual(2)
  expect(cost.passes).toBeLessThanOrEqual(8)
  expect([FLOOR.memory_kib, 65_536]).toContain(cost.memory_kib)
  if (cost.memory_kib === FLOOR.memory_kib) expect(cost).toEqual({ memory_kib: 19_456, passes: 2 })
  const cheap = { memory_kib: 8_192, passes: 1 }
  const encoded = await hashPassword('pan con palta', cheap)
  expect([await isPassword(encoded, 'pan con palta'), await isPassword(encoded, 'pan con palto')]).toEqual([
    true,
    false,
  ])
  expect(needsRehash(encoded, cheap)).toBe(false)
  expect(needsRehash(encoded, { ...cheap, passes: 2 })).toBe(true)
  expect(needsRehash(encoded, { ...cheap, memory_kib: 8_193 })).toBe(true)
})

test('an access token is good from its start to its end, also when it was seen before', async () => {
  const token = await signAccess(keys.access, now, { user_id, session_id })
  const who = { user_id, session_id }
  const at = async (seconds: number) => (await readAccess(keys.access, later(seconds), token)) !== null
  expect(await readAccess(keys.access, now, token)).toEqual(who)
  expect([await at(-5), await at(-6), await at(1_799), await at(1_800)]).toEqual([true, false, true, false])
  const fresh = await signAccess(keys.access, later(1), { user_id, session_id })
  expect(await readAccess(keys.access, later(1_801), fresh)).toBeNull()
  expect(await readAccess(keys.second_factor, now, token)).toBeNull()
})

test('a refresh token is taken at the last moment of its grace, and the session ends at the month', () => {
  const session = { generation: 2, rotated_at: now.toISOString(), ip: '1', agent: 'a' }
  expect(judgeRefresh(session, { generation: 1, ip: '1', agent: 'a' }, later(10))).toBe('repeat')
  expect(judgeRefresh(session, { generation: 1, ip: '1', agent: 'a' }, later(10.001))).toBe('reuse')
  expect(sessionEnd(now, later(23 * 86_400))).toEqual(later(30 * 86_400))
  const seeded = { id: session_id, seed: Buffer.alloc(32, 7) }
  const token = refreshToken(keys.refresh, seeded, 12)
  expect(parseRefresh(token)).toEqual({ session_id, generation: 12 })
  expect(parseRefresh(`${token}x`)).toBeNull()
  expect(isGenuine(keys.refresh, seeded, 'nonsense')).toBe(false)
  expect(isGenuine(keys.refresh, seeded, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(false)
})

/** Letters before digits. */
const order = (sign: string) => sign.charCodeAt(0) + (/\d/.test(sign) ? 100 : 0)

test('secrets are long enough, and what is typed from paper has clear signs in groups of four', () => {
  expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32)
  expect(Buffer.from(newSecret(8), 'base64url')).toHaveLength(8)
  expect(newTotpSecret()).toHaveLength(20)
  const typed = Array.from({ length: 200 }, () => newTypedSecret(5))
  for (const one of typed) expect(one).toMatch(/^([A-HJKMNP-TV-Z2-9]{4}-){4}[A-HJKMNP-TV-Z2-9]{4}$/)
  const signs = new Set(typed.join('').replaceAll('-', ''))
  expect(signs.size).toBe(30)
  // No sign is likelier than another: of 256 bytes the last 16 would make the first sixteen signs likelier by a tenth.
  const many = newTypedSecret(10_000).replaceAll('-', '')
  const sixteen = new Set([...signs].sort((a, b) => order(a) - order(b)).slice(0, 16))
  const first = [...many].filter((sign) => sixteen.has(sign))
  expect(first.length / many.length).toBeLessThan(0.548)
  expect(new Set(typed).size).toBe(200)
})

test('a PIN of few digits or a walk is easy', () => {
  for (const pin of ['111111', '121212', '123456', '234567', '654321', '987654'])
    expect([pin, isEasyPin(pin)]).toEqual([pin, true])
  for (const pin of ['112311', '123457', '765430', '502816', '135790'])
    expect([pin, isEasyPin(pin)]).toEqual([pin, false])
})

test('of the steps a clock may be off, the earliest unused one is taken', () => {
  const secret = Buffer.alloc(20, 3)
  const step = Math.floor(now.getTime() / 30_000)
  expect(matchingStep(secret, codeAt(secret, step + 1), now, step)).toBe(step + 1)
  expect(matchingStep(secret, codeAt(secret, step - 1), now, step - 1)).toBeNull()
  expect(matchingStep(secret, '12345', now, 0)).toBeNull()
  expect(codeAt(secret, step)).toMatch(/^\d{6}$/)
})
