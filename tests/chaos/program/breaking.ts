import { readdirSync, readFileSync } from 'node:fs'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { databasePid } from '../../drills/data-folder.ts'
import { GaveUp, type Program, untilStatus } from '../../drills/program.ts'
import { type Campaign, pause } from '../harness/campaign.ts'
import { type ShopFolder, shopFolder } from './shop-folder.ts'
import { judgeAnswered, judgeBooksOf, judgeSent, type Sent, sellAllTheTime, type Till } from './till.ts'

/** How often at most a shop without its guard is broken: never more than CI does to the sound one. */
export const TOOTH_KILLS = 10
const PATIENCE_MS = 60_000
const DRAIN_MS = 10_000
/** A token lasts half an hour, the campaigns of a release last longer. */
const KILLS_A_TOKEN = 50

let folder: ShopFolder

/** Each test of the file breaks a shop of its own. */
export function breakShopsOfTheirOwn(): void {
  folder = shopFolder()
}

export const start = (env: Readonly<Record<string, string>> = {}): Promise<Program> => folder.start({ env })

/** Every process of the data folder's PostgreSQL, the children first told last. */
function databaseProcesses(): number[] {
  const main = databasePid(folder.data_dir())
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

/** Breaks the program, and gives the one that serves afterwards; none where the next start gave up. */
type Break = (one: Campaign, program: Program) => Promise<Program | undefined>

interface Lives {
  readonly kills: number
  readonly breaks: Break
  readonly first?: () => Promise<Program>
  readonly prepare?: (till: Till) => Promise<void>
  /** Whether whatever was done before the break must have been answered, too. */
  readonly tellsAll?: () => boolean
  /** What must be said to those who come meanwhile. */
  readonly judge?: (one: Campaign, sent: readonly Sent[]) => void
}

/** Opens a shop and breaks it again and again while twenty people sell. */
export async function breakAgainAndAgain(one: Campaign, lives: Lives): Promise<void> {
  const { kills, prepare, first = start } = lives
  // Played again, it begins with a shop that has no past.
  if (one.round > 1) await folder.anew()
  let program = await first()
  let till = await folder.enter(program)
  await prepare?.(till)
  for (let kill = 1; kill <= kills; kill++) {
    if (kill % KILLS_A_TOKEN === 0) till = await folder.enter(program)
    const next = await breakOnce(one, lives, { program, till })
    if (next === undefined || one.violations.length > 0) return
    program = next
  }
  await judgeBooksOf(one, till)
}

async function breakOnce(one: Campaign, how: Lives, { program, till }: Life): Promise<Program | undefined> {
  const load = sellAllTheTime(program.address, till)
  await pause(one.random.whole(150, 500))
  const next = await how.breaks(one, program)
  if (next !== undefined) await untilStatus(next, '/api/setup', 200, PATIENCE_MS)
  const sent = await load.stop()
  if (next === undefined) return undefined
  how.judge?.(one, sent)
  if (how.tellsAll?.()) await judgeAnswered(one, till, sent)
  await judgeSent(one, next.address, till, sent)
  return next
}

interface Life {
  readonly program: Program
  readonly till: Till
}

/** The next start after a crash must need no hand work. */
async function startAgain(one: Campaign, next: () => Promise<Program> = start): Promise<Program | undefined> {
  try {
    return await next()
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error
    one.violate(`the next start gave up: ${error.message.trim().slice(-300)}`)
    return undefined
  }
}

/** The program alone: its database lives on, and the next start must take it over. */
export function killAlone(next: () => Promise<Program> = start): Break {
  return async (one, program) => {
    const database = databasePid(folder.data_dir())
    await program.end('SIGKILL')
    one.fault('program killed')
    const again = await startAgain(one, next)
    if (again !== undefined && databasePid(folder.data_dir()) !== database)
      one.violate('the database that lived on was not taken over')
    return again
  }
}

export const killItsDatabase: Break = async (one, program) => {
  killDatabase()
  one.fault('database killed')
  await pause(300)
  if (!isAlive(program.pid)) one.violate('the program died with its database')
  return program
}

/** While the database is away nobody is left without a word, and each is asked to come again. */
export function judgeComeAgain(one: Campaign, sent: readonly Sent[]): void {
  if (sent.every(({ outcome }) => outcome === 'sold')) one.violate('nobody noticed that the database was away')
  for (const { id, outcome, is_come_again } of sent)
    if (outcome !== 'sold' && !is_come_again) one.violate(`sale ${id} was ${outcome} without being asked to come again`)
}

export const killBoth: Break = async (one, program) => {
  if (one.random.chance(0.3)) return killAlone()(one, program)
  if (one.random.chance(0.5)) killDatabase()
  await program.end('SIGKILL')
  killDatabase()
  one.fault('both killed')
  return startAgain(one)
}

/** Asks it to stop, and the next one to start; says whether the last stop was cut off. */
export function politely(next: () => Promise<Program> = start) {
  let wasCutOff = false
  let [stops, cutOff] = [0, 0]
  const breaks: Break = async (one, program) => {
    const asked = Date.now()
    const code = await program.end('SIGTERM')
    one.fault('stopped')
    // After ten seconds the program goes without its database, which the next start adopts: slow, but not wrong.
    wasCutOff = Date.now() - asked >= DRAIN_MS
    stops += 1
    if (wasCutOff) cutOff += 1
    if (cutOff > Math.ceil(stops / 5)) one.violate(`${cutOff} of ${stops} polite stops took more than ${DRAIN_MS} ms`)
    if (code !== 0 && !wasCutOff) one.violate(`a polite stop ended with ${code}`)
    if (code === 0 && databasePid(folder.data_dir()) !== undefined) one.violate('the database outlived a polite stop')
    return startAgain(one, next)
  }
  return { breaks, tellsAll: () => !wasCutOff }
}

/** What a campaign of so many kills must have tried. */
export const least = (kills: number) => ({ attempts: kills * 20, faults: kills })
