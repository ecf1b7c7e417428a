import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type TestShop, writeActor } from '../../../tests/support/open-shop.ts'
import { newId } from '../../ids.ts'
import { registry } from '../../metrics/metrics.ts'
import { registerWeb } from '../web.ts'
import { jar } from './toy.ts'

let shop: TestShop
let port: number
const folder = mkdtempSync(join(tmpdir(), 'mostrador-web-'))
const security = { hsts_seconds: 31_536_000, allowed_hosts: null, cookie_name: '__Host-session' }

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  mkdirSync(join(folder, '.vite'))
  const files = ['index.html', 'assets/main-1.js', 'assets/main-1.js.map', '.vite/manifest.json', '.env']
  for (const file of files) writeFileSync(join(folder, file), `contents of ${file}`)
  shop = await openShop({
    modules: [jar],
    http: {
      security: { ...security, allowed_origins: ['https://shop.com'], force_https: true },
      administration: { addresses: ['10.1.0.0/16', '127.0.0.1'], permissions: new Set(['jar.fill']) },
      trust_proxy: ['127.0.0.1'],
    },
  })
  await registerWeb(shop.http, folder)
  await shop.http.listen({ port: 0, host: '127.0.0.1' })
  const address = shop.http.server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the server answers to these very bytes; only the head, because a stream never ends. */
const raw = (lines: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let text = ''
    socket.on('data', (part) => {
      text += part
      if (!text.includes('\r\n\r\n')) return
      socket.destroy()
      resolve(text.toLowerCase())
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text.toLowerCase()))
  })
const first = (text: string) => Number(text.split(' ')[1])

describe('headers on every answer', () => {
  const expected = [
    'strict-transport-security: max-age=31536000',
    'x-content-type-options: nosniff',
    'referrer-policy: strict-origin-when-cross-origin',
    'cross-origin-opener-policy: same-origin',
    'cross-origin-resource-policy: same-origin',
    'permissions-policy: camera=(self)',
    "content-security-policy: default-src 'self'",
  ]
  test.each([
    ['the page', '/', 200],
    ['a page of the app', '/products/1', 200],
    ['a file', '/assets/main-1.js', 200],
    ['a file that is not there', '/assets/other.js', 404],
    ['an answer', '/api/open', 200],
    ['a bug', '/api/broken', 500],
    ['a refusal', `/api/coins/${newId()}`, 401],
    ['a route that is not there', '/api/nowhere', 404],
  ])('%s', async (_what, path, status) => {
    const head = await raw([`GET ${path} HTTP/1.1`, 'host: localhost'])
    expect(first(head)).toBe(status)
    for (const header of expected) expect(head).toContain(header)
    expect(head).not.toMatch(/\r\n(server|x-powered-by):/)
  })

  test('the live stream', async () => {
    const head = await raw([
      'GET /api/events HTTP/1.1',
      'host: localhost',
      `x-test-actor: ${writeActor(shop.owner.actor)}`,
    ])
    expect(first(head)).toBe(200)
    expect(head).toContain('content-type: text/event-stream')
    for (const header of expected) expect(head).toContain(header)
  })
})

describe('what is not served', () => {
  test.each([
    '/.git',
    '/.git/config',
    '/.env',
    '/.vite/manifest.json',
    '/assets/main-1.js.map',
    '/assets/../.env',
    '/assets/%2e%2e/.env',
    '/index.html.bak',
    '/backup.sql',
    '/dump.tar.gz',
  ])('%s', async (path) => {
    const answer = await raw([`GET ${path} HTTP/1.1`, 'host: localhost'])
    expect(first(answer)).toBe(404)
    expect(answer).not.toContain('contents of')
  })
})

describe('verbs', () => {
  test.each(['TRACE', 'CONNECT', 'PROPFIND', 'BREW'])('%s does nothing', async (verb) => {
    const answer = await raw([`${verb} /api/open HTTP/1.1`, 'host: localhost', 'x-secret: hidden'])
    expect([0, 400, 404, 405].includes(first(answer) || 0), answer).toBe(true)
    expect(answer).not.toContain('hidden')
  })

  test.each(['/', '/products/1', '/assets/main-1.js', '/api/open', '/api/nowhere'])(
    'HEAD %s says what GET says, without the body',
    async (path) => {
      const [get, head] = [
        await shop.http.inject({ method: 'GET', url: path }),
        await shop.http.inject({ method: 'HEAD', url: path }),
      ]
      expect(head.statusCode).toBe(get.statusCode)
      expect(head.headers['content-type']).toBe(get.headers['content-type'])
      expect(head.body).toBe('')
    },
  )
})

