import type { Client } from 'pg'

const wanted = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', data_checksums: 'on' } as const

/** The settings without which a power cut can lose or spoil an acknowledged sale, as `name=value`; empty when all is well. */
export async function unsafeSettings(client: Client): Promise<string[]> {
  const names = Object.keys(wanted)
  const { rows } = await client.query<{ name: keyof typeof wanted; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [names],
  )
  return rows.filter(({ name, setting }) => !isSafe(name, setting)).map(({ name, setting }) => `${name}=${setting}`)
}

function isSafe(name: keyof typeof wanted, setting: string): boolean {
  // remote_apply and remote_write also wait for a replica: they promise more than "on" about other machines.
  if (name === 'synchronous_commit') return setting !== 'off'
  return setting === wanted[name]
}
