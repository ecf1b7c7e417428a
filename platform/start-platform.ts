import type { Kysely } from 'kysely'
import type { Rows } from '../db/rows.ts'
import type { Confidential } from './audit/queries.ts'
import type { Clock } from './clock.ts'
import { openDatabase, openPool } from './database/pool.ts'
import { setRuntime } from './database/transact.ts'
import type { FactKind } from './facts/fact.ts'
import { startSealer } from './facts/sealer.ts'
import { invariant } from './invariant.ts'
import type { Job } from './jobs/job.ts'
import { startWorker } from './jobs/worker.ts'
import { hearing } from './live/hears.ts'
import { startHub } from './live/hub.ts'
import { Connections, TIMING, type Timing } from './live/live.ts'
import type { Log } from './log.ts'
import type { MailSettings } from './mail/send-mail.ts'
import { announceService } from './metrics/metrics.ts'
import type { Module } from './module.ts'
import { platformFacts, platformModule } from './platform-module.ts'

export interface PlatformOptions {
  readonly database_url: string
  readonly log: Log
  readonly clock: Clock
  /** The business modules: what can be heard, done later and imported. */
  readonly modules: readonly Module[]
  readonly data_dir: string
  /** Fields that need a permission of their own wherever they are written down; no fact may carry one. */
  readonly confidential: readonly Confidential[]
  readonly allowed_origins?: readonly string[]
  /** What is degraded about the database, for the health page. */
  readonly warnings?: readonly string[]
  readonly mail?: MailSettings
  readonly metrics_token?: string | undefined
  readonly time_zone?: string
  readonly version?: string
  readonly timing?: Partial<Timing>
  /** Whether this process also runs jobs. */
  readonly works?: boolean
  /** Gives modules their keys and settings for the database on which jobs work, before the first job runs. */
  readonly prepare?: (db: Kysely<Rows>) => void
}

export interface Platform {
  /** The platform's own routes, permissions and jobs, to be assembled with the business modules. */
  readonly module: Module
  /** The runtime's `committed`. */
  readonly committed: () => void
  /** Resolves when everything committed so far is on the feed and in the audit chain. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

const FEED_CONNECTIONS = 3
const JOB_CONNECTIONS = 6

/** Starts what works beside the requests: the sealer, the live feed and the jobs, each on connections of its own. */
export function startPlatform(options: PlatformOptions): Platform {
  const { database_url, log, clock, modules, confidential, works = true } = options
  const feedPool = openPool({ url: database_url, max: FEED_CONNECTIONS, log, name: 'mostrador feed' })
  const jobPool = openPool({ url: database_url, max: JOB_CONNECTIONS, log, name: 'mostrador jobs' })
  const sealer = startSealer({ pool: feedPool, log })
  const hub = startHub({ url: database_url, pool: feedPool, log })
  const connections = new Connections()
  const facts = [...modules.flatMap((module) => module.facts ?? []), ...platformFacts]
  assertNothingConfidential(facts, confidential)
  const live = { hub, hearing: hearing(facts), connections, timing: { ...TIMING, ...options.timing } }
  const schedules = () => jobs
  const module = platformModule({
    live,
    data_dir: options.data_dir,
    allowed_origins: options.allowed_origins ?? [],
    warnings: options.warnings ?? [],
    mail: options.mail ?? { smtp_url: undefined, from: undefined },
    metrics_token: options.metrics_token,
    time_zone: options.time_zone ?? 'America/Santiago',
    imports: modules.flatMap((one) => one.imports ?? []),
    jobs: schedules,
    worksHere: () => worker?.isRunning() ?? false,
    feedPool,
    confidential,
  })
  announceService(options.version ?? '0', process.env.NODE_ENV ?? 'production')

  const db = openDatabase(jobPool)
  const all = [...modules, module]
  setRuntime(db, { reactions: all.flatMap((one) => one.reactions ?? []), committed: sealer.poke })
  options.prepare?.(db)
  const jobs: readonly Job[] = all.flatMap((one) => one.jobs ?? [])
  const worker = works ? startWorker({ db, pool: jobPool, jobs, log, clock }) : null

  return {
    module,
    committed: sealer.poke,
    settled: sealer.drain,
    close: async () => {
      connections.dismissAll()
      await worker?.stop()
      await sealer.stop()
      await hub.stop()
      await db.destroy()
      await feedPool.end()
    },
  }
}

/** Facts are heard by everybody who may hear their kind: what needs a further permission does not belong in one. */
function assertNothingConfidential(facts: readonly FactKind[], confidential: readonly Confidential[]): void {
  for (const { fact, schema } of facts) {
    const leak = Object.keys(schema.shape).find((name) => confidential.some(({ fields }) => fields.test(name)))
    invariant(leak === undefined, `fact ${fact} carries nothing confidential, not "${leak}"`)
  }
}
