import { beforeAll, beforeEach, expect, test } from 'vitest'
import { noteMail } from '../../../platform/mail/send-mail.ts'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { sendReset } from '../jobs.ts'
import { codeAt } from '../totp.ts'
import { hire, lettersTo, MAIL, OWNER, Person, standingClock, tokenIn, unbase32 } from './person.ts'

let shop: TestShop
let owner: Person
const clock = standingClock()
const { wait } = clock

beforeAll(async () => {
  ;({ shop, owner } = await clock.open())
})

beforeEach(async () => {
  await clock.nextTest(shop)
})

const lastLetter = async (to: string) => (await lettersTo(shop, to)).at(-1)

async function resetToken(email: string): Promise<string> {
  await sendReset.run(shop.ctx, { email })
  return tokenIn(await lastLetter(email))
}

const choose = (token: string, password: string) =>
  new Person(shop, 'browser').post(`/api/auth/password-resets/${token}`, { password })

test('S13, S14 a new password is judged, and the answer says why', async () => {
  for (const [new_password, code] of [
    ['agua tibia con', 'password.too_short'],
    ['passwordpassword1', 'password.common'],
    ['rosa.fuentes.rosa', 'password.about_you'],
    ['Lubricentro Aconcagua 1', 'password.about_you'],
    ['x1 ya no llueve '.repeat(17), 'request.invalid'],
  ]) {
    const reply = await owner.post('/api/auth/password', { new_password })
    expect([new_password, reply.status, reply.body.code]).toEqual([new_password, 422, code])
  }
  const short = await owner.post('/api/auth/password', { new_password: 'agua tibia con' })
  expect(short.body.errors).toEqual([{ path: 'password', code: 'password.too_short' }])
  expect(short.body.title).toContain('15')
})

test('S15 long passwords with spaces and emoji sign in, in whichever way they were typed', async () => {
  const long = 'una frase larga que nadie más diría en voz alta 🧉 en la feria del domingo por la mañana'
  const { email } = await hire(shop, owner, { role: 'bodeguero', email: 'larga@tienda.example', password: long })
  expect((await new Person(shop, 'program').signIn(email, long.normalize('NFD'))).status).toBe(200)
})

test('S17 the link comes from the settings, works once, for an hour, for its own account', async () => {
  const { email, person } = await hire(shop, owner, { role: 'vendedor', email: 'carla@tienda.example' })
  const poisoned = { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } }
  const asked = await new Person(shop, 'program').post('/api/auth/password-resets', { email }, poisoned)
  expect(asked.status).toBe(202)

  const first = await resetToken(email)
  const letter = await lastLetter(email)
  expect(letter?.text).toContain(`https://tienda.example/clave/${first}`)
  expect(letter?.html).not.toContain('evil')
  expect((await choose(first, 'corta')).status).toBe(422)

  const second = await resetToken(email)
  expect((await choose(first, 'nubes sobre la cordillera')).status).toBe(410)
  expect((await choose(second, 'nubes sobre la cordillera')).status).toBe(204)
  expect((await choose(second, 'otra vez la misma puerta')).status).toBe(410)
  expect((await person.get('/api/auth/profile')).status).toBe(401)
  expect((await new Person(shop, 'program').signIn(email, 'nubes sobre la cordillera')).status).toBe(200)
  expect((await new Person(shop, 'program').signIn(OWNER.email, OWNER.password)).status).toBe(200)

  const late = await resetToken(email)
  wait(61 * 60)
  expect((await choose(late, 'demasiado tarde para esto')).status).toBe(410)
  expect((await choose('x'.repeat(43), 'demasiado tarde para esto')).status).toBe(410)
  owner = new Person(shop, 'browser')
  await owner.signIn(OWNER.email, OWNER.password)
})

test('S18 asking for a reset says the same for an unknown e-mail, and sends nothing', async () => {
  const known = await new Person(shop, 'browser').post('/api/auth/password-resets', { email: OWNER.email })
  const unknown = await new Person(shop, 'browser').post('/api/auth/password-resets', { email: 'nadie@tienda.example' })
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  await sendReset.run(shop.ctx, { email: 'nadie@tienda.example' })
  expect(await lastLetter('nadie@tienda.example')).toBeUndefined()
})

