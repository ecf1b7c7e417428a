import { sql } from 'kysely'
import { expect } from 'vitest'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { sendReset } from '../jobs.ts'
import { codeAt } from '../totp.ts'
import { hire, Person, type standingClock, unbase32 } from './person.ts'

const tables = [
  'user',
  'session',
  'role',
  'link',
  'recovery_code',
  'approval',
  'api_key',
  'attempt',
  'access_version',
] as const
const SECRETS = /hash|seed|secret|digest/

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
  const changes = (act: () => Promise<unknown>) => changesOf(shop, (id) => names.get(id) ?? '?', act)
  return { shop, owner, names, code, called, changes, beto: { ...beto, person: await called(beto, 'of Beto') } }
}

type Row = Record<string, unknown>
type Books = Map<string, { what: string; row: Row }>

/**
 * What an act changed in the tables of people, and nothing else: one line a row, field by field. Secrets are only said to be
 * others, moments are said in seconds from now, and ids by the name that `words` gives them.
 */
async function changesOf(
  shop: TestShop,
  words: (id: string) => string,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const before = await booksOf(shop, words)
  await act()
  const now = shop.time.now ?? new Date()
  const said = (field: string, value: unknown): string => {
    if (value === null) return '–'
    if (SECRETS.test(field)) return '***'
    if (Array.isArray(value)) return `[${value.map((one) => said('', one)).join(' ')}]`
    if (typeof value !== 'string') return String(value)
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return `${(Date.parse(value) - now.getTime()) / 1000}s`
    return /^[0-9a-f-]{36}$/.test(value) ? words(value) : value
  }
  const lines: string[] = []
  const after = await booksOf(shop, words)
  for (const [key, { what }] of before) if (!after.has(key)) lines.push(`${what} is gone`)
  for (const [key, { what, row }] of after) {
    const old = before.get(key)?.row
    const fields = Object.keys(row).filter(
      (field) => JSON.stringify(row[field]) !== JSON.stringify(old?.[field] ?? null),
    )
    if (fields.length === 0) continue
    const changes = fields
      .filter((field) => field !== 'id' && field !== 'key')
      .map((field) =>
        old === undefined
          ? `${field} ${said(field, row[field])}`
          : field === 'version'
            ? `version +${Number(row[field]) - Number(old[field])}`
            : `${field} ${said(field, old[field])} → ${said(field, row[field])}`,
      )
    lines.push(`${old === undefined ? 'new ' : ''}${what}: ${changes.join(', ')}`)
  }
  return lines.sort()
}

async function booksOf({ db }: TestShop, words: (id: string) => string): Promise<Books> {
  const books: Books = new Map()
  for (const table of tables) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) ${
        table === 'role'
          ? sql`|| jsonb_build_object('permissions', (
        select count(*) from people.role_permission p where p.role_id = t.id))`
          : sql``
      } as row
      from ${sql.table(`people.${table}`)} t`.execute(db)
    for (const { row } of rows) {
      // When a device was last seen is noted once a minute of the real clock.
      row.last_seen_at = null
      const { id, key, user_id, name, hash } = row as Record<string, string>
      const whose = key?.split(':')[0] ?? name ?? (user_id ? words(user_id) : id ? words(id) : '')
      books.set(`${table} ${id ?? key ?? hash ?? ''}`, { what: `${table} ${whose}`.trim(), row })
    }
  }
  return books
}
