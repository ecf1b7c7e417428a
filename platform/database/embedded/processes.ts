import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** A process that is gone, or dead and only waiting for its parent to notice, is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return statOf(pid)?.state !== 'Z'
}

/** When a process started, as a text that two processes with the same id do not share; undefined when unknown. */
export function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') return statOf(pid)?.started_ticks
  if (process.platform === 'win32') return undefined
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Seconds since 1970 at which a process started; undefined where the system does not tell. */
export function startedAtSeconds(pid: number): number | undefined {
  const mark = startMark(pid)
  if (mark === undefined) return undefined
  if (process.platform !== 'linux') return Date.parse(mark) / 1000
  const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]
  return boot === undefined ? undefined : Number(boot) + Number(mark) / clockTicksPerSecond
}

/** The folder a process works in: every process of PostgreSQL stands in its data folder. */
export const workingFolder = (pid: number): string | undefined => linkOf(pid, 'cwd')

/** The file of the program that a process runs. */
export const programOf = (pid: number): string | undefined => linkOf(pid, 'exe')

function linkOf(pid: number, name: 'cwd' | 'exe'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return undefined
  }
}

// USER_HZ is 100 on every Linux architecture that the embedded database is built for.
const clockTicksPerSecond = 100

function statOf(pid: number): { state: string; started_ticks: string } | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name stands in brackets and may hold spaces, so fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', started_ticks: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
