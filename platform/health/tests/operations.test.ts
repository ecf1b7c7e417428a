import { beforeAll, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
const token = 'a-metrics-token-of-more-than-32-characters'

beforeAll(async () => {
  shop = await openShop({ modules: [], platform: { metrics_token: token, warnings: ['fsync=off'] } })
})

test('live and ready say ok to anybody, and nothing more (S83)', async () => {
  for (const path of ['/api/health', '/api/health/live', '/api/health/ready']) {
    const reply = await shop.anonymous.get(path)
    expect([reply.status, reply.body]).toEqual([200, { status: 'ok' }])
  }
})

test('the full answer is for operators, and unsafe settings make it degraded', async () => {
  expect((await shop.anonymous.get('/api/health/full')).status).toBe(401)
  expect((await shop.cashier.get('/api/health/full')).status).toBe(403)
  const { status, body } = await shop.owner.get('/api/health/full')
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'degraded', database: 'ok', cache: 'ok' })
  expect(body.warnings).toContain('fsync=off')
  expect(body.disk_usage).toMatch(/^\d+%$/)
})

test('figures need the token, or the permission', async () => {
  expect((await shop.anonymous.get('/metrics')).status).toBe(401)
  expect((await shop.anonymous.get('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  const scraped = await shop.anonymous.get('/metrics', { headers: { authorization: `Bearer ${token}` } })
  expect(scraped.status).toBe(200)
  for (const name of [
    'mostrador_job_queue_length',
    'outbox_lag_seconds',
    'mostrador_api_request_duration_seconds_bucket',
  ]) {
    expect(scraped.text).toContain(name)
  }
  expect(scraped.text).toContain('route="/api/health/full"')
  expect((await shop.cashier.get('/api/metrics/prometheus')).status).toBe(403)
  expect((await shop.owner.get('/api/metrics/prometheus')).status).toBe(200)
})

test('caches tell their figures and can be cleared', async () => {
  expect((await shop.owner.get('/api/cache/stats')).body.items).toBeInstanceOf(Array)
  expect((await shop.owner.post('/api/cache/clear')).status).toBe(200)
  expect((await shop.cashier.post('/api/cache/clear')).status).toBe(403)
})

test('the queue, the schedule and the runs are shown', async () => {
  expect((await shop.owner.get('/api/jobs/status')).body).toMatchObject({ is_working: false, running: 0, dead: 0 })
  for (const path of ['/api/jobs/scheduled', '/api/jobs/active', '/api/jobs/runs']) {
    expect((await shop.owner.get(path)).status).toBe(200)
    expect((await shop.cashier.get(path)).status).toBe(403)
  }
})
