import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { authenticate, isSetUp, SESSION_COOKIE } from '#people'
import { refuseCutOff } from '../demo/load-demo.ts'
import type { Progress } from '../demo/progress.ts'
import { systemActor } from '../platform/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { type Config, transportRule } from '../platform/config.ts'
import type { DatabaseServer } from '../platform/database/server.ts'
import { registerReference } from '../platform/http/reference.ts'
import { explainPlainHttp, registerWeb } from '../platform/http/web.ts'
import type { Log } from '../platform/log.ts'
import { noteMail } from '../platform/mail/send-mail.ts'
import type { Secrets } from '../platform/secrets.ts'
import { startPlatform } from '../platform/start-platform.ts'
import { assemble, type Shop } from './assemble.ts'
import { fillDemo, fillDemoWith, type LoadDemo } from './fill-demo.ts'
import { loadApart } from './load-apart.ts'
import { administration, confidential, modules } from './modules.ts'
import { openPeople, readyPeople } from './open-people.ts'

export interface StartOptions {
  config: Config
  secrets: Secrets
  database: DatabaseServer
  log: Log
  /** Says to the person at the terminal how far a long step has come. */
  tell: Progress
}

export interface RunningShop extends Shop {
  /** Where people open it. */
  address: string
}

const POOL_MAX = 10

/** Opens the shop on its port: API, web and live feed. The database is already migrated. */
export async function startShop({ config, secrets, database, log, tell }: StartOptions): Promise<RunningShop> {
  const transport = transportRule(config)
  const load = loadApart({ config, secrets, database_url: database.app_url })
  const prepare = openPeople({ config, secrets, log, clock: systemClock, fill_demo: fillDemoWith(load) })
  const platform = startPlatform({
    confidential,
    prepare,
    database_url: database.app_url,
    log,
    clock: systemClock,
    modules,
    data_dir: config.data_dir,
    allowed_origins: config.cors_allowed_origins,
    warnings: database.warnings,
    mail: { smtp_url: config.smtp_url, from: config.mail_from },
    metrics_token: config.metrics_token,
    time_zone: config.time_zone,
    version,
  })
  const shop = await assemble({
    database_url: database.app_url,
    pool_max: POOL_MAX,
    log,
    clock: systemClock,
    modules: [...modules, platform.module],
    authenticate: (db) => {
      prepare(db)
      return authenticate(db)
    },
    isSetUp,
    ...doorOf(config),
    committed: platform.committed,
  })
  const closeAll = async () => {
    await shop.close()
    await platform.close()
  }
  await noteMail(shop, { smtp_url: config.smtp_url, from: config.mail_from })
  await furnish(shop, load, config, tell).catch(async (error: unknown) => {
    await closeAll()
    throw error
  })
  if (transport === 'explain') explainPlainHttp(shop.http)
  registerReference(shop.http, { sets: [...modules, platform.module], version })
  await registerWeb(shop.http, fileURLToPath(new URL(fromRoot('web/dist'), import.meta.url)))
  await shop.http.listen({ port: config.port, host: config.host })
  return { ...shop, close: closeAll, address: config.public_url ?? addressOf(shop, config, transport) }
}

/** What must stand before the doors open: the demo when one is asked for, the roles, the first administrator. */
async function furnish(shop: Shop, load: LoadDemo, config: Config, tell: Progress): Promise<void> {
  const start = shop.contextFor(systemActor('start'))
  await refuseCutOff(start)
  await fillDemo(load, config, tell)
  await readyPeople(start, config)
}

/** Who is let in, from where and how often, as the settings say. */
function doorOf(config: Config) {
  return {
    security: {
      hsts_seconds: config.hsts_seconds,
      allowed_hosts: hostsOf(config),
      cookie_name: SESSION_COOKIE,
      allowed_origins: config.cors_allowed_origins,
      force_https: config.force_https,
      public_url: config.public_url,
    },
    administration: { addresses: config.admin_allowed_ips, permissions: administration },
    limits: { anonymous: config.rate_limit_anon, user: config.rate_limit_user, enabled: true },
    trust_proxy: config.trusted_proxies,
    https: transportRule(config) === 'tls' ? certificate(config) : undefined,
  }
}

/** Compiled files lie one folder deeper than the sources. */
const fromRoot = (path: string) => (import.meta.url.includes('/dist/bin/') ? `../../${path}` : `../${path}`)

const version: string = JSON.parse(readFileSync(new URL(fromRoot('package.json'), import.meta.url), 'utf8')).version

/** Without names of its own, a server on loopback answers only to loopback's: a foreign name means DNS rebinding. */
function hostsOf(config: Config): string[] | null {
  const named = [...config.allowed_hosts, ...(config.public_url ? [new URL(config.public_url).host] : [])]
  if (transportRule(config) !== 'loopback') return named.length > 0 ? named : null
  return [...named, 'localhost', '127.0.0.1', '[::1]', config.host]
}

function certificate(config: Config) {
  return { cert: readFileSync(String(config.tls_cert_file)), key: readFileSync(String(config.tls_key_file)) }
}

function addressOf(shop: Shop, config: Config, transport: string): string {
  const bound = shop.http.server.address()
  const port = typeof bound === 'object' && bound ? bound.port : config.port
  const host = config.host === '127.0.0.1' || config.host === '::1' ? 'localhost' : config.host
  return `${transport === 'tls' ? 'https' : 'http'}://${host}:${port}`
}
