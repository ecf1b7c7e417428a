import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'
import { hire, OWNER, Person, setUp } from './person.ts'
import { secondServer } from './second-server.ts'

let shop: TestShop
let owner: Person
let seller: Awaited<ReturnType<typeof hire>>
let now: Date
const wait = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
  shop.time.now = now
}

beforeAll(async () => {
  shop = await openShop({ signs_in: true })
  now = new Date('2026-03-02T12:00:00Z')
  shop.time.now = now
  owner = await setUp(shop)
  seller = await hire(shop, owner, { role: 'vendedor', email: 'beto@tienda.example' })
})

beforeEach(() => wait(1))

async function signedIn(options: { ip?: string; agent?: string } = {}) {
  const person = new Person(shop, 'program', options)
  const { tokens } = (await person.signIn(seller.email, seller.password)).body
  return { person, tokens: tokens as { access: string; refresh: string } }
}

const refresh = (person: Person, token: string, options?: { ip?: string; agent?: string }) =>
  person.post('/api/auth/refresh', { refresh: token }, options)

test('refreshing gives a new pair and keeps the session', async () => {
  const { person, tokens } = await signedIn()
  const before = (await person.get('/api/auth/profile')).body.session_id
  const reply = await refresh(person, tokens.refresh)
  expect(reply.status).toBe(200)
  expect(reply.body.tokens.refresh).not.toBe(tokens.refresh)
  person.bearer = reply.body.tokens.access
  expect((await person.get('/api/auth/profile')).body.session_id).toBe(before)
})

test('a browser refreshes by cookie alone', async () => {
  const browser = new Person(shop, 'browser')
  await browser.signIn(seller.email, seller.password)
  const old = browser.jar.get('__Host-refresh')
  wait(31 * 60)
  expect((await browser.get('/api/auth/profile')).status).toBe(401)
  const reply = await browser.post('/api/auth/refresh')
  expect(reply.status).toBe(200)
  expect(reply.body.tokens).toBeUndefined()
  expect(browser.jar.get('__Host-refresh')).not.toBe(old)
  expect((await browser.get('/api/auth/profile')).status).toBe(200)
})

test('S8 the same refresh twice at once gives both the same successor and logs nobody out', async () => {
  const { person, tokens } = await signedIn()
  const replies = await Promise.all([1, 2, 3].map(() => refresh(person, tokens.refresh)))
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(replies.map(({ body }) => body.tokens.refresh)).size).toBe(1)
  wait(9)
  expect((await refresh(person, tokens.refresh)).body.tokens.refresh).toBe(replies[0]?.body.tokens.refresh)
  expect((await refresh(person, replies[0]?.body.tokens.refresh)).status).toBe(200)
})

test.each([
  ['more than 10 s later', 11, {}],
  ['from another address', 1, { ip: '10.9.9.9' }],
  ['from another program', 1, { agent: 'curl/8' }],
] as const)('S7 a refresh token used again %s ends the whole session', async (_how, seconds, options) => {
  const { person, tokens } = await signedIn()
  const next = (await refresh(person, tokens.refresh)).body.tokens
  wait(seconds)
  const thief = await refresh(new Person(shop, 'program'), tokens.refresh, { agent: 'test program', ...options })
  expect(thief.status).toBe(401)
  expect((await refresh(person, next.refresh)).status).toBe(401)
  person.bearer = next.access
  expect((await person.get('/api/auth/profile')).status).toBe(401)

  const entry = await shop.db
    .selectFrom('platform.audit_entry')
    .select(['thing_id', 'after'])
    .where('action', '=', 'session.reuse_detected')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(entry?.thing_id).toBe(seller.id)
})

test('S9 after signing out access and refresh are worthless at once', async () => {
  const { person, tokens } = await signedIn()
  expect((await person.get('/api/auth/profile')).status).toBe(200)
  expect((await person.post('/api/auth/logout')).status).toBe(204)
  expect((await person.get('/api/auth/profile')).status).toBe(401)
  expect((await refresh(person, tokens.refresh)).status).toBe(401)
  const browser = new Person(shop, 'browser')
  await browser.signIn(seller.email, seller.password)
  await browser.post('/api/auth/logout')
  expect([...browser.jar.keys()]).toEqual(['__Host-device'])
})

