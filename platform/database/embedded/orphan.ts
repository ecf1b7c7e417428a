import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, startedAtSeconds, workingFolder } from './processes.ts'
import { withClient } from './roles.ts'
import type { Listens } from './settings.ts'

// postmaster.pid tells whole seconds, and the clock may have been set since.
const startToleranceSeconds = 3

/**
 * After a `kill -9` of Node its PostgreSQL lives on. Returns the process id of the server to adopt, or undefined
 * when the way is free; a lock file that no living server of this folder owns is removed.
 */
export async function findOrphan(cluster: string, url: string, timeout_ms: number): Promise<number | undefined> {
  const lock = readServerLock(cluster)
  if (lock === undefined) return undefined
  if (!isAlive(lock.pid) || !isServerOf(cluster, lock)) {
    rmSync(join(cluster, lockFile), { force: true })
    return undefined
  }
  const deadline = Date.now() + timeout_ms
  while (isAlive(lock.pid) && Date.now() < deadline) {
    if (await answersFor(url, cluster)) return lock.pid
    await sleep(100)
  }
  return undefined
}

/**
 * A killed server leaves the lock of its socket behind. PostgreSQL takes that lock for living as long as any process has
 * the number in it, a dead one that nobody has waited for included, and then refuses to start. The folder of the
 * socket is ours alone, so only a server of this cluster may hold it.
 */
export function clearSocketLock(cluster: string, { socket_dir, port }: Listens): void {
  if (socket_dir === undefined) return
  const socket = join(socket_dir, `.s.PGSQL.${port}`)
  if (!existsSync(`${socket}.lock`)) return
  const [pid = ''] = readFileSync(`${socket}.lock`, 'utf8').split('\n')
  if (isAlive(Number(pid)) && workingFolder(Number(pid)) === realpathSync(cluster)) return
  for (const file of [`${socket}.lock`, socket]) rmSync(file, { force: true })
}

/** The process id that PostgreSQL wrote into its folder; undefined when no server is there. */
export function serverPid(cluster: string): number | undefined {
  return readServerLock(cluster)?.pid
}

type ServerLock = { readonly pid: number; readonly started_seconds: number }

const lockFile = 'postmaster.pid'

function readServerLock(cluster: string): ServerLock | undefined {
  const file = join(cluster, lockFile)
  if (!existsSync(file)) return undefined
  const [pid = '', , started = ''] = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(pid), started_seconds: Number(started) }
}

/** A process id alone proves nothing: after a reboot it may belong to anything. */
function isServerOf(cluster: string, lock: ServerLock): boolean {
  const started = startedAtSeconds(lock.pid)
  if (started !== undefined && Math.abs(started - lock.started_seconds) > startToleranceSeconds) return false
  const folder = workingFolder(lock.pid)
  return folder === undefined || folder === realpathSync(cluster)
}

async function answersFor(url: string, cluster: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
      return realpathSync(rows[0]?.folder ?? '') === realpathSync(cluster)
    })
  } catch {
    return false
  }
}
