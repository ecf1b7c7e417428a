import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { checkBooks } from '../../../doctor/doctor.ts'
import { attachEmbedded } from '../../../platform/database/embedded/attach.ts'
import { withClient } from '../../../platform/database/embedded/roles.ts'
import type { Program } from '../../drills/program.ts'
import { type Campaign, campaign, mustBite, times } from '../harness/campaign.ts'
import { shopFolder } from './shop-folder.ts'
import { caller, judgeBooksOf, sellOne, type Till, withOwner } from './till.ts'

/** R26: what was written is not what is read: a disk that forgets, a cable that lies. */

const RUNS = times(4, 20)
const SALES = 60
const TABLES = [
  'sales."order"',
  'sales.line',
  'stock.movement',
  'money.entry',
  'money.balance',
  'money.issued_document',
]
/** As the lines keep it, and what a bit less makes of it. */
const [WRITTEN, READ] = [Buffer.from('Aceite'), Buffer.from('Aceitd')]

const folder = shopFolder()

/** Damages a copy of a table's file in memory; false where there was nothing to damage. */
type Damage = (one: Campaign, bytes: Buffer) => boolean

/** One bit anywhere: in a row, in a page's head, in what is free. */
const oneBit: Damage = ({ random }, bytes) => {
  const at = random.whole(0, bytes.length - 1)
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.whole(0, 7)), at)
  return true
}

/** Every name in the file loses a bit, and each is as good a name as before. */
const everyName: Damage = (_one, bytes) => {
  let found = 0
  for (let at = bytes.indexOf(WRITTEN); at >= 0; at = bytes.indexOf(WRITTEN, at + 1)) {
    READ.copy(bytes, at)
    found += 1
  }
  return found > 0
}

interface Damaging {
  readonly runs: number
  readonly damage: Damage
  readonly tables: readonly string[]
  readonly prepare?: () => Promise<void>
}

async function flip(one: Campaign, { runs, damage, tables, prepare }: Damaging): Promise<void> {
  let program = await folder.start()
  const till = await folder.enter(program)
  await prepare?.()
  const ids: string[] = []
  for (let n = 0; n < SALES; n++) ids.push((await sellOne(program.address, till)).id)
  const right = await readAll(program, till, ids)
  for (let run = 0; run < runs && one.violations.length === 0; run++) {
    const table = tables[one.random.whole(0, tables.length - 1)] ?? ''
    const file = await fileOf(table)
    await program.end('SIGTERM')
    const sound = readFileSync(file)
    const damaged = Buffer.from(sound)
    if (!damage(one, damaged)) throw new Error(`nothing to damage in ${table}`)
    writeFileSync(file, damaged)
    one.fault(`a file of ${table} damaged`)
    program = await folder.start()
    await judge(one, { program, till, ids, right, table })
    await program.end('SIGTERM')
    writeFileSync(file, sound)
    program = await folder.start()
  }
  await judgeBooksOf(one, till)
}

/** Where a table lies. All that was written is there once the program has stopped. */
async function fileOf(table: string): Promise<string> {
  const attached = await attachEmbedded(folder.data_dir())
  if (!attached) throw new Error('no database')
  return withClient(attached.superuser_url, async (client) => {
    const { rows } = await client.query<{ folder: string; path: string }>(
      `select current_setting('data_directory') as folder, pg_relation_filepath($1::regclass) as path`,
      [table],
    )
    const [{ folder, path } = { folder: '', path: '' }] = rows
    return join(folder, path)
  })
}

async function readAll({ address }: Program, { token }: Till, ids: readonly string[]): Promise<string[]> {
  const call = caller(address, token)
  const answers: string[] = []
  for (const id of ids) {
    for (const path of [`/api/orders/${id}`, `/api/payments?order_id=${id}`, `/api/issued-documents?order_id=${id}`]) {
      const { status, body } = await call('GET', path)
      answers.push(status === 200 ? JSON.stringify(body) : `status ${status}`)
    }
  }
  return answers
}

interface Damaged {
  readonly program: Program
  readonly till: Till
  readonly ids: readonly string[]
  readonly right: readonly string[]
  readonly table: string
}

/** Whatever is answered is what was written, or an error; and the doctor says that a file cannot be read. */
async function judge(one: Campaign, { program, till, ids, right, table }: Damaged): Promise<void> {
  const answers = await readAll(program, till, ids)
  for (const [at, answer] of answers.entries()) {
    one.attempt()
    if (answer.startsWith('status 5')) continue
    if (answer !== right[at]) one.violate(`after damage in ${table} the program answers ${answer.slice(0, 200)}`)
  }
  const verdicts = await withOwner(till.data_dir, (url) => checkBooks(url))
  if (verdicts.every(({ ok }) => ok)) one.violate(`the doctor does not see the damage in ${table}`)
}

test('R26: a flipped bit in a file of a table is told by the doctor, and never served', async () => {
  const damaging = { runs: RUNS, damage: oneBit, tables: TABLES }
  await campaign('R26 flipped bits', (one) => flip(one, damaging), { attempts: RUNS * SALES, faults: RUNS })
})

test('R26 has teeth: where nobody compares checksums, a changed name is served', async () => {
  const prepare = async () => {
    const attached = await attachEmbedded(folder.data_dir())
    if (!attached) throw new Error('no database')
    await withClient(attached.superuser_url, (client) => client.query('alter system set ignore_checksum_failure = on'))
  }
  const damaging = { runs: 1, damage: everyName, tables: ['sales.line'], prepare }
  await mustBite('R26 without checksums', (one) => flip(one, damaging))
})
