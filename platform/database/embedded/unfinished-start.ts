import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
const FOLDER = '--pgdata='

/**
 * Waits until nobody starts this folder's database any more, `timeout_ms` at most. A program that is killed in the middle of
 * starting it leaves behind a `pg_ctl` that goes on by itself; the server it brings up has no lock file at first, so whoever
 * looked for one now would find the way free and meet it a moment later. `pg_ctl` ends when its server answers or has given
 * up: then there is one to adopt, or none. Where the system does not tell what others run, nobody is waited for.
 */
export async function awaitUnfinishedStart(cluster: string, timeout_ms: number): Promise<void> {
  const deadline = Date.now() + timeout_ms
  while (isBeingStarted(cluster) && Date.now() < deadline) await sleep(LOOK_EVERY_MS)
}

function isBeingStarted(cluster: string): boolean {
  if (process.platform !== 'linux') return false
  const folder = realpathSync(cluster)
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && startsIn(commandOf(name)) === folder)
}

/** The folder whose server a command starts, whichever of its names it was given; undefined for every other command. */
function startsIn([program = '', verb, ...rest]: readonly string[]): string | undefined {
  if (basename(program) !== 'pg_ctl' || verb !== 'start') return undefined
  const named = rest.find((word) => word.startsWith(FOLDER))
  try {
    return named && realpathSync(named.slice(FOLDER.length))
  } catch {
    // Somebody else's, and not for us to see.
    return undefined
  }
}

/** The words of a process's command; none when it is gone or dead. */
function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