test('a refresh token lives a week; garbage is 401, never 500', async () => {
  const { person, tokens } = await signedIn()
  for (const token of ['', 'x', `${tokens.refresh}x`, tokens.refresh.replace(/.$/, '!'), tokens.access]) {
    expect((await refresh(person, token)).status).toBe(401)
  }
  wait(7 * 86_400 + 1)
  expect((await refresh(person, tokens.refresh)).status).toBe(401)
  owner = new Person(shop, 'browser')
  await owner.signIn(OWNER.email, OWNER.password)
})

test('S6 a disabled user is out and a changed role is felt at once, in this process and in another', async () => {
  const other = await secondServer(shop)
  const { person } = await signedIn()
  const get = (url: string) => other.inject({ url, headers: { authorization: `Bearer ${person.bearer}` } })
  expect((await person.get('/api/users')).status).toBe(403)
  expect((await get('/api/users')).statusCode).toBe(403)

  const roles = (await owner.get('/api/roles')).body.items
  const idOf = (name: string) => roles.find((one: { name: string }) => one.name === name).id
  await owner.patch(`/api/users/${seller.id}`, { role_id: idOf('gerente') })
  expect((await person.get('/api/users')).status).toBe(200)
  await second()
  expect((await get('/api/users')).statusCode).toBe(200)

  await owner.post(`/api/users/${seller.id}/deactivate`)
  expect((await person.get('/api/auth/profile')).status).toBe(401)
  await second()
  expect((await get('/api/auth/profile')).statusCode).toBe(401)
  expect((await new Person(shop, 'program').signIn(seller.email, seller.password)).body.code).toBe(
    'auth.bad_credentials',
  )

  await owner.post(`/api/users/${seller.id}/activate`)
  await owner.patch(`/api/users/${seller.id}`, { role_id: idOf('vendedor') })
  expect((await new Person(shop, 'program').signIn(seller.email, seller.password)).status).toBe(200)
})

test('S6 a role that is edited changes what its people may do, and a changed password ends other sessions', async () => {
  const { person } = await signedIn()
  const role = (await owner.get('/api/roles')).body.items.find((one: { name: string }) => one.name === 'vendedor')
  expect((await person.get('/api/roles')).status).toBe(403)
  const edited = await owner.patch(`/api/roles/${role.id}`, { permissions: [...role.permissions, 'roles.see'] })
  expect(edited.body).toMatchObject({ is_edited: true, version: role.version + 1 })
  expect((await person.get('/api/roles')).status).toBe(200)

  const { person: phone } = await signedIn()
  const password = 'otra frase con pájaros y pan'
  expect(
    (await person.post('/api/auth/password', { current_password: 'no es esta de aquí', new_password: password }))
      .status,
  ).toBe(401)
  expect(
    (await person.post('/api/auth/password', { current_password: seller.password, new_password: password })).status,
  ).toBe(204)
  expect((await person.get('/api/auth/profile')).status).toBe(200)
  expect((await phone.get('/api/auth/profile')).status).toBe(401)
  seller.password = password
})

test('S23 devices are listed with address and agent, and all others can be ended', async () => {
  const { person } = await signedIn({ ip: '10.7.0.1', agent: 'Firefox en la caja 2' })
  const { person: phone } = await signedIn({ agent: 'teléfono' })
  const sessions = (await person.get('/api/auth/sessions')).body.items
  expect(sessions.find((one: { is_current: boolean }) => one.is_current)).toMatchObject({
    ip: '10.7.0.1',
    agent: 'Firefox en la caja 2',
  })
  expect((await owner.get(`/api/users/${seller.id}/sessions`)).body.items).toHaveLength(sessions.length)
  expect((await person.post('/api/auth/sessions/revoke-others')).body.revoked).toBe(sessions.length - 1)
  expect((await phone.get('/api/auth/profile')).status).toBe(401)
  expect((await person.get('/api/auth/profile')).status).toBe(200)

  const own = (await person.get('/api/auth/sessions')).body.items[0].id
  const foreign = (await owner.get('/api/auth/sessions')).body.items[0].id
  expect((await person.delete(`/api/auth/sessions/${foreign}`)).status).toBe(404)
  expect((await person.delete(`/api/auth/sessions/${own}`)).status).toBe(204)
  expect((await person.get('/api/auth/profile')).status).toBe(401)
})

test('an administrator signs somebody out everywhere', async () => {
  const { person } = await signedIn()
  expect((await owner.delete(`/api/users/${seller.id}/sessions`)).body.revoked).toBeGreaterThan(0)
  expect((await person.get('/api/auth/profile')).status).toBe(401)
})

const second = () => new Promise((resolve) => setTimeout(resolve, 500))
