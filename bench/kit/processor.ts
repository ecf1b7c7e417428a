import { readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Processor seconds of one process so far. */
export function processSeconds(pid: number): number {
  const fields = statOf(String(pid))
  return (Number(fields[12] ?? 0) + Number(fields[13] ?? 0)) / TICKS_A_SECOND
}

/** Memory of one process in MB, shared pages left out. */
export function processMegabytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
  return (kilobytes('Private_Clean') + kilobytes('Private_Dirty')) / 1024
}

/** Processor seconds of the server that lives in this folder and of its connections, finished ones included. */
export function postgresSeconds(folder: string): number {
  const [postmaster = ''] = readFileSync(pidFile(folder), 'utf8').split('\n')
  const ticks = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => statOf(pid))
    .filter((fields) => fields[0] === postmaster || fields[2] === postmaster)
    .map(
      (fields) =>
        Number(fields[12]) +
        Number(fields[13]) +
        (fields[0] === postmaster ? Number(fields[14]) + Number(fields[15]) : 0),
    )
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_A_SECOND
}

/** Share of this machine's time that was spent on anything, to tell what others took. */
export function machineBusySeconds(): number {
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = fields.map(Number)
  return (user + nice + system + irq + softirq) / TICKS_A_SECOND
}

/** The process's number, its state, its parent ...; the name in brackets, which may hold spaces, left out. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return [pid, ...text.slice(text.lastIndexOf(')') + 2).split(' ')]
  } catch {
    return []
  }
}

const pidFile = (folder: string): string => {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith('postmaster.pid'))
  return `${folder}/${found ?? 'postmaster.pid'}`
}
