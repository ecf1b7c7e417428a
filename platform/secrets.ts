import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { inDataFolder } from './data-folder.ts'
import { StartProblem } from './start-problem.ts'
import type { Sentence } from './text.ts'

/** The keys that the program signs and seals with. */
export type Secrets = {
  readonly jwt_signing_key: string
  readonly session_secret: string
  /** The password of mostrador_app on an external database. */
  readonly database_app_password: string
}

type Given = Pick<Config, 'jwt_signing_key' | 'session_secret'>

const lengthMin = 32

// Keys that stand in the predecessors' published files and in countless tutorials: whoever knows them signs in as anyone.
const published = [
  'secret',
  'changeme',
  'change-me',
  'django-insecure',
  'your-secret-key',
  'your_secret_key',
  'password',
  'default',
  'example',
]

/** Takes the keys from the settings, or from the data folder, where the first run generates them. */
export function loadSecrets(config: Given & Pick<Config, 'data_dir'>): Secrets {
  return inDataFolder(config.data_dir, () => secretsIn(join(config.data_dir, 'secrets'), config))
}

function secretsIn(folder: string, config: Given): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    jwt_signing_key: secret(folder, 'jwt-signing-key', 'JWT_SIGNING_KEY', config.jwt_signing_key),
    session_secret: secret(folder, 'session-secret', 'SESSION_SECRET', config.session_secret),
    database_app_password: secret(folder, 'database-app', 'database-app', undefined),
  }
}

/** Refuses a key that others could guess or know. */
export function assertStrong(name: string, key: string): void {
  const plain = key.toLowerCase()
  if (key.length < lengthMin)
    throw weak(name, { es: `tiene menos de ${lengthMin} caracteres`, en: `has fewer than ${lengthMin} characters` })
  if (new Set(key).size < 8 || published.some((known) => plain.includes(known))) {
    throw weak(name, { es: 'es conocida o se adivina', en: 'is known or easily guessed' })
  }
}

function secret(folder: string, file: string, name: string, given: string | undefined): string {
  if (given !== undefined) {
    assertStrong(name, given)
    return given
  }
  const path = join(folder, file)
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  assertPrivate(path)
  const key = readFileSync(path, 'utf8').trim()
  assertStrong(path, key)
  return key
}

function assertPrivate(path: string): void {
  // Windows has no such bits: there the folder's own rights protect it.
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return
  throw new StartProblem('secret_readable', {
    es: `Otros usuarios de la máquina pueden leer ${path}. Ejecuta: chmod 600 ${path}`,
    en: `Other users of this machine can read ${path}. Run: chmod 600 ${path}`,
  })
}

const weak = (name: string, why: Sentence) =>
  new StartProblem('weak_secret', {
    es: `La clave ${name} ${why.es}. Borra ese ajuste y Mostrador genera una, o usa: openssl rand -hex 32`,
    en: `The key ${name} ${why.en}. Remove that setting and Mostrador generates one, or use: openssl rand -hex 32`,
  })
