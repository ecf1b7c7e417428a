import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configTable, readCommand, readConfig, transportRule } from '#platform/config'
import { settings } from '#platform/settings'
import { StartProblem } from '#platform/start-problem'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mostrador-config-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The Spanish sentence with which a start is refused. */
function refusal(argv: string[], env: Record<string, string> = {}): string {
  try {
    readConfig(argv, env)
  } catch (error) {
    if (error instanceof StartProblem) return error.sentences.es
    throw error
  }
  return ''
}

test('with nothing said, it answers on loopback port 3000 in Spanish', () => {
  expect(readConfig([], {})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    language: 'es',
    demo: undefined,
    allowed_hosts: [],
    force_https: false,
    password_length_min: 15,
  })
})

test('an option goes before its variable', () => {
  expect(readConfig(['--port', '8080'], { PORT: '9090', LOG_LEVEL: 'warn' })).toMatchObject({
    port: 8080,
    log_level: 'warn',
  })
  expect(readConfig(['--port=8081'], {}).port).toBe(8081)
})

test('an empty variable means that it is not set', () => {
  expect(readConfig([], { PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, database_url: undefined })
})

test('every wrong value is named at once, with what to write instead', () => {
  const sentence = refusal(['--port', 'abc'], { LOG_LEVEL: 'loud', TRUSTED_PROXIES: '10.0.0.0/99' })

  expect(sentence).toContain('PORT «abc» no sirve: escribe un número de 0 a 65535.')
  expect(sentence).toContain('LOG_LEVEL «loud»')
  expect(sentence).toContain('TRUSTED_PROXIES «10.0.0.0/99»')
})

test('an unknown option, a missing value and half a pair are refused', () => {
  expect(refusal(['--prot', '1'])).toContain('No existe la opción --prot')
  expect(refusal(['--demo'])).toContain('A --demo le falta su valor')
  expect(refusal([], { MOSTRADOR_ADMIN_EMAIL: 'ana@tienda.cl' })).toContain('MOSTRADOR_ADMIN_PASSWORD van juntas')
  expect(refusal([], { TLS_CERT_FILE: '/c.pem' })).toContain('TLS_KEY_FILE van juntas')
  expect(refusal([], { DATABASE_OWNER_URL: 'postgresql://a@b/c' })).toContain('exige DATABASE_URL')
})

test('a command keeps its own words', () => {
  expect(readCommand(['products.csv', '--data', folder, '--dry-run'], {})).toMatchObject({
    config: { data_dir: folder },
    own: ['products.csv', '--dry-run'],
  })
})

describe('secrets', () => {
  test('come from a file when the variable ends in _FILE', () => {
    const file = join(folder, 'url')
    writeFileSync(file, 'postgresql://shop:pass@db/shop\n')

    expect(readConfig([], { DATABASE_URL_FILE: file }).database_url).toBe('postgresql://shop:pass@db/shop')
    expect(refusal([], { DATABASE_URL_FILE: join(folder, 'absent') })).toContain('DATABASE_URL_FILE: no se puede leer')
    expect(refusal([], { DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://a@b/c' })).toContain('están las dos')
  })

  test('are never repeated in a message', () => {
    expect(refusal([], { DATABASE_URL: 'mysql://shop:hunter2@db/shop' })).not.toContain('hunter2')
  })

  test('have no option, because every user of the machine sees the options of a process', () => {
    const withOption = Object.values(settings).filter(({ secret, flag }) => secret && flag !== '')
    expect(withOption).toEqual([])
  })
})

test.each([
  [{ host: '127.0.0.1' }, 'loopback'],
  [{ host: 'localhost' }, 'loopback'],
  [{ host: '0.0.0.0' }, 'explain'],
  [{ host: '0.0.0.0', trusted_proxies: ['10.0.0.1'] }, 'proxy'],
  [{ host: '0.0.0.0', tls_cert_file: '/c.pem' }, 'tls'],
])('transport of %j: %s', (config, rule) => {
  expect(transportRule({ tls_cert_file: undefined, trusted_proxies: [], ...config })).toBe(rule)
})

test('the help is printed by plain JavaScript, before anything is installed, and names every setting', () => {
  const help = execFileSync(process.execPath, ['bin/start.mjs', '--help'], { encoding: 'utf8' })
  for (const { env } of Object.values(settings)) expect(help).toContain(env)
})

test.runIf(existsSync('README.md'))('the README shows every setting', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(configTable())
})
