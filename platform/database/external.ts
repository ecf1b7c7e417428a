import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { escapeIdentifier, escapeLiteral } from 'pg'
import { StartProblem } from '../start-problem.ts'
import { ensureRole, withClient } from './embedded/roles.ts'
import { unsafeSettings } from './safety.ts'

export type ExternalDatabase = {
  /** The role that owns the tables and runs migrations. */
  readonly owner_url: string
  /** The role that serves requests. */
  readonly app_url: string
  /** Its name, for the migrations' grants. */
  readonly app_role: string
  /** What is degraded, in sentences for the log and the health page; never a reason to refuse. */
  readonly warnings: readonly string[]
}

export type ExternalOptions = {
  readonly url: string
  /** Given: `url` is the serving role and this one the owner. Missing: `url` is the owner. */
  readonly owner_url?: string
  /** The password kept for mostrador_app, generated at the first run. */
  readonly app_password: string
}

const oldestVersion = 150_000

/** Checks an existing PostgreSQL and sees to it that requests are served by a role without power, where it may. */
export async function prepareExternal({ url, owner_url, app_password }: ExternalOptions): Promise<ExternalDatabase> {
  const owner = owner_url ?? url
  return withClient(owner, async (client) => {
    await assertVersion(client)
    const warnings = (await unsafeSettings(client)).map(
      (setting) => `The database runs with ${setting}: a power cut may lose or spoil sales that were acknowledged.`,
    )
    if (owner_url !== undefined) return { owner_url, app_url: url, app_role: userOf(url), warnings }
    const app_url = await servingRole(client, url, app_password)
    if (app_url !== undefined) return { owner_url: url, app_url, app_role: 'mostrador_app', warnings }
    const sentence =
      'Requests are served by the role that owns the tables, because mostrador_app could not be made or used; name it with DATABASE_OWNER_URL.'
    return { owner_url: url, app_url: url, app_role: userOf(url), warnings: [...warnings, sentence] }
  })
}

/** The tests' roles on an external server; its superuser gives them a password of this run. */
export async function ensureExternalRoles(superuser_url: string): Promise<{ owner_url: string; app_url: string }> {
  const password = randomBytes(16).toString('hex')
  return withClient(superuser_url, async (client) => {
    for (const role of ['mostrador_app', 'mostrador_owner']) {
      await ensureRole(client, role, password)
      await client.query(`alter role ${role} password ${escapeLiteral(password)}`)
    }
    await client.query('grant mostrador_app to mostrador_owner')
    return {
      owner_url: signedInAs(superuser_url, 'mostrador_owner', password),
      app_url: signedInAs(superuser_url, 'mostrador_app', password),
    }
  })
}

async function assertVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  )
  const { number = 0, version = '?' } = rows[0] ?? {}
  if (number >= oldestVersion) return
  throw new StartProblem('database_too_old', {
    es: `El PostgreSQL de DATABASE_URL es la versión ${version}; Mostrador necesita la 15 o posterior.`,
    en: `The PostgreSQL of DATABASE_URL is version ${version}; Mostrador needs 15 or later.`,
  })
}

/** Makes mostrador_app, or uses the one made by an earlier run; undefined when this role has no right to. */
async function servingRole(client: Client, url: string, password: string): Promise<string | undefined> {
  const app_url = signedInAs(url, 'mostrador_app', password)
  if (await signsIn(app_url)) return app_url
  try {
    await ensureRole(client, 'mostrador_app', password)
    await client.query(`grant mostrador_app to ${escapeIdentifier(userOf(url))}`)
  } catch {
    // Many hosted databases give one role only; the caller says so.
  }
  return (await signsIn(app_url)) ? app_url : undefined
}

async function signsIn(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'))
    return true
  } catch {
    return false
  }
}

const userOf = (url: string) => decodeURIComponent(new URL(url).username)

function signedInAs(url: string, user: string, password: string): string {
  const address = new URL(url)
  address.username = user
  address.password = password
  return address.toString()
}
