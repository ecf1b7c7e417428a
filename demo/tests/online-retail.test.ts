import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { everyPermission } from '../../bin/open-people.ts'
import { livedAt, transact } from '../../platform/database/transact.ts'
import { writeNote } from '../../platform/note.ts'
import { openShop, type TestShop } from '../../tests/support/open-shop.ts'
import { expectBooksToHold } from '../../tests/support/selling-shop.ts'
import type { Team } from '../demo-people.ts'
import { loadOnlineRetail } from '../online-retail/load-online-retail.ts'
import { readLines } from '../online-retail/read-lines.ts'
import { codeKey, penceOf } from '../online-retail/retail-products.ts'

/** Five days hold every kind of line; the whole file is loaded by `bench/demo.ts`. */
const UNTIL = '2010-12-06'
let shop: TestShop
let team: Team

beforeAll(async () => {
  shop = await openShop({ signs_in: true })
  team = await loadOnlineRetail(shop.ctx, {
    until: UNTIL,
    permissions: Object.keys(everyPermission),
    progress: () => undefined,
    claim: (tx) => writeNote(tx, 'demo', { name: 'online-retail', is_complete: true }),
  })
}, 300_000)

const ask = async <Row extends object>(query: string) => (await sql.raw<Row>(query).execute(shop.db)).rows

test('the books balance and the feed catches up', { timeout: 300_000 }, async () => {
  await shop.platform.settled()
  await expectBooksToHold(shop)
})

test('the books hold the total of the file to the penny, and each invoice under its number', async () => {
  const lines = (await readLines()).filter(({ at }) => at < UNTIL)
  const total = lines.reduce((sum, line) => sum + line.quantity * penceOf(line), 0)
  const [books] = await ask<{ total: number }>(`
    select (select coalesce(sum(total), 0) from sales."order" where day >= '2010-12-01')
      + (select coalesce(sum(amount), 0) from money.entry where kind in ('refund', 'expense')) as total`)
  expect(books?.total).toBe(total)
  const [first] = await ask(`select lines, total, customer_name from sales."order" where document_label = '536365'`)
  expect(first).toEqual({ lines: 7, total: 13_912, customer_name: 'Customer 17850' })
  const codes = new Set(lines.map(({ code }) => codeKey(code)))
  expect(await ask('select count(*) from catalog.product')).toEqual([{ count: codes.size }])
})

test('a cancellation is goods that come back, a refund and its credit note', async () => {
  const [back] = await ask<{ returned: number; refunds: number; notes: number; others: number }>(`
    select
      (select count(distinct cause_label) from stock.movement where kind = 'return' and cause_label like 'C%') as returned,
      (select count(*) from money.entry where kind = 'refund') as refunds,
      (select count(*) from money.issued_document where kind = 'credit_note') as notes,
      (select count(*) from money.issued_document where kind = 'credit_note' and label not like 'C%') as others`)
  expect(back?.others).toBe(0)
  expect(back?.returned).toBeGreaterThan(30)
  expect(back?.refunds).toBe(back?.notes)
})

test('what the file does not tell is labelled as the work of the loader', async () => {
  const made = await ask<{ kind: string; cause_label: string }>(
    `select distinct kind, cause_label from stock.movement where kind in ('opening', 'receipt')`,
  )
  expect(made).toEqual([{ kind: 'opening', cause_label: 'Not in the file: made by the loader' }])
  const before = await ask<{ notes: string; day: string }>(
    `select notes, day::text from sales."order" where document_label like 'C%*'`,
  )
  expect(before.length).toBeGreaterThan(0)
  for (const { notes, day } of before) {
    expect(notes).toContain('made by the loader')
    expect(day).toBe('2010-11-30')
  }
})

test('fee codes are services, write-offs leave the shelf, and stock never falls below zero', async () => {
  expect(await ask(`select sku from catalog.product where kind = 'good' and sku in ('POST', 'D', 'M', 'DOT')`)).toEqual(
    [],
  )
  const [moves] = await ask(`
    select count(*) filter (where balance_after < 0) as below, count(*) filter (where kind = 'scrap') > 0 as written_off
    from stock.movement`)
  expect(moves).toEqual({ below: 0, written_off: true })
})

test('its people are British, and enter with one click or their password', async () => {
  expect((await shop.anonymous.get('/api/setup')).body).toMatchObject({ needs_setup: false, demo: 'online-retail' })
  const { email, password } = team.gerente
  expect((await shop.anonymous.post('/api/auth/login', { email, password })).status).toBe(200)
  const [business] = await ask('select currency, country, prices_include_tax from company.business')
  expect(business).toEqual({ currency: 'GBP', country: 'GB', prices_include_tax: true })
})

test('a fact and an audit entry carry the moment and the person that the loader lives through', async () => {
  const at = new Date('2011-05-06T07:08:09Z')
  await transact(shop.ctx, async (tx) => {
    livedAt(tx, at, team.cajero.actor).audit({ action: 'test.lived', thing: 'test', thing_id: 'then' })
    tx.audit({ action: 'test.lived', thing: 'test', thing_id: 'now' })
  })
  const rows = await ask<{ thing_id: string; actor_name: string; at: string }>(
    `select thing_id, actor_name, at from platform.audit_entry where action = 'test.lived' order by id`,
  )
  expect(rows[0]).toEqual({ thing_id: 'then', actor_name: team.cajero.full_name, at: at.toISOString() })
  expect(rows[1]?.actor_name).toBe(shop.ctx.actor.name)
})
