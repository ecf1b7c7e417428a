import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '#platform/database/embedded/processes'
import { pause } from './program.ts'

export const newFolder = () => mkdtempSync(join(tmpdir(), 'mostrador-drill-'))

/** The process id of the PostgreSQL that works on a data folder; undefined when none does. */
export function databasePid(data_dir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data_dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    return isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

/** Ends what a drill may have left running and removes its folder. */
export async function clearAway(data_dir: string): Promise<void> {
  const pid = databasePid(data_dir)
  if (pid !== undefined) process.kill(pid, 'SIGQUIT')
  while (databasePid(data_dir) !== undefined) await pause(50)
  rmSync(data_dir, { recursive: true, force: true })
}
