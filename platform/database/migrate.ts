import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runMigrations } from 'graphile-worker'
import { version } from 'graphile-worker/dist/version.js'
import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { StartProblem } from '../start-problem.ts'
import { withClient } from './embedded/roles.ts'

export type MigrateOptions = {
  readonly folder?: string
  /** The role that serves requests; the migrations call it mostrador_app. */
  readonly app_role?: string
}

type Migration = { readonly name: string; readonly text: string; readonly sha256: string }

// The same place from the source and, because the build copies it, from the compiled files.
const shippedFolder = fileURLToPath(new URL('../../db/migrations', import.meta.url))

// Any number will do, as long as every process that migrates this database takes the same one.
const lockKey = 7_245_118

/** Brings the database to the program's version: each new file in its own transaction, in order. Returns their names. */
export async function migrate(owner_url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? shippedFolder)
  const appRole = options.app_role ?? 'mostrador_app'
  return withClient(owner_url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await installJobs(client, owner_url, appRole)
    const pending = await pendingMigrations(client, migrations)
    for (const migration of pending) await apply(client, migration, appRole)
    return pending.map(({ name }) => name)
  })
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      // A checkout with Windows line ends is still the same migration.
      const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      return { name: file, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

async function pendingMigrations(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  await client.query('create schema if not exists platform')
  await client.query(`
    create table if not exists platform.migration (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from platform.migration')
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
  assertKnown([...applied.keys()], migrations)
  for (const { name, sha256 } of migrations) if ((applied.get(name) ?? sha256) !== sha256) throw changedMigration(name)
  return migrations.filter(({ name }) => !applied.has(name))
}

/** A database of a newer program must not be opened by an older one: it would not know its tables. */
function assertKnown(applied: readonly string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = applied.filter((name) => !known.has(name)).sort()
  if (unknown.length > 0) throw newerDatabase(unknown.join(', '))
}

async function apply(client: Client, { name, text, sha256 }: Migration, appRole: string): Promise<void> {
  try {
    await client.query('begin')
    await client.query(forRole(text, appRole))
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** On a server where no second role could be made, the one role takes the place of mostrador_app. */
function forRole(text: string, appRole: string): string {
  return appRole === 'mostrador_app' ? text : text.replace(/\bmostrador_app\b/g, () => escapeIdentifier(appRole))
}

/**
 * The job tables have row-level security without policies, so the role that runs jobs must own them: it makes
 * them itself, with a right that it holds for this moment only. Their schema says which version made them.
 */
async function installJobs(client: Client, owner_url: string, appRole: string): Promise<void> {
  const { rows } = await client.query<{ database: string; owner: string; jobs: string | null }>(
    `select current_database() as database, current_user as owner,
       obj_description(to_regnamespace('graphile_worker'), 'pg_namespace') as jobs`,
  )
  const { database = '', owner = '', jobs } = rows[0] ?? {}
  if (jobs === version) return
  await makeJobs(client, { owner_url, database, owner, appRole })
  await client.query(`comment on schema graphile_worker is ${escapeLiteral(version)}`)
}

interface JobsPlace {
  readonly owner_url: string
  readonly database: string
  readonly owner: string
  readonly appRole: string
}

async function makeJobs(client: Client, { owner_url, database, owner, appRole }: JobsPlace): Promise<void> {
  if (owner === appRole) return runMigrations({ connectionString: owner_url })
  const grantee = escapeIdentifier(appRole)
  await client.query(`grant create on database ${escapeIdentifier(database)} to ${grantee}`)
  try {
    await runMigrations({ connectionString: actingAs(owner_url, appRole) })
  } finally {
    await client.query(`revoke create on database ${escapeIdentifier(database)} from ${grantee}`)
  }
}

function actingAs(url: string, role: string): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c role=${role}`)
  return address.toString()
}

const changedMigration = (name: string) =>
  new StartProblem('migration_changed', {
    es: `La migración ${name} ya se aplicó y su archivo ha cambiado. Restaura el archivo original; un cambio va en una migración nueva.`,
    en: `The migration ${name} is already applied and its file has changed. Restore the original file; a change goes into a new migration.`,
  })

const newerDatabase = (names: string) =>
  new StartProblem('database_newer', {
    es: `La base de datos es de una versión más nueva de Mostrador (${names}). Usa esa versión o restaura una copia anterior.`,
    en: `The database belongs to a newer version of Mostrador (${names}). Use that version or restore an earlier backup.`,
  })
