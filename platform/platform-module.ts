import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { anchorJob } from './audit/anchors.ts'
import type { Confidential } from './audit/queries.ts'
import { auditRoutes } from './audit/routes.ts'
import { cacheRoutes } from './cache/routes.ts'
import type { FactKind } from './facts/fact.ts'
import { fileRoutes } from './files/routes.ts'
import { openFileStore } from './files/store.ts'
import { healthRoutes } from './health/routes.ts'
import { Imports } from './import/commands.ts'
import { importFacts } from './import/events.ts'
import type { Importable } from './import/importable.ts'
import { importRoutes } from './import/routes.ts'
import type { Job } from './jobs/job.ts'
import { jobRoutes } from './jobs/routes.ts'
import type { Live } from './live/live.ts'
import { liveRoutes } from './live/routes.ts'
import { openSocket } from './live/socket.ts'
import { type MailSettings, mailJob } from './mail/send-mail.ts'
import { measure } from './metrics/measure.ts'
import { metricsRoutes } from './metrics/routes.ts'
import type { Module } from './module.ts'
import { platformPermissions } from './platform-permissions.ts'

export interface PlatformParts {
  readonly live: Live
  readonly data_dir: string
  /** Other web sites that may open the socket (CORS_ALLOWED_ORIGINS). */
  readonly allowed_origins: readonly string[]
  readonly warnings: readonly string[]
  readonly mail: MailSettings
  readonly metrics_token: string | undefined
  readonly time_zone: string
  readonly imports: readonly Importable[]
  readonly jobs: () => readonly Job[]
  readonly worksHere: () => boolean
  readonly feedPool: pg.Pool
  readonly confidential: readonly Confidential[]
}

/** What the platform itself tells. */
export const platformFacts = importFacts as unknown as readonly FactKind[]

/** The platform as a module: what it serves and does by itself, whatever the business. */
export function platformModule(parts: PlatformParts): Module {
  const { live, data_dir, time_zone } = parts
  const imports = new Imports(parts.imports)
  return {
    name: 'platform',
    permissions: platformPermissions,
    routes: [
      liveRoutes(live),
      auditRoutes({ time_zone, confidential: parts.confidential }, data_dir),
      jobRoutes(parts),
      healthRoutes(parts),
      metricsRoutes(parts.metrics_token),
      cacheRoutes,
      fileRoutes(openFileStore(data_dir)),
      importRoutes(imports),
    ],
    facts: platformFacts,
    jobs: [mailJob(parts.mail), imports.job(), anchorJob(data_dir)] as unknown as readonly Job[],
    attach: async (http: FastifyInstance) => {
      http.addHook('preClose', async () => live.connections.dismissAll())
      measure(http, parts.feedPool, live)
      await openSocket(http, live, parts.allowed_origins)
    },
  }
}
