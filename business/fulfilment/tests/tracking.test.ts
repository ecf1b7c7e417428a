import { beforeAll, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

const PER_MINUTE = 20
let shop: TestShop

beforeAll(async () => {
  shop = await openShop({ http: { limits: { anonymous: PER_MINUTE, user: 1e6, enabled: true } } })
})

test('who guesses codes is stopped, and learns nothing before', async () => {
  const guesses = Array.from({ length: PER_MINUTE + 10 }, (_, at) => `${'A'.repeat(20)}${String(at).padStart(2, '0')}`)
  const replies: Awaited<ReturnType<typeof shop.anonymous.get>>[] = []
  for (const code of guesses) replies.push(await shop.anonymous.get(`/api/tracking/${code}`))
  const statuses = replies.map(({ status }) => status).sort()
  expect(new Set(statuses)).toEqual(new Set([404, 429]))
  expect(statuses.filter((status) => status === 404).length).toBe(PER_MINUTE)
  const unknown = replies.filter(({ status }) => status === 404)
  const said = unknown.map(({ body: { request_id: _id, instance: _where, ...rest } }) => JSON.stringify(rest))
  expect(new Set(said).size).toBe(1)
  expect(replies.find(({ status }) => status === 429)?.headers).toHaveProperty('retry-after')
  for (const { headers } of unknown) {
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
  }
})
