import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assertStrong, loadSecrets } from '#platform/secrets'

let data_dir: string

beforeEach(() => {
  data_dir = mkdtempSync(join(tmpdir(), 'mostrador-secrets-'))
})

afterEach(() => rmSync(data_dir, { recursive: true, force: true }))

const load = (given: { jwt_signing_key?: string; session_secret?: string } = {}) =>
  loadSecrets({ data_dir, jwt_signing_key: undefined, session_secret: undefined, ...given })
const file = () => join(data_dir, 'secrets', 'jwt-signing-key')

test('S72: the first run makes keys that only we can read, and later runs keep them', () => {
  const first = load()

  expect(load()).toEqual(first)
  expect(new Set(Object.values(first)).size).toBe(3)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(statSync(join(data_dir, 'secrets')).mode & 0o777).toBe(0o700)
})

test('S72: a key that other users can read is refused, with the command that mends it', () => {
  load()
  chmodSync(file(), 0o644)

  expect(load).toThrow(/chmod 600 .*jwt-signing-key/)
})

test.each([
  ['too short', 'abc123'],
  ['all zero', '0'.repeat(64)],
  ['published by a predecessor', 'django-insecure-9f8a7b6c5d4e3f2a1b0c9d8e'],
  ['an example', 'your-secret-key-goes-here-0123456789abcdef'],
])('S72: a key that is %s is refused', (_why, key) => {
  expect(() => assertStrong('JWT_SIGNING_KEY', key)).toThrow(/JWT_SIGNING_KEY/)
  expect(() => load({ jwt_signing_key: key })).toThrow(/JWT_SIGNING_KEY/)
})

test('S72: a weak key in the file is refused too', () => {
  load()
  writeFileSync(file(), 'secret\n')

  expect(load).toThrow(/fewer than 32/)
})
