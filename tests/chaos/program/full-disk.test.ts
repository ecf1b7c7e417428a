import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { canMount, fill, mountSmallDisk } from '../../drills/data-folder.ts'
import { type Campaign, campaign, mustBite, pause, times } from '../harness/campaign.ts'
import { shopFolder } from './shop-folder.ts'
import { reading } from './teeth.ts'
import { caller, judgeBooksOf, judgeSent, type Sent, sellOne, type Till } from './till.ts'

const RUNS = times(3, 30)
const REFUSALS = 25
const SALES_MAX = 4_000
const isOurs = canMount()
const folder = shopFolder((data_dir) => isOurs && mountSmallDisk(data_dir, '320m'))

/** R9: the disk fills up while people sell. Who hears yes has sold; who hears no is told why; room heals everything. */
async function fullDisk(one: Campaign, runs: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const program = await folder.start({ env })
  const { address } = program
  const till = await folder.enter(program)
  for (let run = 0; run < runs && one.violations.length === 0; run++) {
    fill(till.data_dir, 384 * 1024)
    one.fault('disk full')
    await judgeAlarm(one, address, till)
    const sent = await sellUntilRefused(address, till)
    if (!sent.some(({ outcome }) => outcome === 'refused')) one.violate('the disk never said no')
    rmSync(join(till.data_dir, 'filler'))
    await untilSold(one, address, till)
    await judgeSent(one, address, till, sent)
  }
  if (!isAlive(program.pid)) one.violate('the program died of a full disk')
  await judgeBooksOf(one, till)
}

async function judgeAlarm(one: Campaign, address: string, { token }: Till): Promise<void> {
  const { body } = await caller(address, token)('GET', '/api/health/full')
  if (!body?.warnings?.some((warning: string) => /disk/.test(warning))) one.violate('nobody is warned of the full disk')
}

async function sellUntilRefused(address: string, till: Till): Promise<Sent[]> {
  const sent: Sent[] = []
  let refused = 0
  while (refused < REFUSALS && sent.length < SALES_MAX) {
    const some = await Promise.all(Array.from({ length: 10 }, () => sellOne(address, till)))
    sent.push(...some)
    refused += some.filter(({ outcome }) => outcome !== 'sold').length
  }
  return sent
}

async function untilSold(one: Campaign, address: string, till: Till): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await sellOne(address, till)).outcome === 'sold') return
    await pause(200)
  }
  one.violate('the shop does not come back when there is room again')
}

test.skipIf(!isOurs)(
  'R9: a disk that fills up under sales loses none of them, says so, and heals by itself',
  async () => {
    await campaign('R9 full disk', (one) => fullDisk(one, RUNS), { attempts: RUNS * REFUSALS, faults: RUNS })
  },
)

test.skipIf(!isOurs)('R9 has teeth: a program that does not look at its disk warns nobody', async () => {
  await mustBite('R9 without the look at the disk', (one) => fullDisk(one, 1, reading('no-look-at-the-disk')))
})

test.skipIf(!isOurs)('R9 has teeth: a program that says yes where it could not write is found out', async () => {
  await mustBite('R9 with a yes for every sale', (one) => fullDisk(one, 1, reading('says-yes')))
})
