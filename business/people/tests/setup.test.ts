import { expect, test } from 'vitest'
import { grantAdministrator, setUpUnattended } from '#people'
import { openShop } from '../../../tests/support/open-shop.ts'
import { OWNER, Person, SETUP, setUp } from './person.ts'

test('S24 exactly one of two setups at once wins; afterwards the route does not exist', async () => {
  const shop = await openShop({ signs_in: true })
  const [ana, beto] = [new Person(shop, 'browser'), new Person(shop, 'browser')]

  const before = await ana.get('/api/setup')
  expect(before.body).toMatchObject({ needs_setup: true, demo: null, one_click_roles: [], languages: ['es', 'en'] })
  expect(before.body.countries.map((one: { code: string }) => one.code)).toContain('CL')

  const other = { ...SETUP, administrator: { ...OWNER, email: 'otra@tienda.example' } }
  const replies = await Promise.all([ana.post('/api/setup', SETUP), beto.post('/api/setup', other)])
  expect(replies.map((reply) => reply.status).sort()).toEqual([201, 404])
  expect(await shop.db.selectFrom('people.user').select('id').execute()).toHaveLength(1)
  expect(await shop.db.selectFrom('company.store').select('id').execute()).toHaveLength(1)

  expect((await ana.post('/api/setup', SETUP)).status).toBe(404)
  expect((await ana.get('/api/setup')).body).toMatchObject({ needs_setup: false, countries: [] })
})

test('S24 no default credentials exist, and the administrator who set up is signed in', async () => {
  const shop = await openShop({ signs_in: true })
  const owner = await setUp(shop)

  const profile = await owner.get('/api/auth/profile')
  expect(profile.body).toMatchObject({ email: OWNER.email, role: 'admin', must_change_password: false })
  for (const [email, password] of [
    ['admin@example.com', 'admin123'],
    ['admin@admin.com', 'admin'],
    [OWNER.email, 'admin123'],
  ] as const) {
    expect((await new Person(shop, 'program').signIn(email, password)).status).toBe(401)
  }
})

test('a weak password or an unknown field in the wizard leaves nothing behind', async () => {
  const shop = await openShop({ signs_in: true })
  const stranger = new Person(shop, 'browser')
  const weak = { ...SETUP, administrator: { ...OWNER, password: 'corta' } }
  expect((await stranger.post('/api/setup', weak)).body.code).toBe('password.too_short')
  const about = { ...SETUP, administrator: { ...OWNER, password: 'lubricentro-aconcagua-2026' } }
  expect((await stranger.post('/api/setup', about)).body.code).toBe('password.about_you')
  expect((await stranger.post('/api/setup', { ...SETUP, is_admin: true })).status).toBe(422)
  expect(await shop.db.selectFrom('company.business').select('name').execute()).toEqual([])
})

test('whoever owns the machine makes an administrator, and lets one in again', async () => {
  const shop = await openShop({ signs_in: true })
  const who = { email: 'duena@tienda.example', full_name: 'Dueña' }
  const first = await grantAdministrator(shop.ctx, who)
  expect(first.is_new).toBe(true)
  expect((await new Person(shop, 'browser').get('/api/setup')).body.needs_setup).toBe(false)
  const person = new Person(shop, 'program')
  expect((await person.signIn(who.email, first.temporary_password)).body.user).toMatchObject({
    role: 'admin',
    must_change_password: true,
  })
  await person.post('/api/auth/password', { new_password: 'siete vacas en el cerro' })
  const again = await grantAdministrator(shop.ctx, who)
  expect(again.is_new).toBe(false)
  expect((await person.signIn(who.email, 'siete vacas en el cerro')).status).toBe(401)
  expect((await person.signIn(who.email, again.temporary_password)).status).toBe(200)
})

test('the administrator that the settings name is made once, with a password that is judged', async () => {
  const shop = await openShop({ signs_in: true })
  const admin = { email: 'duena@tienda.example', password: 'nieve sobre los volcanes' }
  await expect(setUpUnattended(shop.ctx, { ...admin, password: 'mostrador-admin' })).rejects.toThrow('password.')
  // Of two servers that start at once one sets up, and the other finds it done.
  await Promise.all([setUpUnattended(shop.ctx, admin), setUpUnattended(shop.ctx, admin)])
  await setUpUnattended(shop.ctx, { email: 'otra@tienda.example', password: 'nieve sobre los volcanes' })
  expect((await new Person(shop, 'program').signIn(admin.email, admin.password)).status).toBe(200)
  expect(await shop.db.selectFrom('people.user').select('id').execute()).toHaveLength(1)
})

test('one-click entry exists only in a demo, only for its own people, only from this machine', async () => {
  const shop = await openShop({ signs_in: true })
  const owner = await setUp(shop)
  const here = new Person(shop, 'browser')
  expect((await here.post('/api/auth/demo', { role: 'admin' })).status).toBe(404)

  await shop.db
    .insertInto('platform.note')
    .values({ name: 'demo', value: JSON.stringify({ name: 'lubricentro' }) })
    .execute()
  expect((await here.post('/api/auth/demo', { role: 'admin' })).status).toBe(404)

  await shop.db.updateTable('people.user').set({ is_demo: true }).execute()
  expect((await here.get('/api/setup')).body).toMatchObject({ demo: 'lubricentro', one_click_roles: ['admin'] })
  const away = new Person(shop, 'browser', { ip: '10.0.0.7' })
  expect((await away.get('/api/setup')).body.one_click_roles).toEqual([])
  expect((await away.post('/api/auth/demo', { role: 'admin' })).status).toBe(404)
  const forged = { headers: { 'x-forwarded-for': '127.0.0.1' } }
  expect((await away.post('/api/auth/demo', { role: 'admin' }, forged)).status).toBe(404)
  expect((await here.post('/api/auth/demo', { role: 'admin' })).status).toBe(200)
  expect((await here.get('/api/auth/profile')).body.email).toBe(OWNER.email)
  expect((await owner.get('/api/auth/profile')).status).toBe(200)
})
