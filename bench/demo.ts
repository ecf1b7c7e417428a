/**
 * What filling an empty database with a demo costs: `npm run bench -- demo lubricentro`.
 * Seconds of the wall, of this process and of PostgreSQL, and the most memory this process held.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assemble } from '../bin/assemble.ts'
import { LOADER_FLAGS } from '../bin/load-apart.ts'
import { modules } from '../bin/modules.ts'
import { everyPermission } from '../bin/open-people.ts'
import { preparePeople } from '../business/people/people.ts'
import { demoNamed, loadDemo } from '../demo/load-demo.ts'
import { checkBooks } from '../doctor/doctor.ts'
import { systemActor } from '../platform/actor.ts'
import { startEmbedded } from '../platform/database/embedded/start.ts'
import { migrate } from '../platform/database/migrate.ts'
import { silentLog } from '../platform/log.ts'
import { postgresSeconds } from './kit/processor.ts'

const name = demoNamed(process.argv[2] ?? 'lubricentro')

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
  const database = await startEmbedded({ data_dir: folder, log: () => undefined })
  try {
    await migrate(database.owner_url)
    const shop = await open(database.app_url)
    await measured(`${name} loaded`, folder, () =>
      loadDemo(shop.contextFor(systemActor('demo')), {
        name,
        permissions: Object.keys(everyPermission),
        progress: ({ en }) => console.log(`  ${en}`),
      }),
    )
    const verdicts = await measured('doctor', folder, () => checkBooks(database.owner_url))
    console.log(verdicts.every(({ ok }) => ok) ? 'the books hold' : JSON.stringify(verdicts, null, 1))
    await shop.close()
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const open = (database_url: string) =>
  assemble({
    database_url,
    pool_max: 4,
    log: silentLog,
    clock: () => new Date(),
    modules,
    authenticate: (db) => {
      const secrets = { jwt_signing_key: 'b'.repeat(48), session_secret: 'c'.repeat(48) }
      const settings = { clock: () => new Date(), log: silentLog, secrets, public_url: 'http://localhost' }
      preparePeople(db, { ...settings, permissions: everyPermission })
      return async () => systemActor('bench')
    },
    isSetUp: () => async () => true,
    security: { hsts_seconds: 0, allowed_hosts: null, cookie_name: 'session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: () => undefined,
  })

async function measured<T>(what: string, folder: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const node = process.cpuUsage()
  const postgres = postgresSeconds(folder)
  const value = await work()
  const used = process.cpuUsage(node)
  const figures = {
    wall: (performance.now() - started) / 1000,
    node: (used.user + used.system) / 1e6,
    postgres: postgresSeconds(folder) - postgres,
  }
  const said = Object.entries(figures).map(([clock, seconds]) => `${clock} ${seconds.toFixed(1)} s`)
  console.log(`${what}: ${said.join(', ')}, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  return value
}

/** The loader runs with limits of its own: it is measured as it runs for people. */
function isLimited(): boolean {
  if (LOADER_FLAGS.every((flag) => process.execArgv.includes(flag))) return true
  const again = [...LOADER_FLAGS, ...process.execArgv, ...process.argv.slice(1)]
  process.exitCode = spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1
  return false
}

if (isLimited()) await main()
