import { existingFolders } from './folders.ts'
import { supervisorOf } from './launch-lock.ts'
import { findOrphan } from './orphan.ts'
import { databasePasswords } from './passwords.ts'
import { databaseName } from './roles.ts'
import { listensOf } from './settings.ts'
import { databaseUrl } from './url.ts'

/** What a second process may know of a server that another one supervises. */
export type AttachedDatabase = {
  readonly owner_url: string
  readonly app_url: string
  readonly superuser_url: string
  readonly cluster_dir: string
  stop(): Promise<void>
}

/** The database of the program that is running on this data folder; undefined when none is. */
export async function attachEmbedded(data: string): Promise<AttachedDatabase | undefined> {
  if (supervisorOf(data) === undefined) return undefined
  const folders = existingFolders(data)
  const listens = listensOf(folders.cluster, folders.sockets)
  const passwords = databasePasswords(data, true)
  const url = (role: string, password: string) => databaseUrl(listens, role, password, databaseName)
  const superuser_url = url('postgres', passwords.superuser)
  if ((await findOrphan(folders.cluster, superuser_url, answerTimeoutMs)) === undefined) return undefined
  return {
    owner_url: url('mostrador_owner', passwords.owner),
    app_url: url('mostrador_app', passwords.app),
    superuser_url,
    cluster_dir: folders.cluster,
    // Whoever started it stops it.
    stop: async () => undefined,
  }
}

const answerTimeoutMs = 5_000
