import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'vitest'
import { attachEmbedded } from '../../../platform/database/embedded/attach.ts'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { withClient } from '../../../platform/database/embedded/roles.ts'
import { clearAway, databasePid, newFolder } from '../../drills/data-folder.ts'
import { type Program, untilStatus } from '../../drills/program.ts'
import { type Campaign, campaign, mustBite, pause, times } from '../harness/campaign.ts'
import { judgeBooksOf, judgeSent, openTheShop, sellAllTheTime, startProgram, type Till } from './till.ts'

const KILLS = { app: times(30, 500), database: times(20, 300), both: times(10, 100), polite: times(20, 200) }
/** How often at most the shop that does not wait for the disk is killed: what CI does to the sound one. */
const TOOTH_KILLS = 20
const PATIENCE_MS = 60_000
const DRAIN_MS = 10_000

let data_dir: string
let programs: Program[]

beforeEach(() => {
  data_dir = newFolder()
  programs = []
})

afterEach(async () => {
  for (const program of programs) if (isAlive(program.pid)) await program.end('SIGKILL')
  await clearAway(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
})

async function start(): Promise<Program> {
  const program = await startProgram(data_dir)
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

/** Opens a shop and breaks it again and again while twenty people sell; `broken` gives the program that serves afterwards. */
async function breakAgainAndAgain(
  one: Campaign,
  kills: number,
  broken: (program: Program) => Promise<Program>,
  prepare: (till: Till) => Promise<void> = async () => undefined,
): Promise<void> {
  let program = await start()
  const till = await openTheShop(program, data_dir)
  await prepare(till)
  for (let kill = 0; kill < kills && one.violations.length === 0; kill++) {
    const load = sellAllTheTime(program.address, till)
    await pause(one.random.whole(150, 500))
    program = await broken(program)
    await untilStatus(program, '/api/setup', 200, PATIENCE_MS)
    await judgeSent(one, program.address, till, await load.stop())
  }
  await judgeBooksOf(one, till)
}

test('R3: the program is killed under twenty people who sell; nothing acknowledged is lost, nothing is there twice', async () => {
  await campaign(
    'R3 program killed',
    (one) =>
      breakAgainAndAgain(one, KILLS.app, async (program) => {
        await program.end('SIGKILL')
        one.fault('program killed')
        return start()
      }),
    { attempts: KILLS.app * 20, faults: KILLS.app },
  )
})

test('R4: all processes of the database are killed; the program lives, says 503, and heals by itself', async () => {
  await campaign(
    'R4 database killed',
    (one) =>
      breakAgainAndAgain(one, KILLS.database, async (program) => {
        killDatabase()
        one.fault('database killed')
        await pause(300)
        if (!isAlive(program.pid)) one.violate('the program died with its database')
        return program
      }),
    { attempts: KILLS.database * 20, faults: KILLS.database },
  )
})

test('R5: both are killed, or the program alone and its database lives on; the next start needs no hand work', async () => {
  await campaign(
    'R5 both killed',
    (one) =>
      breakAgainAndAgain(one, KILLS.both, async (program) => {
        const isOrphan = one.random.chance(0.3)
        if (!isOrphan && one.random.chance(0.5)) killDatabase()
        await program.end('SIGKILL')
        if (!isOrphan) killDatabase()
        one.fault(isOrphan ? 'database orphaned' : 'both killed')
        return start()
      }),
    { attempts: KILLS.both * 20, faults: KILLS.both },
  )
})

test('R22: a polite stop under load ends well, and nothing acknowledged is lost', async () => {
  await campaign(
    'R22 polite stop',
    (one) =>
      breakAgainAndAgain(one, KILLS.polite, async (program) => {
        const asked = Date.now()
        const code = await program.end('SIGTERM')
        one.fault('stopped')
        // After ten seconds the program goes without its database, which the next start adopts: slow, but not wrong.
        const wasCutOff = Date.now() - asked >= DRAIN_MS
        if (code !== 0 && !wasCutOff) one.violate(`a polite stop ended with ${code}`)
        if (code === 0 && databasePid(data_dir) !== undefined) one.violate('the database outlived a polite stop')
        return start()
      }),
    { attempts: KILLS.polite * 20, faults: KILLS.polite },
  )
})

test('R4 has teeth: where commits are acknowledged before they are on disk, a killed database loses sales', async () => {
  await mustBite('R4 without waiting for the disk', (one) =>
    breakAgainAndAgain(
      one,
      TOOTH_KILLS,
      async (program) => {
        killDatabase()
        one.fault('database killed')
        return program
      },
      async () => {
        const attached = await attachEmbedded(data_dir)
        if (!attached) throw new Error('no database')
        await withClient(attached.superuser_url, async (client) => {
          await client.query(`alter system set wal_writer_delay = '10s'`)
          await client.query('select pg_reload_conf()')
          await client.query('alter role mostrador_app set synchronous_commit = off')
          await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mostrador_app'`)
        })
      },
    ),
  )
})
