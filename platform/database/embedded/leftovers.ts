import { readdirSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { isAlive, programOf, workingFolder } from './processes.ts'

/**
 * Ends what is left of this folder's killed server; the ids of what was ended. Its connections end by themselves when they
 * see that the main process is gone. One that waits for a lock which another killed process held never looks: it would
 * wait for ever, and hold the memory without which no new server starts. Ask only when PostgreSQL has refused to start
 * because of that memory, for then no main process of the folder lives. What was killed is recovered from the log
 * by the next start, as after any crash. Where the system does not tell who works in a folder, nothing is ended.
 */
export function endLeftovers(cluster: string): number[] {
  if (process.platform !== 'linux') return []
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === folder && isPostgres(pid) && isAlive(pid))
    .filter(end)
}

/** Somebody's shell may stand in the folder too. */
const isPostgres = (pid: number): boolean => basename(programOf(pid) ?? '').startsWith('postgres')

function end(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // It ended between the look and the signal.
    return false
  }
}
