import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { readAnchors, writeAnchor } from '#platform/audit/anchors'
import { verifyChain } from '#platform/audit/verify-chain'
import { withClient } from '#platform/database/embedded/roles'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { allSealed } from '../../../tests/support/all-sealed.ts'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
const here = newId()

beforeAll(async () => {
  shop = await openShop({ modules: [] })
})

const note = (n: number, more: object = {}) =>
  transact(shop.ctx, async (tx) =>
    tx.audit({
      action: 'lamp.lit',
      thing: 'lamp',
      thing_id: String(n),
      label: `Lámpara ${n}`,
      after: { n, cost_minor: 5 },
      ...more,
    }),
  )
const asOwner = (sql: string) => withClient(shop.owner_url, (client) => client.query(sql))
const triggers = (state: 'enable' | 'disable') =>
  ['audit_entry', 'audit_seal'].map((table) => `alter table platform.${table} ${state} trigger user`).join(';')
/** What somebody with power over the tables could do. */
const tamper = (sql: string) => asOwner(`${triggers('disable')}; ${sql}; ${triggers('enable')}`)

beforeEach(async () => {
  await tamper('delete from platform.audit_seal; delete from platform.audit_entry')
  for (let n = 1; n <= 6; n += 1) await note(n)
  await shop.platform.settled()
  await allSealed(shop.owner_url)
})

const broken = async () => (await verifyChain(shop.ctx.db)).broken

test('an untouched chain holds', async () => {
  expect(await verifyChain(shop.ctx.db)).toMatchObject({ holds: true, sealed: 6, unsealed: 0, broken: null })
})

test.each([
  ['an edited entry', `update platform.audit_entry set after = '{"n":9}' where thing_id = '3'`, 3, 'changed'],
  ['a deleted seal', `delete from platform.audit_seal where position = 4`, 5, 'missing'],
  [
    'two swapped entries',
    `update platform.audit_entry set thing_id = case thing_id when '2' then '5' else '2' end where thing_id in ('2', '5')`,
    2,
    'changed',
  ],
])('S70: %s is named as the first broken link', async (_what, sql, position, why) => {
  await tamper(sql)
  expect(await broken()).toMatchObject({ position, why })
})

test('S70: an entry written in afterwards is found', async () => {
  await tamper(`insert into platform.audit_entry (at, actor_kind, actor_name, ip, agent, request_id, action, thing, thing_id, xid)
    values (now(), 'person', 'x', '', '', '', 'lamp.lit', 'lamp', '3b', '1')`)
  expect(await broken()).toMatchObject({ why: 'inserted' })
})

test('S70: a tail that was cut off is found with a head that was written down elsewhere', async () => {
  const { head, sealed } = await verifyChain(shop.ctx.db)
  await tamper(
    `delete from platform.audit_seal where position > 4; delete from platform.audit_entry where thing_id in ('5', '6')`,
  )
  expect((await verifyChain(shop.ctx.db)).holds).toBe(true)
  const anchored = await verifyChain(shop.ctx.db, [{ position: sealed, hash: head ?? '' }])
  expect(anchored.broken).toMatchObject({ why: 'cut_off' })
})

