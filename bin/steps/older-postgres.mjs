import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { olderPostgres } from './ensure-tools.mjs'
import { root } from './root.mjs'
import { say } from './say.mjs'

/**
 * What another server could answer otherwise is a statement. Of the 1,563 that the business's tests send, these files send
 * none of the program's that no other file sends: asked of each connection on 30 November 2026. They look at the same
 * statements from another side (many at once, over HTTP, in another order), on the embedded server only.
 */
const sayNothingNew = new Set([
  'business/company/tests/numbers.test.ts',
  'business/fulfilment/tests/states.test.ts',
  'business/fulfilment/tests/tracking.test.ts',
  'business/people/tests/passwords.test.ts',
  'business/people/tests/sessions.test.ts',
  'business/sales/tests/confirm-and-pay-together.test.ts',
  'business/sales/tests/features.test.ts',
  'business/sales/tests/held-carts.test.ts',
  // Starts an embedded server of its own, to kill it.
  'business/sales/tests/together-storms.test.ts',
  'business/stock/tests/any-sequence.test.ts',
  'business/stock/tests/count-while-selling.test.ts',
  'business/stock/tests/transfers.test.ts',
])

/**
 * The files of tests for the older server. The embedded server's own have nothing to do with another one; the lane's
 * cluster trusts its machine, so what a wrong password does is proven on the embedded server only.
 */
export function testsForOlderPostgres() {
  const business = readdirSync(join(root, 'business'), { recursive: true })
    .map((path) => `business/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('.unit.test.ts') && !sayNothingNew.has(path))
    .sort()
  return [...business, 'platform/database/tests/fresh-database', 'platform/database/tests/migrate']
}

/** Gives a lane a throw-away server of the oldest PostgreSQL that we support, by TEST_DATABASE_URL. */
export async function withOlderPostgres(lane) {
  const programs = olderPostgres()
  if (programs === undefined) return notHere()
  const user = postgresUser()
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-pg15-'))
  const cluster = join(folder, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  for (const path of [folder, cluster]) if (user.uid !== undefined) chownSync(path, user.uid, user.gid)
  const run = (program, ...args) =>
    execFileSync(join(programs, program), args, { ...user, cwd: '/', stdio: 'ignore', env: { LC_ALL: 'C.UTF-8' } })
  run('initdb', `--pgdata=${cluster}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8')
  // Nothing of it outlives the lane, so nothing need reach the disk: as on the embedded server that tests start.
  const forgetful = '-c fsync=off -c full_page_writes=off -c synchronous_commit=off'
  const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}' ${forgetful} -c max_connections=800`
  run('pg_ctl', 'start', '--wait', `--pgdata=${cluster}`, `--log=${join(folder, 'log')}`, `--options=${settings}`)
  try {
    return await lane({ TEST_DATABASE_URL: `postgresql://postgres@${encodeURIComponent(folder)}:5432/postgres` })
  } finally {
    run('pg_ctl', 'stop', '--mode=immediate', `--pgdata=${cluster}`)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Counted, so that nobody takes a run without it for a whole one. */
function notHere() {
  say('No hay PostgreSQL 15 en esta máquina: se salta.', 'There is no PostgreSQL 15 on this machine: skipped.')
  return { passed: 0, failed: 0, skipped: 1 }
}

/** PostgreSQL refuses root; Debian's package has brought a user for it. */
function postgresUser() {
  if (userInfo().uid !== 0) return {}
  const number = (option) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}
