import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
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

/** Ends what a drill may have left running. */
export async function clearAway(data_dir: string): Promise<void> {
  const pid = databasePid(data_dir)
  if (pid !== undefined) process.kill(pid, 'SIGQUIT')
  while (databasePid(data_dir) !== undefined) await pause(50)
}

/** A small disk of its own in the data folder's place; needs root and the right to mount. */
export function mountSmallDisk(data_dir: string, size: string): void {
  mkdirSync(data_dir, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', data_dir])
}

export const unmount = (data_dir: string) => spawnSync('umount', [data_dir], { stdio: 'ignore' })

export function canMount(): boolean {
  const place = newFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' }).status === 0
  if (mounted) unmount(place)
  rmSync(place, { recursive: true, force: true })
  return mounted
}

/** Fills the disk up to the given number of free bytes. */
export function fill(place: string, free_bytes = 0): void {
  const { bavail, bsize } = statfsSync(place)
  writeFileSync(join(place, 'filler'), Buffer.alloc(bavail * bsize - free_bytes))
}
