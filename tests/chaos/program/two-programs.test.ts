import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'vitest'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { withClient } from '../../../platform/database/embedded/roles.ts'
import { type EmbeddedDatabase, startEmbedded } from '../../../platform/database/embedded/start.ts'
import { newId } from '../../../platform/ids.ts'
import { newFolder } from '../../drills/data-folder.ts'
import type { Program } from '../../drills/program.ts'
import { judgeBooks } from '../harness/books.ts'
import { type Campaign, campaign, hands, mustBite, pause, times } from '../harness/campaign.ts'
import { reading } from './teeth.ts'
import { caller, openTheShop, sellOne, startProgram, type Till } from './till.ts'

/** R14: two programs, each with its own memory and its own hands, serve one shop from one database. */

const SCARCE = times(150, 1_500)
const CHANGES = times(10, 100)
const MINUTES = times(2, 10)
/** Within this time a change made at one program is felt at the other. */
const FELT_MS = 1_000

let folders: string[]
let database: EmbeddedDatabase
let programs: Program[]

beforeEach(openFolders)
afterEach(clearFolders)

async function openFolders(): Promise<void> {
  folders = [newFolder(), newFolder(), newFolder()]
  programs = []
  database = await startEmbedded({ data_dir: folders[0] ?? '', log: () => undefined })
}