test('without mail a reset or an invitation says so instead of promising a letter', async () => {
  await noteMail(shop.ctx, { smtp_url: undefined, from: undefined })
  const asked = await new Person(shop, 'browser').post('/api/auth/password-resets', { email: OWNER.email })
  expect([asked.status, asked.body.code]).toEqual([409, 'mail.not_configured'])
  const role_id = (await owner.get('/api/roles')).body.items.find((one: { name: string }) => one.name === 'cajero').id
  const invited = { email: 'sin.correo@tienda.example', full_name: 'Sin Correo', role_id, entry: 'invitation' }
  expect((await owner.post('/api/users', invited)).body.code).toBe('mail.not_configured')
  await noteMail(shop.ctx, MAIL)
})

test('a mailbox cannot be flooded with resets', async () => {
  const asking = new Person(shop, 'browser')
  const statuses: number[] = []
  for (let n = 0; n < 6; n += 1)
    statuses.push((await asking.post('/api/auth/password-resets', { email: OWNER.email })).status)
  expect(statuses.slice(0, 3)).toEqual([202, 202, 202])
  expect(statuses).toContain(429)
})

test('a one-time password opens only the page that replaces it', async () => {
  const role_id = (await owner.get('/api/roles')).body.items.find((one: { name: string }) => one.name === 'gerente').id
  const made = await owner.post('/api/users', { email: 'nuevo@tienda.example', full_name: 'Nuevo Gerente', role_id })
  expect(made.body).toMatchObject({
    user: { state: 'active', must_change_password: true },
    temporary_password: expect.any(String),
  })
  const person = new Person(shop, 'program')
  expect(
    (await person.signIn('nuevo@tienda.example', made.body.temporary_password)).body.user.must_change_password,
  ).toBe(true)
  expect((await person.get('/api/users')).status).toBe(403)
  expect((await person.get('/api/auth/profile/permissions')).body.permissions).toEqual([])
  expect((await person.post('/api/auth/password', { new_password: 'tres gatos en la azotea' })).status).toBe(204)
  expect((await person.get('/api/users')).status).toBe(200)
  expect((await new Person(shop, 'program').signIn('nuevo@tienda.example', made.body.temporary_password)).status).toBe(
    401,
  )
})

test('an invitation by link lets its owner choose the password', async () => {
  const role_id = (await owner.get('/api/roles')).body.items.find((one: { name: string }) => one.name === 'cajero').id
  const given = { email: 'invitada@tienda.example', full_name: 'Invitada', role_id, entry: 'invitation' }
  const made = await owner.post('/api/users', given)
  expect(made.body).toMatchObject({ user: { state: 'invited' }, temporary_password: null })
  expect((await new Person(shop, 'program').signIn(given.email, 'cualquier cosa que sea')).status).toBe(401)
  const token = tokenIn(await lastLetter(given.email))
  expect((await choose(token, 'pan amasado con chicharrones')).status).toBe(204)
  expect((await new Person(shop, 'program').signIn(given.email, 'pan amasado con chicharrones')).status).toBe(200)
})

