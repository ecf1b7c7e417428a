import { expect } from 'vitest'
import { rowChanges } from '../../../tests/support/row-changes.ts'
import { sendReset } from '../jobs.ts'
import { codeAt } from '../totp.ts'
import { hire, Person, type standingClock, unbase32 } from './person.ts'

const tables = 'user session role link recovery_code approval api_key attempt access_version'
  .split(' ')
  .map((name) => `people.${name}`)

/** The answer of an act that must succeed. */
export async function done(act: ReturnType<Person['get']>): Promise<Awaited<ReturnType<Person['get']>>['body']> {
  const { status, body } = await act
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

/** A shop with Beto, who sells, and beside him Carla, who has all that one can have: a link, a second factor, a PIN, a key. */
export async function openPeople(clock: ReturnType<typeof standingClock>) {
  const names = new Map<string, string>()
  const { shop, owner } = await clock.open()
  const code = (secret: string) => codeAt(unbase32(secret), Math.floor(clock.now.getTime() / 30_000))
  const called = async ({ email, password }: { email: string; password: string }, of: string) => {
    const person = new Person(shop, 'program')
    await person.signIn(email, password)
    names.set((await person.get('/api/auth/profile')).body.session_id, of)
    return person
  }
  names.set((await owner.get('/api/auth/profile')).body.id, 'Rosa')
  for (const path of ['/api/roles', '/api/stores'])
    for (const { id, name } of (await owner.get(path)).body.items) names.set(id, name)
  const beto = await hire(shop, owner, { role: 'vendedor', email: 'beto@tienda.example' })
  const carla = await hire(shop, owner, { role: 'gerente', email: 'carla@tienda.example' })
  names.set(beto.id, 'Beto').set(carla.id, 'Carla')
  await sendReset.run(shop.ctx, { email: carla.email })
  const { secret } = await done(carla.person.post('/api/auth/totp'))
  await done(carla.person.post('/api/auth/totp/confirm', { code: code(secret) }))
  await done(carla.person.put('/api/auth/pin', { pin: '508163' }))
  await done(owner.post('/api/api-keys', { name: 'beside', permissions: ['users.see'] }))
  const words = (id: string) => names.get(id) ?? '?'
  const nameOf = ({ key, name, user_id, id }: Record<string, unknown>) =>
    key ? String(key).split(':')[0] : name ? String(name) : user_id || id ? words(String(user_id ?? id)) : ''
  // When a device was last seen is noted once a minute of the real clock.
  const watched = {
    tables,
    words,
    nameOf: (row: Record<string, unknown>) => nameOf(row) ?? '',
    leaves_out: ['last_seen_at'],
  }
  const changes = (act: () => Promise<unknown>) => rowChanges(shop, watched, act)
  return { shop, owner, names, code, called, changes, beto: { ...beto, person: await called(beto, 'of Beto') } }
}
