import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Secrets } from '../secrets.ts'
import { attachEmbedded } from './embedded/attach.ts'
import { type EmbeddedOptions, startEmbedded } from './embedded/start.ts'
import { prepareExternal } from './external.ts'

/** The PostgreSQL that this process works with, whoever runs it. */
export type DatabaseServer = {
  readonly kind: 'embedded' | 'external'
  /** Owns the tables and runs migrations; not for requests. */
  readonly owner_url: string
  readonly app_url: string
  /** The name of the serving role, for `migrate`. */
  readonly app_role: string
  /** For physical backups of the embedded server. */
  readonly superuser_url?: string
  readonly cluster_dir?: string
  /** What is degraded, for the log and the health page. */
  readonly warnings: readonly string[]
  stop(): Promise<void>
}

export type ServerOptions = Pick<EmbeddedOptions, 'log' | 'onDown' | 'onUp'> & {
  /** A command run beside a working shop uses its database instead of refusing to start a second one. */
  readonly attach?: boolean
}

/** Opens the server that the settings name: DATABASE_URL, or our own in the data folder. */
export async function openDatabaseServer(
  config: Pick<Config, 'data_dir' | 'database_url' | 'database_owner_url'>,
  secrets: Pick<Secrets, 'database_app_password'>,
  { attach = false, ...options }: ServerOptions,
): Promise<DatabaseServer> {
  if (config.database_url !== undefined) return external(config.database_url, config.database_owner_url, secrets)
  const running = attach ? await attachEmbedded(resolve(config.data_dir)) : undefined
  const embedded = running ?? (await startEmbedded({ data_dir: config.data_dir, ...options }))
  return { ...embedded, kind: 'embedded', app_role: 'mostrador_app', warnings: [] }
}

async function external(
  url: string,
  owner_url: string | undefined,
  { database_app_password }: Pick<Secrets, 'database_app_password'>,
): Promise<DatabaseServer> {
  const owner = owner_url === undefined ? {} : { owner_url }
  const prepared = await prepareExternal({ url, ...owner, app_password: database_app_password })
  return { ...prepared, kind: 'external', stop: async () => undefined }
}
