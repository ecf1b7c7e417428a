import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '#platform/database/transact'
import { enqueue } from '#platform/jobs/job'
import { assertMail, mailJob, noteMail, sendMail } from '#platform/mail/send-mail'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

interface Letter {
  user: string
  secure: boolean
  to: string[]
  raw: string
}

const letters: Letter[] = []
let refusals = 0
let server: SMTPServer
let smtp_url: string
let shop: TestShop

beforeAll(async () => {
  server = new SMTPServer({
    authMethods: ['PLAIN'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'clave' ? done(null, { user: username }) : done(new Error('wrong password')),
    onMailFrom: (_address, _session, done) => {
      if (refusals > 0) {
        refusals -= 1
        return done(Object.assign(new Error('try later'), { responseCode: 451 }))
      }
      done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        letters.push({ user: String(session.user), secure: session.secure, to, raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  // The test server's certificate is its own; a shop's server has a real one.
  smtp_url = `smtp://caja%40tienda.cl:clave@127.0.0.1:${port}/?tls.rejectUnauthorized=false`
  shop = await openShop({ modules: [], platform: { works: true, mail: { smtp_url, from: 'Tienda <caja@tienda.cl>' } } })
})

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const arrived = async (count: number) => {
  const end = Date.now() + 15_000
  while (letters.length < count && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(letters.length).toBe(count)
}

test('a letter leaves after the commit, over STARTTLS and with a sign-in', async () => {
  await transact(shop.ctx, (tx) =>
    enqueue(tx, sendMail, {
      to: 'ana@example.cl',
      subject: 'Su boleta: ¡gracias!',
      text: 'Total $ 1.190',
      html: '<p>Total</p>',
    }),
  )
  await arrived(1)
  expect(letters[0]).toMatchObject({ user: 'caja@tienda.cl', secure: true, to: ['ana@example.cl'] })
  expect(letters[0]?.raw).toContain('From: Tienda <caja@tienda.cl>')
})

test('a subject cannot smuggle in a header or a second receiver', async () => {
  await transact(shop.ctx, (tx) =>
    enqueue(tx, sendMail, { to: 'ana@example.cl', subject: 'Hola\r\nBcc: evil@example.com\r\n\r\nfalso', text: 'x' }),
  )
  await arrived(2)
  expect(letters[1]?.to).toEqual(['ana@example.cl'])
  expect(letters[1]?.raw).not.toMatch(/^Bcc:/im)
  await expect(
    transact(shop.ctx, (tx) => enqueue(tx, sendMail, { to: 'a@b.cl, evil@example.com', subject: 's', text: 'x' })),
  ).rejects.toThrow()
})

test('a server that says "later" gets the letter later', async () => {
  refusals = 1
  await transact(shop.ctx, (tx) => enqueue(tx, sendMail, { to: 'eva@example.cl', subject: 'Otra', text: 'x' }))
  await arrived(3)
})

test('without a server the refusal says so, at once and in the job', async () => {
  await expect(assertMail(shop.ctx)).rejects.toMatchObject({ code: 'mail.not_configured' })
  await noteMail(shop.ctx, { smtp_url, from: undefined })
  await assertMail(shop.ctx)
  const job = mailJob({ smtp_url: undefined, from: undefined })
  await expect(job.run(shop.ctx, { to: 'a@b.cl', subject: 's', text: 't' })).rejects.toMatchObject({
    code: 'mail.not_configured',
  })
})