async function clearFolders(): Promise<void> {
  for (const program of programs) if (isAlive(program.pid)) await program.end('SIGKILL')
  await database.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

interface Pair {
  readonly first: Program
  readonly second: Program
  readonly till: Till
}

/** Both know the same secrets: who entered at one door is known at the other. */
async function startBoth(ofSecond: Readonly<Record<string, string>> = {}): Promise<Pair> {
  // Played again, it begins with a shop that has no past.
  if (programs.length > 0) await clearFolders().then(openFolders)
  const [secret, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
  const env = {
    ...{ DATABASE_URL: database.app_url, DATABASE_OWNER_URL: database.owner_url },
    ...{ JWT_SIGNING_KEY: secret, SESSION_SECRET: other },
  }
  const first = await startProgram(folders[1] ?? '', { env })
  programs.push(first)
  const till = await openTheShop(first, folders[0] ?? '')
  const second = await startProgram(folders[2] ?? '', { env: { ...env, ...ofSecond } })
  programs.push(second)
  return { first, second, till }
}

async function twoPrograms(one: Campaign): Promise<void> {
  const pair = await startBoth()
  await watchSchedule()
  await sellTheLast(one, pair)
  await feelChanges(one, pair)
  await judgeSchedule(one)
  await pair.first.end('SIGKILL')
  one.fault('one of two killed')
  if ((await sellOne(pair.second.address, pair.till)).outcome !== 'sold')
    one.violate('the one that is left does not sell')
  await judgeBooks(one, database.owner_url)
}

/** Each unit of what is scarce is sold once, whichever program sells it. */
async function sellTheLast(one: Campaign, { first, second, till }: Pair): Promise<void> {
  const owner = caller(first.address, till.token)
  const scarce = await owner('POST', '/api/products', { name: 'Filtro escaso', price: 1_000, cost: 600 })
  const { id: product_id } = scarce.body
  const movement = { product_id, warehouse_id: till.warehouse_id, direction: 'in', kind: 'opening', quantity: SCARCE }
  await owner('POST', '/api/stock-movements', { ...movement, unit_cost: 600 })
  const sold = [0, 0]
  const total = Math.ceil(SCARCE * 1.3)
  await hands(20, total, async (n) => {
    one.attempt()
    const door = n % 2
    const { outcome } = await sellOne((door === 0 ? first : second).address, { ...till, product_id })
    if (outcome === 'sold') sold[door] = (sold[door] ?? 0) + 1
  })
  const [here = 0, there = 0] = sold
  if (here + there !== SCARCE) one.violate(`${here} and ${there} of ${SCARCE} units were sold`)
  if (here === 0 || there === 0) one.violate('one of the two sold nothing')
}

/** A right and a way of paying, taken and given at one program, asked for at the other. */
async function feelChanges(one: Campaign, { first, second, till }: Pair): Promise<void> {
  const at = [caller(first.address, till.token), caller(second.address, till.token)] as const
  const role = (await at[0]('POST', '/api/roles', { name: 'ayudante', permissions: [], discount_basis_points: 0 })).body
  const helper = { email: 'ayuda@rep-drill.cl', full_name: 'Ayudante', role_id: role.id }
  const made = (await at[0]('POST', '/api/users', helper)).body
  const enter = { email: helper.email, password: made.temporary_password, grant: 'token' }
  const given = (await caller(first.address, null)('POST', '/api/auth/login', enter)).body.tokens.access
  await caller(first.address, given)('POST', '/api/auth/password', { new_password: 'tres gatos en la azotea' })
  const askAt = async (address: string) => {
    const sees = await caller(address, given)('GET', '/api/users')
    const paid = await caller(address, till.token)('POST', '/api/sales', {
      ...{ id: newId(), warehouse_id: till.warehouse_id, items: [{ product_id: till.product_id, quantity: 1 }] },
      payments: [{ method: 'transfer', amount: 1_000, reference: 'OP-1' }],
    })
    return [sees.status, paid.status]
  }
  for (let n = 0; n < CHANGES && one.violations.length === 0; n++) {
    const isOn = n % 2 === 0
    const here = at[n % 2]
    const there = [second, first][n % 2]?.address ?? ''
    // So that it has something to remember.
    await askAt(there)
    const changed = [
      await here?.('PATCH', `/api/roles/${role.id}`, { permissions: isOn ? ['users.see'] : [] }),
      await here?.('PATCH', '/api/payment-methods/transfer', { is_active: isOn }),
    ]
    if (changed.some((reply) => reply?.status !== 200)) one.violate(`a change was answered ${changed[0]?.status}`)
    await pause(FELT_MS)
    one.attempt(2)
    const [sees, paid] = await askAt(there)
    if (sees !== (isOn ? 200 : 403)) one.violate(`a right ${isOn ? 'given' : 'taken'} is answered ${sees}`)
    if (paid !== (isOn ? 201 : 422)) one.violate(`a way of paying switched ${isOn ? 'on' : 'off'} is answered ${paid}`)
  }
}

/** Writes down whatever the schedule puts into the queue, where it stays when the job is done and gone. */
const watchSchedule = () =>
  withClient(database.superuser_url, async (client) => {
    await client.query(`
      create table public.scheduled (task integer not null, minute text not null);
      create function public.note_scheduled() returns trigger language plpgsql security definer as $$
      begin
        insert into public.scheduled values (new.task_id, new.payload -> '_cron' ->> 'ts');
        return new;
      end $$;
      create trigger note_scheduled after insert on graphile_worker._private_jobs
        for each row when (new.payload -> '_cron' is not null) execute function public.note_scheduled()`)
  })

/** What is due each minute is put there once a minute, not once a program. */
async function judgeSchedule(one: Campaign): Promise<void> {
  const count = (what: string) =>
    withClient(database.superuser_url, async (client) => {
      const { rows } = await client.query<{ found: string }>(`select count(*) as found from (${what}) as asked`)
      return Number(rows[0]?.found)
    })
  for (let second = 0; second < 60 * (MINUTES + 2); second++) {
    if ((await count('select distinct minute from public.scheduled')) >= MINUTES) break
    await pause(1_000)
  }
  const put = await count('select from public.scheduled')
  one.attempt(put)
  if (put < MINUTES) one.violate(`only ${put} scheduled jobs in ${MINUTES} minutes`)
  const doubled = await count('select from public.scheduled group by task, minute having count(*) > 1')
  if (doubled > 0) one.violate(`${doubled} scheduled jobs were put into the queue twice`)
}

test('R14: two programs over one database sell each unit once, do each scheduled thing once and feel each change', async () => {
  const least = { attempts: Math.ceil(SCARCE * 1.3) + CHANGES * 2 + MINUTES, faults: 1 }
  await campaign('R14 two programs', twoPrograms, least)
})

test('R14 has teeth: where memory never grows old, the other program does not feel a change', async () => {
  await mustBite('R14 with a stopped clock', async (one) => {
    const pair = await startBoth(reading('stopped-clock'))
    await feelChanges(one, pair)
  })
})
