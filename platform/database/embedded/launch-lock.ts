import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { problems } from './problems.ts'
import { isAlive, startMark } from './processes.ts'

const attemptsMax = 5

/** Lets one program at a time supervise a data folder. Returns the function that gives it back. */
export function takeLaunchLock(data: string): () => void {
  const file = join(data, 'mostrador.lock')
  const mine = `${process.pid} ${startMark(process.pid) ?? ''}\n`
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    if (writeNew(file, mine)) return () => giveBack(file, mine)
    const holder = read(file)
    if (holder === undefined) continue
    const pid = livingHolder(holder)
    if (pid !== undefined) throw problems.alreadyRunning(data, pid)
    removeStale(file, holder)
  }
  throw problems.alreadyRunning(data, 0)
}

/** The id of the living process that supervises this data folder, if there is one. */
export function supervisorOf(data: string): number | undefined {
  return livingHolder(read(join(data, 'mostrador.lock')) ?? '')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function livingHolder(content: string): number | undefined {
  const [id = '', mark = ''] = content.trim().split(/\s(.*)/s)
  const pid = Number(id)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  return mark === '' || startMark(pid) === mark ? pid : undefined
}

function writeNew(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Two starts may judge the same old lock at once: the slower one must not throw away the quicker one's new lock. */
function removeStale(file: string, judged: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== judged) linkSync(aside, file)
  } catch {
    // Another start was quicker; the next attempt sees its lock.
  } finally {
    rmSync(aside, { force: true })
  }
}

function giveBack(file: string, mine: string): void {
  if (read(file) === mine) rmSync(file, { force: true })
}
