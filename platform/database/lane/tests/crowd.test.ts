import { beforeAll, expect, test } from 'vitest'
import { atEnd } from '../../../../tests/support/at-end.ts'
import { freshDatabase } from '../../../../tests/support/fresh-database.ts'
import { laneDuring, leftLane } from '../../../../tests/support/lane-figures.ts'
import { systemActor } from '../../../actor.ts'
import { systemClock } from '../../../clock.ts'
import { silentLog } from '../../../log.ts'
import { Refusal } from '../../../refusals.ts'
import { systemContext } from '../../../system-context.ts'
import { withClient } from '../../embedded/roles.ts'
import { openDatabase, openPool } from '../../pool.ts'
import type { LaneCommand, Outcome } from '../command.ts'
import { DECIDING_MAX } from '../deciding.ts'
import { type Lane, openLane } from '../lane.ts'

const WAIT_AT_MOST = 2_000
let lane: Lane
/** Waits for who is deciding as long as it takes, however slow the machine is. */
let patient: Lane
let command: LaneCommand
let owner: string

beforeAll(async () => {
  const { app_url: url, owner_url, drop } = await freshDatabase()
  await withClient(owner_url, (client) =>
    client.query(`
      create function public.say_done(commands json) returns table (n integer, status text, data jsonb) language sql
      as $$ select (c->>'n')::integer, 'done', jsonb_build_object('of', json_array_length(commands))
        from json_array_elements(commands) c $$;
      create table public.hot (id integer primary key);
      insert into public.hot values (1);
      grant select, update on public.hot to public;
      create function public.say_held(commands json) returns table (n integer, status text, data jsonb) language plpgsql
      set lock_timeout = '700ms' as $$ begin
        perform from public.hot for update;
        return query select d.n, d.status, d.data from public.say_done(commands) d;
      end $$`),
  )
  const db = openDatabase(openPool({ url, max: 1, log: silentLog }))
  const options = { url, log: silentLog, runtime: { reactions: [], committed: () => undefined } }
  lane = openLane(options)
  patient = openLane({ ...options, deciding_max_ms: 600_000 })
  owner = owner_url
  atEnd(async () => {
    await lane.close()
    await patient.close()
    await db.destroy()
    await drop()
  })
  command = {
    ctx: systemContext(db, {
      log: silentLog,
      clock: systemClock,
      name: 'crowd',
      actor: systemActor('crowd'),
      language: 'es',
    }),
    verb: { calls: 'public.say_done', takes: ['commands'], writes: [] },
    claim: null,
    things: [],
    rows: {},
    answer: { status: 201, body: {}, headers: {} },
    refuse: () => null,
    tells: () => [],
  }
})

test('who comes while two thousand wait is asked to come again; those who waited are served, and then the next', async () => {
  const crowd = Array.from({ length: WAIT_AT_MOST }, () => lane.submit(command))
  const refused = await Promise.resolve()
    .then(() => lane.submit(command))
    .catch((error: unknown) => error)
  if (!(refused instanceof Refusal)) throw new Error('one too many was let in')
  expect(refused).toMatchObject({ code: 'request.crowded', status: 503, headers: { 'retry-after': '1' } })
  const outcomes = await Promise.all(crowd)
  expect(outcomes.filter(({ is }) => is === 'done')).toHaveLength(WAIT_AT_MOST)
  expect(await lane.submit(command)).toMatchObject({ is: 'done' })
})

const sizeOf = (outcome: Outcome) => (outcome.is === 'done' ? (outcome.data as { of: number }).of : outcome.is)
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 5))

test('who is ready waits for those who were deciding by then, and they go together', async () => {
  const slow = await patient.decide(command.verb)
  const ready = patient.submit(command)
  // Left to itself it would be on its way by now.
  await aMoment()
  const late = patient.submit(command)
  slow.over()
  expect((await Promise.all([ready, late])).map(sizeOf)).toEqual([2, 2])
})

test('nobody waits for who began later, for another verb, or for who decided to go alone', async () => {
  const alone = await patient.decide(command.verb)
  alone.over()
  const other = await patient.decide({ ...command.verb, calls: 'public.say_nothing' })
  const ready = patient.submit(command)
  const later = await patient.decide(command.verb)
  expect(sizeOf(await ready)).toBe(1)
  later.over()
  other.over()
})

test('a decision without end holds up nobody for long', async () => {
  const endless = await lane.decide(command.verb)
  expect(sizeOf(await lane.submit(command))).toBe(1)
  endless.over()
})

test('eight are enough to leave without those who still decide', async () => {
  const slow = await patient.decide(command.verb)
  const eight = Array.from({ length: 8 }, () => patient.submit(command))
  await aMoment()
  const ninth = patient.submit(command)
  slow.over()
  expect((await Promise.all([...eight, ninth])).map(sizeOf)).toEqual([8, 8, 8, 8, 8, 8, 8, 8, 1])
})

test('of a crowd so many decide at a time, and the others in the order in which they came', async () => {
  const first = await Promise.all(Array.from({ length: DECIDING_MAX }, () => lane.decide(command.verb)))
  const begun: string[] = []
  const later = ['first', 'second', 'third'].map(async (name) => {
    const deciding = await lane.decide(command.verb)
    begun.push(name)
    return deciding
  })
  await aMoment()
  expect(begun).toEqual([])
  // Said twice it is over once.
  for (const one of [first[0], first[0], first[1]]) one?.over()
  await aMoment()
  expect(begun).toEqual(['first', 'second'])
  for (const one of first) one.over()
  for (const one of await Promise.all(later)) one.over()
  expect(begun).toEqual(['first', 'second', 'third'])
  const again = await Promise.all(Array.from({ length: DECIDING_MAX }, () => lane.decide(command.verb)))
  for (const one of again) one.over()
})

test('who comes while two thousand wait for their turn to decide is asked to come again', async () => {
  const crowd = Array.from({ length: DECIDING_MAX + WAIT_AT_MOST }, async () =>
    (await lane.decide(command.verb)).over(),
  )
  await expect(lane.decide(command.verb)).rejects.toMatchObject({ code: 'request.crowded', status: 503 })
  await Promise.all(crowd)
  ;(await lane.decide(command.verb)).over()
})

const held = () => ({ ...command, verb: { calls: 'public.say_held', takes: ['commands'], writes: [] } })

test('a batch that waited in vain for a lock is tried again as a whole, before those who came later', async () => {
  const { verb } = held()
  const { value, again, undone } = await laneDuring(() =>
    withClient(owner, async (holder) => {
      await holder.query('begin; select from public.hot for update')
      const crowd = Array.from({ length: 20 }, () => lane.submit({ ...held(), verb }))
      const later = Array.from({ length: 20 }, () => aMoment().then(() => lane.submit({ ...held(), verb })))
      await triedAgain()
      await holder.query('rollback')
      return Promise.all([...crowd, ...later])
    }),
  )
  expect(value.map(({ is }) => is)).toEqual(Array(40).fill('done'))
  expect(again).toBeGreaterThan(0)
  expect(undone).toBe(0)
})

test('where the lock does not come free the commands of the batch go one by one', async () => {
  await withClient(owner, async (holder) => {
    await holder.query('begin; select from public.hot for update')
    expect(await lane.submit(held())).toEqual({ is: 'alone' })
    await holder.query('rollback')
  })
  expect(await lane.submit(held())).toMatchObject({ is: 'done' })
})

async function triedAgain(): Promise<void> {
  const before = await leftLane('again')
  while ((await leftLane('again')) === before) await aMoment()
}
