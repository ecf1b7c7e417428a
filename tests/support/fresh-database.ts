import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { onDatabase } from '../../platform/database/embedded/url.ts'

export type FreshDatabase = {
  readonly owner_url: string
  readonly app_url: string
  drop(): Promise<void>
}

/**
 * A migrated, empty database of its own for a test file: the files of the run's template copied, which takes half of the
 * processor time of writing each of its pages through the server's log.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { superuser_url, owner_url, app_url, template } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(superuser_url, (client) =>
    client.query(`create database ${name} owner mostrador_owner template ${template} strategy file_copy`),
  )
  return {
    owner_url: onDatabase(owner_url, name),
    app_url: onDatabase(app_url, name),
    drop: async () => {
      await withClient(superuser_url, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