test('S16, S18 the second factor: enrol, sign in, each code once, six guesses, recovery, and no way around it', async () => {
  const { email, password, person } = await hire(shop, owner, { role: 'vendedor', email: 'doble@tienda.example' })
  const { secret, uri } = (await person.post('/api/auth/totp')).body
  expect(uri).toContain('otpauth://totp/Lubricentro%20Aconcagua:doble%40tienda.example')
  const code = (steps = 0) => codeAt(unbase32(secret), Math.floor(clock.now.getTime() / 30_000) + steps)
  expect((await person.post('/api/auth/totp/confirm', { code: '000000' })).status).toBe(401)
  const { recovery_codes } = (await person.post('/api/auth/totp/confirm', { code: code() })).body
  expect(recovery_codes).toHaveLength(10)

  const asked = await new Person(shop, 'program').signIn(email, password)
  expect([asked.status, asked.body.mfa_required, asked.body.tokens]).toEqual([202, true, undefined])
  const answer = (given: string) =>
    new Person(shop, 'program').post('/api/auth/login/totp', { mfa_token: asked.body.mfa_token, code: given })
  expect((await answer(code())).status).toBe(401)
  wait(30)
  expect((await answer(code(2))).status).toBe(401)
  expect((await answer(code(-2))).status).toBe(401)
  expect((await answer(code())).status).toBe(200)
  expect((await answer(code())).status).toBe(401)
  expect(
    (
      await new Person(shop, 'program').get('/api/auth/profile', {
        headers: { authorization: `Bearer ${asked.body.mfa_token}` },
      })
    ).status,
  ).toBe(401)

  wait(60)
  const guesses: number[] = []
  for (let n = 0; n < 6; n += 1) guesses.push((await answer(String(n).repeat(6))).status)
  expect(guesses.at(-1)).toBe(429)
  wait(60)
  await shop.db.deleteFrom('people.attempt').execute()
  expect((await answer(recovery_codes[3].toLowerCase().replaceAll('-', ' '))).status).toBe(200)
  expect((await answer(recovery_codes[3])).status).toBe(401)

  expect((await choose(await resetToken(email), 'doce letras!')).status).toBe(204)
  expect((await new Person(shop, 'program').signIn(email, 'doce letras!')).status).toBe(202)
})

test('S13 a twelve-character password stands only with the second factor', async () => {
  const { email, person } = await hire(shop, owner, { role: 'cajero', email: 'docena@tienda.example' })
  expect((await person.post('/api/auth/password', { new_password: 'doce letras!' })).status).toBe(422)
  const { secret } = (await person.post('/api/auth/totp')).body
  const code = codeAt(unbase32(secret), Math.floor(clock.now.getTime() / 30_000))
  await person.post('/api/auth/totp/confirm', { code })
  expect((await person.post('/api/auth/password', { new_password: 'once letras' })).status).toBe(422)
  expect((await person.post('/api/auth/password', { new_password: 'doce letras!' })).status).toBe(204)
  const kept = await person.post('/api/auth/totp/disable')
  expect([kept.status, kept.body.code]).toEqual([409, 'auth.password_short_for_one_factor'])
  // Fifteen are enough to stand alone, exactly.
  expect((await person.post('/api/auth/password', { new_password: 'quince letras y' })).status).toBe(204)
  expect((await person.post('/api/auth/totp/disable')).status).toBe(204)
  expect((await new Person(shop, 'program').signIn(email, 'quince letras y')).status).toBe(200)
})

test('S21 sensitive changes ask for the password again after ten minutes', async () => {
  const boss = await hire(shop, owner, { role: 'gerente', email: 'jefa@tienda.example' })
  await boss.person.signIn(boss.email, boss.password)
  wait(10 * 60 + 1)
  for (const [path, body] of [
    ['/api/auth/totp', {}],
    ['/api/auth/password', { new_password: 'una frase nueva cualquiera' }],
    ['/api/auth/totp/disable', {}],
  ] as const) {
    const reply = await boss.person.post(path, body)
    expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'auth.reauth_required'])
  }
  expect((await boss.person.put('/api/auth/pin', { pin: '502816' })).body.code).toBe('auth.reauth_required')
  const email = await boss.person.patch(`/api/users/${boss.id}`, { email: 'nueva@tienda.example' })
  expect(email.body.code).toBe('auth.reauth_required')

  expect((await boss.person.post('/api/auth/reauthenticate', { password: 'no es esta de verdad' })).status).toBe(401)
  expect((await boss.person.post('/api/auth/reauthenticate', { password: boss.password })).status).toBe(204)
  expect((await boss.person.post('/api/auth/totp')).status).toBe(200)
  expect((await boss.person.put('/api/auth/pin', { pin: '502816' })).status).toBe(204)
})

test('S71 nothing in the tables can be used to sign in', async () => {
  const dump = JSON.stringify(
    await Promise.all([
      shop.db.selectFrom('people.user').selectAll().execute(),
      shop.db.selectFrom('people.session').selectAll().execute(),
      shop.db.selectFrom('people.link').selectAll().execute(),
      shop.db.selectFrom('platform.audit_entry').selectAll().execute(),
    ]),
  )
  for (const secret of [OWNER.password, 'nubes sobre la cordillera', '502816']) expect(dump).not.toContain(secret)
  expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
})
