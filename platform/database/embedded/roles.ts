import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { Passwords } from './passwords.ts'

export const databaseName = 'mostrador'

/** Runs one piece of work on one connection of its own, for the few moments before there is a pool. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'mostrador launcher',
  })
  // Without a listener a connection lost between two statements would end the whole process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * mostrador_owner owns the database and runs migrations; mostrador_app serves requests and can neither create
 * nor drop anything. Safe to repeat: a first run that was cut off continues here.
 */
export async function ensureRoles(client: Client, passwords: Passwords): Promise<void> {
  if (await areThere(client)) return
  await ensureRole(client, 'mostrador_app', passwords.app)
  await ensureRole(client, 'mostrador_owner', passwords.owner)
  await client.query('grant mostrador_app to mostrador_owner')
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
  if (rowCount === 0) await client.query(`create database ${databaseName} owner mostrador_owner`)
}

/** What every start but the first finds, in one question. */
async function areThere(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_auth_members as belongs
     join pg_roles as app on app.oid = belongs.roleid and app.rolname = 'mostrador_app'
     join pg_roles as owner on owner.oid = belongs.member and owner.rolname = 'mostrador_owner'
     where exists (select from pg_database where datname = $1)`,
    [databaseName],
  )
  return rowCount === 1
}

/** Makes a role that may sign in and nothing else, unless it is there. */
export async function ensureRole(client: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
  if (rowCount !== 0) return
  const rights = 'login nosuperuser nocreatedb nocreaterole noreplication'
  await client.query(`create role ${escapeIdentifier(name)} ${rights} password ${escapeLiteral(password)}`)
}
