import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'
import { newId } from '../../ids.ts'
import type { RouteSet } from '../serve.ts'
import { jar } from './toy.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop({ modules: [jar] })
})

const coins = async () => {
  const { rows } = await sql<{ notes: number; facts: number; entries: number }>`
    select (select count(*) from platform.note) as notes, (select count(*) from platform.fact) as facts,
      (select count(*) from platform.audit_entry) as entries`.execute(shop.db)
  return rows[0]
}

describe('one effect per Idempotency-Key', () => {
  test('ten calls at once with one key make one coin, one fact and one audit entry', async () => {
    const before = await coins()
    const body = { id: newId(), value: 5 }
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => shop.cashier.post('/api/coins', body, { key: 'ten' })),
    )
    const created = replies.filter((r) => r.status === 201)
    expect(created.length).toBeGreaterThan(0)
    expect(replies.every((r) => r.status === 201 || r.status === 409)).toBe(true)
    expect(new Set(created.map((r) => r.text)).size).toBe(1)
    const after = await coins()
    expect(after).toEqual({
      notes: Number(before?.notes) + 1,
      facts: Number(before?.facts) + 1,
      entries: Number(before?.entries) + 1,
    })
  })

  test('a replay gets the first answer and says so', async () => {
    const body = { id: newId(), value: 7 }
    const first = await shop.cashier.post('/api/coins', body, { key: 'replay' })
    const again = await shop.cashier.post('/api/coins', body, { key: 'replay' })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(first.headers['idempotent-replayed']).toBeUndefined()
  })

  test('the same key with another body is refused with 422', async () => {
    await shop.cashier.post('/api/coins', { id: newId(), value: 1 }, { key: 'other' })
    const reply = await shop.cashier.post('/api/coins', { id: newId(), value: 2 }, { key: 'other' })
    expect(reply.status).toBe(422)
    expect(reply.body.code).toBe('request.key_reused')
  })

  test("another user's key is unknown", async () => {
    await shop.cashier.post('/api/coins', { id: newId(), value: 1 }, { key: 'mine' })
    const reply = await shop.owner.post('/api/coins', { id: newId(), value: 2 }, { key: 'mine' })
    expect(reply.status).toBe(201)
  })

  test('a refusal is answered to replays too, and leaves nothing behind', async () => {
    const before = await coins()
    const body = { id: newId(), value: 500 }
    const first = await shop.cashier.post('/api/coins', body, { key: 'full' })
    const again = await shop.cashier.post('/api/coins', body, { key: 'full' })
    expect([first.status, again.status]).toEqual([409, 409])
    expect(again.body.code).toBe('jar.full')
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(await coins()).toEqual(before)
  })

  test('bad data is not remembered: the corrected call with the same key works', async () => {
    const id = newId()
    expect((await shop.cashier.post('/api/coins', { id, value: 'x' }, { key: 'typo' })).status).toBe(422)
    expect((await shop.cashier.post('/api/coins', { id, value: 3 }, { key: 'typo' })).status).toBe(201)
  })

  test.each(['', 'a'.repeat(256), 'with space', 'ñ'])('a malformed key %j is a 400', async (key) => {
    const reply = await shop.cashier.post(
      '/api/coins',
      { id: newId(), value: 1 },
      { headers: { 'idempotency-key': key } },
    )
    expect(reply.status).toBe(400)
  })
})

describe('what a request may be', () => {
  test('nobody hears 401, a role without the permission 403', async () => {
    expect((await shop.anonymous.post('/api/coins', { id: newId(), value: 1 })).status).toBe(401)
    expect((await shop.storekeeper.post('/api/coins', { id: newId(), value: 1 })).status).toBe(403)
    expect((await shop.anonymous.get('/api/open')).status).toBe(200)
  })

  test('unknown fields are refused with their path', async () => {
    const reply = await shop.cashier.post('/api/coins', { id: newId(), value: 1, is_admin: true })
    expect(reply.status).toBe(422)
    expect(reply.body.errors[0]).toMatchObject({ code: 'unrecognized_keys', unknown: ['is_admin'] })
  })

  test.each([1.5, '1e3', 1e21, null, [], {}, '', 'NaN'])('%j is not an amount', async (value) => {
    const reply = await shop.cashier.post('/api/coins', { id: newId(), value })
    expect(reply.status).toBe(422)
    expect(reply.body.errors[0].path).toBe('value')
  })

  test('control characters are refused', async () => {
    const reply = await shop.cashier.post('/api/coins', { id: newId(), value: 1, note: 'a\r\nb' })
    expect(reply.status).toBe(422)
  })

  test('a body that is not JSON is 400, another content type 415, prototype poison 400', async () => {
    const send = (payload: string, type: string) =>
      shop.cashier.post('/api/coins', payload, { headers: { 'content-type': type } })
    expect((await send('{', 'application/json')).status).toBe(400)
    expect((await send('a=1', 'text/plain')).status).toBe(415)
    expect((await send('{"__proto__": {"a": 1}}', 'application/json')).status).toBe(400)
  })

  test('a bug is a 500 with a request id and nothing of its inside', async () => {
    const reply = await shop.anonymous.get('/api/broken')
    expect(reply.status).toBe(500)
    expect(reply.text).not.toContain('secret detail')
    expect(reply.body.instance).toBe(reply.headers['x-request-id'])
  })

  test('problems speak the language of the request', async () => {
    const es = await shop.anonymous.get('/api/coins/x')
    const en = await shop.anonymous.get('/api/coins/x', { headers: { 'accept-language': 'en' } })
    expect(es.body.title).toContain('Entra con tu correo')
    expect(en.body.title).toContain('Sign in')
    expect(es.headers['content-type']).toContain('application/problem+json')
  })

  test('an address that cannot be decoded is a problem for programs and a page for people', async () => {
    for (const path of ['/api/coins/%ZZ', '/%E0%A4%A']) {
      const reply = await shop.anonymous.get(path)
      expect(reply.status).toBe(400)
      expect(reply.body).toMatchObject({ code: 'request.unreadable', instance: reply.headers['x-request-id'] })
    }
    const typed = await shop.anonymous.get('/%E0%A4%A', { headers: { accept: 'text/html,*/*' } })
    expect(typed.status).toBe(400)
    expect(typed.headers['content-type']).toContain('text/html')
    expect(typed.text).toContain('lang="es"')
  })

  test('every answer carries the security headers', async () => {
    for (const path of ['/api/open', '/api/broken', '/nowhere', '/%E0%A4%A']) {
      const { headers } = await shop.anonymous.get(path)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
    }
  })
})

describe('cross-site requests', () => {
  const from = (headers: Record<string, string>) =>
    shop.cashier.post('/api/coins', { id: newId(), value: 1 }, { headers })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://localhost:80.evil.tld' },
    { 'sec-fetch-site': 'cross-site' },
    { cookie: '__Host-session=x' },
  ])('%j is refused', async (headers) => {
    const reply = await from(headers)
    expect([403, 404]).toContain(reply.status)
    expect(reply.body.code).toBe('request.forbidden_origin')
  })

  test('our own page is welcome', async () => {
    expect((await from({ origin: 'http://localhost:80', cookie: '__Host-session=x' })).status).toBe(201)
  })
})

test('a route without a declared permission does not start', async () => {
  const stray = {
    contract: { 'GET /api/stray': { may: 'no.such', says: '', answers: { 200: null } } },
    handlers: { 'GET /api/stray': () => null },
  }
  const module = { ...jar, routes: [stray as unknown as RouteSet] }
  await expect(openShop({ modules: [module] })).rejects.toThrow('GET /api/stray has a declared permission')
})
