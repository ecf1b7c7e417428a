import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { problems } from './problems.ts'

/** The passwords of the database's three roles, generated at the first run and readable by our user only. */
export type Passwords = { readonly superuser: string; readonly owner: string; readonly app: string }

/** Reads the passwords, or makes them when there is no database yet. */
export function databasePasswords(data: string, clusterExists: boolean): Passwords {
  const folder = join(data, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const password = (role: string) => readOrMake(join(folder, `database-${role}`), clusterExists)
  return { superuser: password('superuser'), owner: password('owner'), app: password('app') }
}

function readOrMake(file: string, mustExist: boolean): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (mustExist) throw problems.noPassword(file)
  const password = randomBytes(32).toString('hex')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return password
}
