import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OWNER, Person, setUp } from '../../business/people/tests/person.ts'
import { noteMail } from '../../platform/mail/send-mail.ts'
import { openShop, type TestShop } from '../support/open-shop.ts'

const letters: { to: string[]; raw: string }[] = []
let server: SMTPServer
let shop: TestShop

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        letters.push({ to, raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  // The test server's certificate is its own; a shop's server has a real one.
  const mail = { smtp_url: `smtp://127.0.0.1:${port}/?tls.rejectUnauthorized=false`, from: 'caja@tienda.example' }
  shop = await openShop({ signs_in: true, platform: { works: true, mail } })
  await noteMail(shop.ctx, mail)
  await setUp(shop)
})

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

async function letterTo(email: string, count: number): Promise<string> {
  const end = Date.now() + 20_000
  const theirs = () => letters.filter(({ to }) => to.includes(email))
  while (theirs().length < count && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(theirs()).toHaveLength(count)
  // Quoted-printable: soft line breaks and escapes.
  return (theirs()[count - 1]?.raw ?? '').replace(/=\r\n/g, '').replace(/=3D/g, '=')
}

test('from "I forgot my password" to signed in, over a real SMTP conversation', async () => {
  const person = new Person(shop, 'browser', { agent: 'Firefox' })
  expect((await person.post('/api/auth/password-resets', { email: OWNER.email })).status).toBe(202)
  expect((await person.post('/api/auth/password-resets', { email: 'nadie@tienda.example' })).status).toBe(202)

  const letter = await letterTo(OWNER.email, 1)
  const token = letter.match(/https:\/\/tienda\.example\/clave\/([\w-]{43})/)?.[1] ?? ''
  expect(token).not.toBe('')
  const chosen = await person.post(`/api/auth/password-resets/${token}`, { password: 'luna llena sobre Chiloé' })
  expect(chosen.status).toBe(204)
  expect((await person.signIn(OWNER.email, OWNER.password)).status).toBe(401)
  expect((await person.signIn(OWNER.email, 'luna llena sobre Chiloé')).status).toBe(200)

  expect(await letterTo(OWNER.email, 2)).toContain('Tu clave acaba de cambiar')
  expect(letters.every(({ to }) => to.join() === OWNER.email)).toBe(true)
})
