/** Route × role × own and other places, generated from the modules' contracts and permission tables (S1, S25-S29, S34). */
import { beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../../bin/modules.ts'
import type { RouteContract } from '../../platform/contract.ts'
import { newId } from '../../platform/ids.ts'
import { ROLES } from '../../platform/module.ts'
import { openShop, permissionsOf, type Reply, type TestShop, type Worker } from '../support/open-shop.ts'
import { namesPlace, sampleOf } from '../support/sample.ts'
import { openTwoStores, type TwoStores } from '../support/two-stores.ts'

interface Route {
  key: string
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  contract: RouteContract
}

/** Without a sign-in, by decision: at most twelve, each named here. */
const PUBLIC = [
  'GET /api/setup',
  'POST /api/auth/login',
  'POST /api/auth/login/totp',
  'POST /api/auth/demo',
  'POST /api/auth/refresh',
  'POST /api/auth/register',
  'POST /api/auth/password-resets',
  'GET /api/health',
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /metrics',
]
/** Streams never end by themselves; their own tests hear them. */
const STREAMS = ['GET /api/events', 'GET /api/order-events']

let shop: TestShop
let routes: Route[]
let two: TwoStores
beforeAll(async () => {
  shop = await openShop()
  routes = [...modules, shop.platform.module].flatMap(({ routes: sets }) =>
    sets.flatMap(({ contract }) => routesOf(contract)),
  )
  two = await openTwoStores(shop)
})

function routesOf(contract: Readonly<Record<string, RouteContract>>): Route[] {
  return Object.entries(contract).map(([key, one]) => {
    const [method = '', path = ''] = key.split(' ')
    return { key, method: method as Route['method'], path, contract: one }
  })
}

const unknown = newId()
/** A path whose things do not exist: the decision about rights comes first. */
const urlOf = ({ path }: Route, id = unknown) => path.replace(/:\w+/g, id)

function call(worker: Worker, { method }: Route, url: string, body: unknown = {}): Promise<Reply> {
  if (method === 'GET') return worker.get(url)
  if (method === 'DELETE') return worker.delete(url)
  return worker[method === 'POST' ? 'post' : method === 'PUT' ? 'put' : 'patch'](url, body)
}

const isProtected = ({ contract }: Route) => !['public', 'link', 'before-setup'].includes(contract.may)

test('S1 without a credential every route that is not public answers 401 and says how to sign in', async () => {
  expect(
    routes
      .filter(({ contract }) => contract.may === 'public')
      .map(({ key }) => key)
      .sort(),
  ).toEqual([...PUBLIC].sort())
  expect(PUBLIC.length).toBeLessThanOrEqual(12)
  const wrong: string[] = []
  for (const route of routes.filter(isProtected)) {
    const { status, headers } = await call(shop.anonymous, route, urlOf(route))
    if (status !== 401 || headers['www-authenticate'] === undefined) wrong.push(`${route.key}: ${status}`)
  }
  expect(wrong).toEqual([])
})

describe.each(ROLES)('S25 %s', (role) => {
  test('is let in exactly where the permission tables say', async () => {
    const has = new Set(permissionsOf(role, [...modules, shop.platform.module]))
    const worker = shop.as(role)
    const differences: string[] = []
    for (const route of routes.filter(isProtected)) {
      const needed = route.contract.may === 'operations' ? 'operations.see' : route.contract.may
      const allowed = needed === 'signed-in' || has.has(needed)
      if (allowed && STREAMS.includes(route.key)) continue
      const { status, body } = await call(worker, route, urlOf(route))
      const refused = status === 401 || (body?.code === 'request.forbidden' && body.permission === needed)
      if (refused === allowed || status >= 500)
        differences.push(`${route.key} (${needed}): ${status} ${body?.code ?? ''}`)
    }
    expect(differences).toEqual([])
  })
})

test('what an edit does not name stays as it is: no default says otherwise', () => {
  for (const { key, contract } of routes.filter(({ method }) => method === 'PATCH')) {
    const read = contract.body?.safeParse({})
    if (read?.success) expect([key, read.data]).toEqual([key, {}])
  }
})

describe('S26 somebody who works in one store', () => {
  test('is told that another store or warehouse does not exist, wherever a request names it', async () => {
    const names = { store_id: two.other.store_id, warehouse_id: two.other.warehouse_id, other: unknown }
    const answered: string[] = []
    let tried = 0
    for (const route of routes.filter(isProtected)) {
      if (STREAMS.includes(route.key)) continue
      const { query, body } = route.contract
      if (namesPlace(query)) {
        tried += 1
        const given = sampleOf(query as NonNullable<typeof query>, names) as Record<string, unknown>
        const text = new URLSearchParams(
          Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
        )
        const { status } = await call(two.local, route, `${urlOf(route)}?${text}`)
        if (status !== 404) answered.push(`${route.key}?${text}: ${status}`)
      }
      if (namesPlace(body)) {
        tried += 1
        const { status, text } = await call(
          two.local,
          route,
          urlOf(route),
          sampleOf(body as NonNullable<typeof body>, names),
        )
        if (status !== 404) answered.push(`${route.key}: ${status} ${text.slice(0, 300)}`)
      }
    }
    expect(answered).toEqual([])
    expect(tried).toBeGreaterThanOrEqual(35)
  })

  test('X-Store-Id of another store does not exist either', async () => {
    const headers = { 'x-store-id': two.other.store_id }
    expect((await two.local.get('/api/products', { headers })).status).toBe(404)
    expect((await two.local.get('/api/products', { headers: { 'x-store-id': two.own.store_id } })).status).toBe(200)
  })

  test('sees nothing of the other store in any list', async () => {
    const foreign = new Set([two.other.store_id, two.other.warehouse_id])
    const leaks: string[] = []
    let seen_by_all = 0
    for (const route of routes.filter(isList)) {
      const everything =
        (await shop.owner.get(`${route.path}?limit=200`)).body ?? (await shop.owner.get(route.path)).body
      if (mentions(everything, foreign)) seen_by_all += 1
      const reply = await two.local.get(route.path)
      if (reply.status === 200 && mentions(reply.body, foreign)) leaks.push(route.key)
    }
    expect(leaks).toEqual([])
    // The test bites only where there is something to leak.
    expect(seen_by_all).toBeGreaterThanOrEqual(14)
  })

  test('finds nothing of the other store in any export', async () => {
    const marks = new RegExp(`Norte|${two.other.store_id}|${two.other.warehouse_id}`)
    const leaks: string[] = []
    let seen_by_all = 0
    for (const route of routes.filter(isExport)) {
      if (marks.test((await shop.owner.get(route.path)).text)) seen_by_all += 1
      if (marks.test((await two.local.get(route.path)).text)) leaks.push(route.key)
    }
    expect(leaks).toEqual([])
    expect(seen_by_all).toBeGreaterThanOrEqual(1)
    // The export of orders names no place: there the number of lines tells.
    const linesOf = async (worker: Worker) => (await worker.get('/api/orders/export')).text.trim().split('\n').length
    expect(await linesOf(two.local)).toBe((await linesOf(shop.owner)) - 2)
  })

  test('reaches no thing of the other store by its id', async () => {
    const reached: string[] = []
    let tried = 0
    for (const list of routes.filter(isList)) {
      const hidden = await hiddenIds(list.path)
      for (const route of routes.filter(
        ({ path }) => path === `${list.path}/:id` || path.startsWith(`${list.path}/:id/`),
      )) {
        for (const id of hidden.slice(0, 3)) {
          tried += 1
          const body = route.contract.body ? sampleOf(route.contract.body, { ...two.own, other: unknown }) : {}
          const { status } = await call(two.local, route, urlOf(route, id), body)
          if (status !== 404 && status !== 422) reached.push(`${route.key} ${id}: ${status}`)
        }
      }
    }
    expect(reached).toEqual([])
    expect(tried).toBeGreaterThanOrEqual(40)
  })
})

const isList = ({ method, path, contract }: Route) =>
  method === 'GET' && !path.includes(':') && !contract.raw && isProtected({ contract } as Route)

const isExport = ({ key, method, path, contract }: Route) =>
  method === 'GET' &&
  !path.includes(':') &&
  contract.raw === true &&
  !STREAMS.includes(key) &&
  contract.may.includes('.')

/** Ids that everybody's list shows and the local one's does not, of things that carry the other store's name. */
async function hiddenIds(path: string): Promise<string[]> {
  const idsOf = (reply: Reply): { id: string }[] => (Array.isArray(reply.body?.items) ? reply.body.items : [])
  const all = idsOf(await shop.owner.get(path))
  const own = new Set(idsOf(await two.local.get(path)).map(({ id }) => id))
  const foreign = new Set([two.other.store_id, two.other.warehouse_id])
  return all
    .filter((thing) => typeof thing.id === 'string' && !own.has(thing.id) && mentions(thing, foreign))
    .map(({ id }) => id)
}

function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value)
  if (Array.isArray(value)) return value.some((one) => mentions(one, ids))
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => mentions(one, ids))
}