test('S70: the head of each day is kept in the data folder, for its owner only, and a cut tail is found with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-anchor-'))
  try {
    await writeAnchor(shop.ctx.db, folder, new Date('2026-03-01T03:00:00Z'))
    await writeAnchor(shop.ctx.db, folder, new Date('2026-03-01T04:00:00Z'))
    const path = join(folder, 'audit-anchors.txt')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toMatch(/^2026-03-01 6 [0-9a-f]{64}\n$/)
    expect((await verifyChain(shop.ctx.db, readAnchors(folder))).holds).toBe(true)
    await tamper(
      `delete from platform.audit_seal where position > 4; delete from platform.audit_entry where thing_id in ('5', '6')`,
    )
    expect((await verifyChain(shop.ctx.db)).holds).toBe(true)
    expect((await verifyChain(shop.ctx.db, readAnchors(folder))).broken).toMatchObject({ position: 6, why: 'cut_off' })
    appendFileSync(path, 'not a head\n')
    expect((await verifyChain(shop.ctx.db, readAnchors(folder))).holds).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what is hashed is the same text as ever, whatever an entry says', async () => {
  await shop.ctx.db.transaction().execute(async (db) => {
    await sql`
      insert into platform.audit_entry (at, actor_kind, actor_id, actor_name, ip, agent, request_id, action, thing, thing_id,
        label, store_id, reason, authorised_by, before, after)
      values ('2026-03-04T05:06:07.089Z', 'person', gen_random_uuid(), E'Ñandú "x" \\\\ \t\n /', '', 'a', 'r', 'lamp.lit', 'lamp',
        'odd', null, gen_random_uuid(), E'\u0001é', gen_random_uuid(), '{"a": [1.50, null, "\\u00e9"]}', 'null')`.execute(
      db,
    )
  })
  const { rows } = await sql<{ odd: number; all: number }>`
    select count(*) filter (where platform.audit_text(e) <> jsonb_build_array(
      e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_kind, e.actor_id, e.actor_name, e.ip,
      e.agent, e.request_id, e.action, e.thing, e.thing_id, e.label, e.store_id, e.reason, e.authorised_by, e.before,
      e.after)::text) as odd, count(*) as all
    from platform.audit_entry e`.execute(shop.ctx.db)
  expect(rows[0]).toEqual({ odd: 0, all: 7 })
})

test('S33: the serving role can neither change nor delete an entry, and the owner meets the trigger', async () => {
  const { db } = shop.ctx
  await expect(db.updateTable('platform.audit_entry').set({ label: 'x' }).execute()).rejects.toThrow(
    /permission denied/,
  )
  await expect(db.deleteFrom('platform.audit_entry').execute()).rejects.toThrow(/permission denied/)
  await expect(asOwner(`delete from platform.audit_seal`)).rejects.toThrow(/append-only/)
})

test('the list filters, pages and finds without accents', async () => {
  await note(7, { action: 'lamp.put_out', store_id: here })
  const first = (await shop.owner.get('/api/audit-logs?limit=3&count=true')).body
  expect(first.total).toBe(7)
  expect(first.items.map((entry: { thing_id: string }) => entry.thing_id)).toEqual(['7', '6', '5'])
  const second = (await shop.owner.get(`/api/audit-logs?limit=3&cursor=${first.next_cursor}`)).body
  expect(second.items.map((entry: { thing_id: string }) => entry.thing_id)).toEqual(['4', '3', '2'])
  expect((await shop.owner.get('/api/audit-logs?action=lamp.put_out')).body.items).toHaveLength(1)
  expect((await shop.owner.get('/api/audit-logs?action=lamp')).body.items).toHaveLength(7)
  expect((await shop.owner.get('/api/audit-logs?q=LAMPARA%203')).body.items).toHaveLength(1)
  expect((await shop.owner.get('/api/audit-logs?from=2001-01-01&to=2001-01-02')).body.items).toEqual([])
  expect((await shop.owner.get('/api/audit-logs?cursor=abc')).status).toBe(422)
})

test('S26 and S29: a limited manager sees the own store only, and no costs without the permission', async () => {
  await note(8, { store_id: here })
  await note(9, { store_id: newId() })
  const limited = shop.as('gerente', { stores: [here] })
  const { body } = await limited.get('/api/audit-logs')
  expect(body.items.map((entry: { thing_id: string }) => entry.thing_id)).toEqual(['8'])
  expect(body.items[0].after).toEqual({ n: 8 })
  expect((await limited.get('/api/audit-logs/export')).text).not.toContain('Lámpara 9')
  expect((await shop.cashier.get('/api/audit-logs')).status).toBe(403)
  expect((await shop.anonymous.get('/api/audit-logs')).status).toBe(401)
})

test('everything that matches can be taken along, with formulas disarmed', async () => {
  await note(10, { label: '=cmd|calc' })
  const csv = await shop.owner.get('/api/audit-logs/export?format=csv')
  expect(csv.headers['content-disposition']).toContain('auditoria.csv')
  expect(csv.text.startsWith('\uFEFF"Número";')).toBe(true)
  expect(csv.text.trim().split('\r\n')).toHaveLength(8)
  expect(csv.text).toContain(`"'=cmd|calc"`)
  const xlsx = await shop.owner.get('/api/audit-logs/export?format=xlsx')
  expect(xlsx.status).toBe(200)
  expect(xlsx.text.startsWith('PK')).toBe(true)
})
