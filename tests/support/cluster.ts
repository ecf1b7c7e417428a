import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { chooseUser } from '../../platform/database/embedded/run-as.ts'
import { type EmbeddedDatabase, startEmbedded } from '../../platform/database/embedded/start.ts'
import { onDatabase } from '../../platform/database/embedded/url.ts'
import { ensureExternalRoles } from '../../platform/database/external.ts'
import { migrate } from '../../platform/database/migrate.ts'

/** What a test file needs to clone the migrated template into a database of its own. */
export type TestCluster = {
  readonly superuser_url: string
  readonly owner_url: string
  readonly app_url: string
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

const template = 'mostrador_template'

/**
 * One PostgreSQL for the whole run: our own in a temporary folder, or the one that TEST_DATABASE_URL names. Ours stretches
 * its passwords once instead of 4,096 times, which each of a run's connections would pay for; they are random, and gone with it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL
  if (external !== undefined) {
    project.provide('cluster', await prepareTemplate(await externalServer(external)))
    return async () => undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-test-'))
  const embedded = await startEmbedded({
    data_dir: folder,
    log: () => undefined,
    fsync: false,
    settings: { max_connections: 300, scram_iterations: 1 },
  })
  const stopNow = () => stopAtOnce(embedded, folder)
  process.once('exit', stopNow)
  for (const signal of endings) process.once(signal, endAtOnce)
  project.provide('cluster', await prepareTemplate(embedded))
  return async () => {
    process.off('exit', stopNow)
    for (const signal of endings) process.off(signal, endAtOnce)
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

// Leads to 'exit', where the server is stopped: a signal alone would end us without it.
const endAtOnce = () => process.exit(1)

type Server = Pick<EmbeddedDatabase, 'superuser_url' | 'owner_url' | 'app_url'>

async function externalServer(url: string): Promise<Server> {
  const roles = await ensureExternalRoles(url)
  return { superuser_url: url, ...roles }
}

async function prepareTemplate({ superuser_url, owner_url, app_url }: Server): Promise<TestCluster> {
  const server = onDatabase(superuser_url, 'postgres')
  await withClient(server, async (client) => {
    await client.query(`update pg_database set datistemplate = false where datname = '${template}'`)
    await client.query(`drop database if exists ${template} with (force)`)
    await client.query(
      `create database ${template} owner mostrador_owner template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
    )
  })
  await migrate(onDatabase(owner_url, template))
  await withClient(server, (client) =>
    client.query(`alter database ${template} is_template true allow_connections false`),
  )
  return {
    superuser_url: server,
    owner_url: onDatabase(owner_url, template),
    app_url: onDatabase(app_url, template),
    template,
  }
}

/** For the ends that run no teardown, such as ctrl-C: what is synchronous still happens. */
function stopAtOnce(embedded: EmbeddedDatabase, folder: string): void {
  const pid = embedded.pid()
  if (pid !== undefined) spawnSync('kill', ['-QUIT', String(pid)], chooseUser())
  rmSync(folder, { recursive: true, force: true })
}