describe('other web sites', () => {
  const from = (origin: string, method: 'GET' | 'OPTIONS' = 'GET') =>
    shop.http.inject({
      method,
      url: '/api/open',
      headers: { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}) },
    })

  test('a listed one may read, without our cookie', async () => {
    const { headers, statusCode } = await from('https://shop.com', 'OPTIONS')
    expect(statusCode).toBe(204)
    expect(headers['access-control-allow-origin']).toBe('https://shop.com')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    expect((await from('https://shop.com')).headers).toMatchObject({ vary: 'origin' })
    const sent = (more: object) =>
      shop.cashier.post(
        '/api/coins',
        { id: newId(), value: 1 },
        { headers: { origin: 'https://shop.com', 'sec-fetch-site': 'cross-site', ...more } },
      )
    expect((await sent({})).status).toBe(201)
    expect((await sent({ cookie: '__Host-session=x' })).status).toBe(403)
  })

  test.each(['https://evil.example', 'null', 'https://shop.com.evil.tld', 'http://shop.com', 'https://shop.com:8443'])(
    '%s may not',
    async (origin) => {
      expect((await from(origin)).headers['access-control-allow-origin']).toBeUndefined()
      expect((await from(origin, 'OPTIONS')).headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})

test('what came to the proxy in the clear is sent to HTTPS, or refused with its body', async () => {
  const headers = { 'x-forwarded-proto': 'http', host: 'shop.com' }
  const page = await shop.http.inject({ url: '/products?a=1', headers })
  expect([page.statusCode, page.headers.location]).toEqual([308, 'https://shop.com/products?a=1'])
  const coin = await shop.cashier.post('/api/coins', { id: newId(), value: 1 }, { headers })
  expect(coin).toMatchObject({ status: 426, body: { code: 'request.insecure' } })
  expect((await shop.anonymous.get('/api/open', { headers: { 'x-forwarded-proto': 'https' } })).status).toBe(200)
  expect((await shop.anonymous.get('/api/open')).status).toBe(200)
})

test('administration is refused from elsewhere; only a trusted proxy says where from', async () => {
  const fill = (headers: Record<string, string>) =>
    shop.cashier.post('/api/coins', { id: newId(), value: 1 }, { headers })
  expect((await fill({})).status).toBe(201)
  expect((await fill({ 'x-forwarded-for': '10.1.2.3' })).status).toBe(201)
  expect(await fill({ 'x-forwarded-for': '10.2.0.1' })).toMatchObject({
    status: 403,
    body: { code: 'request.forbidden' },
  })
  expect((await fill({ 'x-forwarded-for': '10.1.2.3, 8.8.8.8' })).status).toBe(403)
  const looks = await shop.cashier.get(`/api/coins/${newId()}`, { headers: { 'x-forwarded-for': '8.8.8.8' } })
  expect(looks.status).toBe(200)
})

test('who is turned away is counted each time and written down once a minute', async () => {
  const counted = async () => {
    const { values } = (await registry.getSingleMetric('mostrador_requests_refused_total')?.get()) ?? { values: [] }
    return values.reduce((sum, { value, labels }) => sum + (labels.code === 'request.forbidden' ? value : 0), 0)
  }
  const before = await counted()
  const who = shop.as('bodeguero')
  for (let n = 0; n < 5; n += 1) expect((await who.post('/api/coins', { id: newId(), value: 1 })).status).toBe(403)
  expect((await counted()) - before).toBe(5)
  const written = () =>
    shop.db
      .selectFrom('platform.audit_entry')
      .select(['thing_id', 'after'])
      .where('action', '=', 'request.refused')
      .where('actor_id', '=', who.actor.id)
      .execute()
  await expect
    .poll(written)
    .toEqual([{ thing_id: 'POST /api/coins', after: { status: 403, code: 'request.forbidden' } }])
})
