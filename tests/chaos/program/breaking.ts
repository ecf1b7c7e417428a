import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach } from 'vitest'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { clearAway, databasePid, newFolder } from '../../drills/data-folder.ts'
import { type Program, untilStatus } from '../../drills/program.ts'
import { type Campaign, pause } from '../harness/campaign.ts'
import { judgeAnswered, judgeBooksOf, judgeSent, openTheShop, sellAllTheTime, startProgram, type Till } from './till.ts'

/** How often at most a shop without its guard is broken: never more than CI does to the sound one. */
export const TOOTH_KILLS = 10
const PATIENCE_MS = 60_000
const DRAIN_MS = 10_000

let data_dir: string
let programs: Program[]

/** Each test of the file breaks a shop of its own. */
export function breakShopsOfTheirOwn(): void {
  beforeEach(openFolder)
  afterEach(clearFolder)
}

function openFolder(): void {
  data_dir = newFolder()
  programs = []
}

async function clearFolder(): Promise<void> {
  for (const program of programs) if (isAlive(program.pid)) await program.end('SIGKILL')
  await clearAway(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
}

export async function start(env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const program = await startProgram(data_dir, { env })
  programs.push(program)
  return program
}

/** Every process of the data folder's PostgreSQL, the children first told last. */
function databaseProcesses(): number[] {
  const main = databasePid(data_dir)
  if (main === undefined) return []
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === main)
  return [main, ...children]
}

function parentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return null
  }
}

function killDatabase(): void {
  for (const pid of databaseProcesses()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended between the look and the kill.
    }
  }
}

/** Breaks the program, and gives the one that serves afterwards. */
type Break = (one: Campaign, program: Program) => Promise<Program>

interface Lives {
  readonly kills: number
  readonly breaks: Break
  readonly first?: () => Promise<Program>
  readonly prepare?: (till: Till) => Promise<void>
  /** Whether whatever was done before the break must have been answered, too. */
  readonly tellsAll?: () => boolean
}

/** Opens a shop and breaks it again and again while twenty people sell. */
export async function breakAgainAndAgain(one: Campaign, { kills, breaks, ...how }: Lives): Promise<void> {
  // Played again, it begins with a shop that has no past.
  if (programs.length > 0) await clearFolder().then(openFolder)
  let program = await (how.first ?? start)()
  const till = await openTheShop(program, data_dir)
  await how.prepare?.(till)
  for (let kill = 0; kill < kills && one.violations.length === 0; kill++) {
    const load = sellAllTheTime(program.address, till)
    await pause(one.random.whole(150, 500))
    program = await breaks(one, program)
    await untilStatus(program, '/api/setup', 200, PATIENCE_MS)
    const sent = await load.stop()
    if (how.tellsAll?.()) await judgeAnswered(one, till, sent)
    await judgeSent(one, program.address, till, sent)
  }
  await judgeBooksOf(one, till)
}

export const killProgram: Break = async (one, program) => {
  await program.end('SIGKILL')
  one.fault('program killed')
  return start()
}

export const killItsDatabase: Break = async (one, program) => {
  killDatabase()
  one.fault('database killed')
  await pause(300)
  if (!isAlive(program.pid)) one.violate('the program died with its database')
  return program
}

export const killBoth: Break = async (one, program) => {
  const isOrphan = one.random.chance(0.3)
  if (!isOrphan && one.random.chance(0.5)) killDatabase()
  await program.end('SIGKILL')
  if (!isOrphan) killDatabase()
  one.fault(isOrphan ? 'database orphaned' : 'both killed')
  return start()
}

/** Asks it to stop, and the next one to start; says whether the last stop was cut off. */
export function politely(next: () => Promise<Program> = start) {
  let wasCutOff = false
  const breaks: Break = async (one, program) => {
    const asked = Date.now()
    const code = await program.end('SIGTERM')
    one.fault('stopped')
    // After ten seconds the program goes without its database, which the next start adopts: slow, but not wrong.
    wasCutOff = Date.now() - asked >= DRAIN_MS
    if (code !== 0 && !wasCutOff) one.violate(`a polite stop ended with ${code}`)
    if (code === 0 && databasePid(data_dir) !== undefined) one.violate('the database outlived a polite stop')
    return next()
  }
  return { breaks, tellsAll: () => !wasCutOff }
}

/** What a campaign of so many kills must have tried. */
export const least = (kills: number) => ({ attempts: kills * 20, faults: kills })
