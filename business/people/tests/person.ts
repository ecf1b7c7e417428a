import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { noteMail } from '../../../platform/mail/send-mail.ts'
import { openShop, type Reply, type TestShop } from '../../../tests/support/open-shop.ts'

export interface Answered {
  status: number
  body: Reply['body']
  headers: Record<string, unknown>
  cookies: readonly {
    name: string
    value: string
    httpOnly?: boolean
    secure?: boolean
    sameSite?: string
    path?: string
  }[]
}

interface Options {
  ip?: string
  agent?: string
  headers?: Record<string, string>
}

/** Somebody with a browser (cookies, Origin) or a program (bearer token), from an address of their own. */
export class Person {
  readonly jar = new Map<string, string>()
  bearer: string | null = null
  private readonly shop: TestShop
  private readonly isBrowser: boolean
  private readonly from: Required<Omit<Options, 'headers'>>

  constructor(shop: TestShop, kind: 'browser' | 'program', options: Options = {}) {
    this.shop = shop
    this.isBrowser = kind === 'browser'
    this.from = { ip: options.ip ?? '127.0.0.1', agent: options.agent ?? `test ${kind}` }
  }

  get = (url: string, options?: Options) => this.call('GET', url, undefined, options)
  post = (url: string, body: unknown = {}, options?: Options) => this.call('POST', url, body, options)
  patch = (url: string, body: unknown, options?: Options) => this.call('PATCH', url, body, options)
  put = (url: string, body: unknown, options?: Options) => this.call('PUT', url, body, options)
  delete = (url: string, options?: Options) => this.call('DELETE', url, undefined, options)

  async signIn(email: string, password: string, options?: Options): Promise<Answered> {
    const answered = await this.post('/api/auth/login', { email, password }, options)
    if (answered.body?.tokens) this.bearer = answered.body.tokens.access
    return answered
  }

  private async call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body: unknown,
    options: Options = {},
  ) {
    const from = { ...this.from, ...options }
    const request: InjectOptions = {
      method,
      url,
      remoteAddress: from.ip,
      headers: { 'user-agent': from.agent, ...this.credentials(), ...options.headers },
    }
    if (body !== undefined) request.payload = body as object
    const reply = await this.shop.http.inject(request)
    for (const { name, value } of reply.cookies) {
      if (value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return {
      status: reply.statusCode,
      body: isJson && reply.body ? JSON.parse(reply.body) : null,
      headers: reply.headers,
      cookies: reply.cookies,
    } as Answered
  }

  private credentials(): Record<string, string> {
    if (!this.isBrowser) return this.bearer ? { authorization: `Bearer ${this.bearer}` } : {}
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return { origin: 'http://localhost:80', host: 'localhost:80', ...(cookie ? { cookie } : {}) }
  }
}

export const OWNER = { email: 'rosa@tienda.example', full_name: 'Rosa Fuentes', password: 'agua tibia con limón 7' }

export const SETUP = {
  business: { name: 'Lubricentro Aconcagua' },
  country: 'CL',
  administrator: OWNER,
}

/** Runs the wizard and returns the administrator, signed in with a browser. */
export async function setUp(shop: TestShop): Promise<Person> {
  const owner = new Person(shop, 'browser')
  const reply = await owner.post('/api/setup', SETUP)
  if (reply.status !== 201) throw new Error(`setup answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  return owner
}

/** Nobody listens there: letters wait in the queue, where tests read them; the journey over SMTP stands in tests/journeys. */
export const MAIL = { smtp_url: 'smtp://127.0.0.1:9', from: undefined }

/** A shop that sends letters, set up at this moment, and its administrator. */
export async function openMailShop(now: Date): Promise<{ shop: TestShop; owner: Person }> {
  const shop = await openShop({ signs_in: true, platform: { mail: MAIL } })
  await noteMail(shop.ctx, MAIL)
  shop.time.now = now
  return { shop, owner: await setUp(shop) }
}

/** The hour in such a shop stands until it is moved; each test begins a second later, with no attempt on record. */
export function standingClock() {
  let shop: TestShop | undefined
  const clock = {
    now: new Date('2026-03-02T12:00:00Z'),
    wait(seconds: number): void {
      clock.now = new Date(clock.now.getTime() + Math.round(seconds * 1000))
      if (shop) shop.time.now = clock.now
    },
    async open(): Promise<{ shop: TestShop; owner: Person }> {
      const opened = await openMailShop(clock.now)
      shop = opened.shop
      return opened
    },
    /** Gives the administrator, who has just entered. */
    async nextTest(of: TestShop): Promise<Person> {
      clock.wait(1)
      await of.db.deleteFrom('people.attempt').execute()
      const owner = new Person(of, 'browser')
      await owner.signIn(OWNER.email, OWNER.password)
      return owner
    },
  }
  return clock
}

export interface WaitingLetter {
  to: string
  subject: string
  text: string
  html: string
}

/** The letters to somebody, as they wait for the mail job, the newest last. */
export async function lettersTo(shop: TestShop, to: string): Promise<WaitingLetter[]> {
  const { rows } = await sql<{ payload: WaitingLetter }>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'platform.send-mail' and j.payload->>'to' = ${to} order by j.id`.execute(shop.db)
  return rows.map(({ payload }) => payload)
}

/** The link in a letter with which one chooses a password. */
export const tokenIn = (letter: WaitingLetter | undefined): string => letter?.text.match(/\/clave\/([\w-]+)/)?.[1] ?? ''

/** Adds somebody with a role and gives them a password of their own, signed in as a program. */
export async function hire(
  shop: TestShop,
  owner: Person,
  given: { role: string; email: string; password?: string; store_ids?: string[]; warehouse_ids?: string[] },
): Promise<{ person: Person; id: string; email: string; password: string }> {
  const { role, email, password = `campanas al viento ${email}`, ...places } = given
  const roles = await owner.get('/api/roles')
  const role_id = roles.body.items.find((one: { name: string }) => one.name === role).id
  const made = await owner.post('/api/users', { email, full_name: `Persona ${role}`, role_id, ...places })
  if (made.status !== 201) throw new Error(`hiring answered ${made.status}: ${JSON.stringify(made.body)}`)
  const person = new Person(shop, 'program')
  await person.signIn(email, made.body.temporary_password)
  const changed = await person.post('/api/auth/password', { new_password: password })
  if (changed.status !== 204) throw new Error(`password answered ${changed.status}: ${JSON.stringify(changed.body)}`)
  return { person, id: made.body.user.id, email, password }
}

/** The secret that an authenticator app was shown. */
export function unbase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