test('S29 whoever may not see costs finds none in any list, and cannot sort by them', async () => {
  const found: string[] = []
  for (const role of ROLES.filter((name) => !permissionsOf(name).includes('costs.see'))) {
    for (const route of routes.filter(isList)) {
      const { status, body } = await shop.as(role).get(route.path)
      if (status !== 200) continue
      for (const name of costsIn(body)) found.push(`${role} ${route.key}: ${name}`)
    }
    for (const route of routes.filter(isExport)) {
      const { status, text } = await shop.as(role).get(route.path)
      if (status === 200 && /cost|margin|margen/i.test(text.split('\n', 1)[0] ?? '')) found.push(`${role} ${route.key}`)
    }
    const sorted = await shop.as(role).get('/api/products?sort=cost')
    if (![403, 422].includes(sorted.status)) found.push(`${role} sorts products by cost: ${sorted.status}`)
  }
  expect([...new Set(found)]).toEqual([])
  expect(costsIn((await shop.owner.get('/api/products')).body).length).toBeGreaterThan(0)
})

function costsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(costsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(/cost|margin/.test(name) && inner !== null && inner !== undefined ? [name] : []),
    ...costsIn(inner),
  ])
}

test('S34 another spelling of a path, or another verb, opens nothing', async () => {
  const opened: string[] = []
  for (const route of routes.filter((one) => one.method === 'GET' && isProtected(one))) {
    const path = urlOf(route)
    for (const url of [
      `${path}/`,
      path.toUpperCase(),
      `/${path}`,
      path.replace('/api/', '/api//'),
      `${path};x=1`,
      `/x/%2e%2e${path}`,
      path.replace('/api', '/%61pi'),
      path.replace('/api', '/x/../api'),
    ]) {
      const { statusCode } = await shop.http.inject({ url })
      if (![400, 401, 404].includes(statusCode)) opened.push(`${url}: ${statusCode}`)
    }
    const head = await shop.http.inject({ method: 'HEAD', url: path })
    if (head.statusCode !== 401) opened.push(`HEAD ${path}: ${head.statusCode}`)
    const overridden = await shop.http.inject({
      method: 'GET',
      url: path,
      headers: { 'x-http-method-override': 'OPTIONS' },
    })
    if (overridden.statusCode !== 401) opened.push(`overridden ${path}: ${overridden.statusCode}`)
  }
  expect(opened).toEqual([])
})
