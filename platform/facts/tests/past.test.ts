import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { livedAt, transact } from '#platform/database/transact'
import { fact } from '#platform/facts/fact'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

const lit = fact('lamp.lit', z.object({ n: z.int() }), { may: 'lamp.see' })
const MANY = 5_000
const MINUTE_MS = 60_000
const BEGAN = Date.UTC(2024, 2, 1, 12)

let shop: TestShop

beforeAll(async () => {
  shop = await openShop({ modules: [] })
})

test('thousands of moments of a past are told in their order, each by whom it was', async () => {
  const at = (n: number) => new Date(BEGAN + n * MINUTE_MS)
  const by = (n: number) => ({ ...shop.ctx.actor, id: null, name: n % 3 === 0 ? 'Rosa' : 'Luis' })
  await transact(shop.ctx, async (tx) => {
    for (let told = 0; told < MANY; told += 1) {
      const n = MANY - 1 - told
      const lived = livedAt(tx, at(n), by(n))
      await lived.emit(lit({ n }))
      lived.audit({ action: 'lamp.lit', thing: 'lamp', thing_id: String(n) })
    }
    await tx.emit(lit({ n: MANY }))
  })
  const facts = await shop.db.selectFrom('platform.fact').select(['data', 'at']).orderBy('id').execute()
  expect(facts.map(({ data }) => (data as { n: number }).n)).toEqual(Array.from({ length: MANY + 1 }, (_, n) => n))
  expect(facts.slice(0, MANY).map(({ at: told_at }) => Date.parse(told_at))).toEqual(
    Array.from({ length: MANY }, (_, n) => at(n).getTime()),
  )
  const noted = await shop.db
    .selectFrom('platform.audit_entry')
    .select(['thing_id', 'at', 'actor_name'])
    .orderBy('id')
    .execute()
  expect(noted.map(({ thing_id, at: noted_at, actor_name }) => [thing_id, Date.parse(noted_at), actor_name])).toEqual(
    Array.from({ length: MANY }, (_, n) => [String(n), at(n).getTime(), by(n).name]),
  )
})
