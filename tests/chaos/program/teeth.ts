import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { attachEmbedded } from '../../../platform/database/embedded/attach.ts'
import { withClient } from '../../../platform/database/embedded/roles.ts'
import { rewriteFunctions } from '../harness/take-out.ts'
import { type Till, withOwner } from './till.ts'

/**
 * Guards taken out of the whole program: in its database, or by a file that its process reads before the program's own
 * code. The program itself has no switch for any of them.
 */

/** Commits are acknowledged before they are on disk. */
export async function acknowledgeEarly({ data_dir }: Till): Promise<void> {
  const attached = await attachEmbedded(data_dir)
  if (!attached) throw new Error('no database')
  await withClient(attached.superuser_url, async (client) => {
    await client.query(`alter system set wal_writer_delay = '10s'`)
    await client.query('select pg_reload_conf()')
    await client.query('alter role mostrador_app set synchronous_commit = off')
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mostrador_app'`)
  })
}

/** Nobody asks whether a sale's id was there before, and the tables do not mind. */
export async function forgetIds({ data_dir }: Till): Promise<void> {
  await withOwner(data_dir, async (url) => {
    const changed = await rewriteFunctions(url, ['sales'], (body) => {
      if (/FUNCTION sales\.claim_many\(/.test(body)) return body.replace(/ or exists \(.*\)(?=;)/, '')
      return /FUNCTION sales\.claim\(/.test(body) ? body.replace(/return \(select .*\);/, 'return null;') : body
    })
    if (changed !== 2) throw new Error(`${changed} of the two looks at a sale's id were taken out`)
    await withClient(url, async (client) => {
      await client.query('alter table sales."order" drop constraint order_pkey cascade')
      await client.query('alter table sales.line drop constraint line_position')
      await client.query('alter table money.balance drop constraint balance_pkey cascade')
    })
  })
}

type Taken =
  | 'no-drain'
  | 'no-look-at-orphans'
  | 'no-look-at-the-disk'
  | 'no-timeouts'
  | 'says-yes'
  | 'slow-answers'
  | 'stopped-clock'

/** What the program's process reads first: see the files of these names. */
export const reading = (...names: readonly Taken[]): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: names
    .map((name) => `--import ${pathToFileURL(join(import.meta.dirname, `${name}.mjs`)).href}`)
    .join(' '),
})
