import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, nobody } from '#platform/actor'
import { transact } from '#platform/database/transact'
import { fact } from '#platform/facts/fact'
import { newId } from '#platform/ids'
import type { Module } from '#platform/module'
import { openShop, type TestShop, writeActor } from '../../../tests/support/open-shop.ts'
import { readSocket, readStream, until } from './reader.ts'

const rung = fact('bell.rung', z.object({ n: z.int(), store_id: z.string().optional() }), { may: 'bell.hear' })
const placed = fact('order.created', z.object({ n: z.int() }), { may: 'bell.hear' })
const bell = {
  name: 'bell',
  routes: [],
  facts: [rung, placed],
  permissions: { 'bell.hear': { says: { es: 'Oír', en: 'Hear' }, roles: ['cajero'] } },
} satisfies Module

let shop: TestShop
let base: string
const store = newId()
const otherStore = newId()

beforeAll(async () => {
  shop = await openShop({
    modules: [bell],
    platform: { timing: { beat_ms: 200, recheck_ms: 100, introduce_ms: 300 } },
  })
  base = await shop.http.listen({ port: 0, host: '127.0.0.1' })
})

const as = (actor: Actor) => ({ 'x-test-actor': writeActor(actor) })
const ring = (...numbers: number[]) =>
  transact(shop.ctx, async (tx) => {
    for (const n of numbers) await tx.emit(rung({ n }))
  })
const numbers = (heard: { event: string; data: Record<string, unknown> }[]) =>
  heard.filter(({ event }) => event === 'bell.rung').map(({ data }) => data.n)

test('a stream hears what is committed, with a cursor that rises', async () => {
  const reader = await readStream(`${base}/api/events`, as(shop.cashier.actor))
  await until(() => reader.names().includes('ready'))
  await ring(1)
  await until(() => reader.names().includes('bell.rung'))
  expect(reader.heard.at(-1)).toMatchObject({ event: 'bell.rung', data: { n: 1 } })
  reader.close()
})

test('W5 and W7: cut off again and again, stream and socket miss nothing and double nothing', async () => {
  const total = 300
  const start = await readStream(`${base}/api/events`, as(shop.cashier.actor))
  await until(() => start.names().includes('ready'))
  const from = start.heard[0]?.cursor ?? 0
  start.close()
  const follow = async (open: (cursor: number) => ReturnType<typeof readStream>) => {
    const all: unknown[] = []
    let cursor = from
    while (all.length < total) {
      const reader = await open(cursor)
      await until(
        () => reader.heard.length > 1 + Math.floor(Math.random() * 40) || all.length + reader.heard.length > total,
      )
      reader.close()
      const facts = reader.heard.filter(({ event }) => event === 'bell.rung')
      all.push(...numbers(facts))
      cursor = facts.at(-1)?.cursor ?? cursor
    }
    return all
  }
  const writing = (async () => {
    for (let n = 0; n < total; n += 3) await ring(n, n + 1, n + 2)
  })()
  const headers = as(shop.cashier.actor)
  const [overStream, overSocket] = await Promise.all([
    follow((cursor) => readStream(`${base}/api/events`, { ...headers, 'last-event-id': String(cursor) })),
    follow(async (cursor) => ({ ...(await readSocket(`${base}/api/ws`, headers, { cursor })), lastId: () => '' })),
    writing,
  ])
  const expected = Array.from({ length: total }, (_, n) => n)
  expect(overStream).toEqual(expected)
  expect(overSocket).toEqual(expected)
})

test('an unknown cursor is told to load everything anew', async () => {
  const socket = await readSocket(`${base}/api/ws`, as(shop.cashier.actor), { cursor: 999_999_999 })
  await until(() => socket.names().includes('snapshot-needed'))
  await ring(7)
  await until(() => socket.names().includes('bell.rung'))
  socket.close()
})

test('W6: nobody hears what their role or their store does not allow', async () => {
  const here = shop.as('cajero', { stores: [store] })
  const without = shop.as('cajero', { permissions: [] })
  const [mine, none] = await Promise.all([
    readStream(`${base}/api/events`, as(here.actor)),
    readSocket(`${base}/api/ws`, as(without.actor), {}),
  ])
  await until(() => mine.names().includes('ready') && none.names().includes('ready'))
  await transact(shop.ctx, async (tx) => {
    await tx.emit(rung({ n: 1, store_id: otherStore }))
    await tx.emit(rung({ n: 2, store_id: store }))
  })
  await until(() => numbers(mine.heard).length > 0)
  await until(() =>
    none.heard.some(({ event, cursor }) => event === 'beat' && cursor >= (mine.heard.at(-1)?.cursor ?? 0)),
  )
  expect(numbers(mine.heard)).toEqual([2])
  expect(numbers(none.heard)).toEqual([])
  mine.close()
  none.close()
})

test('topics narrow the feed, and the order feed carries only orders, by name', async () => {
  const headers = as(shop.cashier.actor)
  const [orders, topic] = await Promise.all([
    readStream(`${base}/api/order-events`, headers),
    readStream(`${base}/api/events?topics=order`, headers),
  ])
  await until(() => orders.names().includes('ready') && topic.names().includes('ready'))
  await transact(shop.ctx, async (tx) => {
    await tx.emit(rung({ n: 5 }))
    await tx.emit(placed({ n: 6 }))
  })
  await until(() => orders.heard.length > 1 && topic.heard.length > 1)
  expect(orders.names()).toEqual(['ready', 'order.created'])
  expect(topic.names()).toEqual(['ready', 'order.created'])
  orders.close()
  topic.close()
})

test('W8: a revoked session ends its socket with 4401 and its stream, within seconds', async () => {
  const { actor } = shop.as('cajero')
  const socket = await readSocket(`${base}/api/ws`, as(actor), {})
  const stream = await readStream(`${base}/api/events`, as(actor))
  await until(() => socket.names().includes('ready') && stream.names().includes('ready'))
  shop.signedOut.add(actor.id ?? '')
  expect(await socket.ended).toBe(4401)
  await stream.ended
  expect(stream.names()).toContain('signed-out')
})

test('S81: foreign pages, silence without sign-in, tokens in the address and floods are refused', async () => {
  const headers = as(shop.cashier.actor)
  await expect(readSocket(`${base}/api/ws`, { ...headers, origin: 'https://evil.example' })).rejects.toThrow('403')
  expect(await (await readSocket(`${base}/api/ws?token=abc`, as(nobody))).ended).toBe(4401)
  expect((await shop.anonymous.get('/api/events')).status).toBe(401)

  const large = await readSocket(`${base}/api/ws`, headers, {})
  large.socket.send(`{"topics":["${'x'.repeat(1_000_000)}"]}`)
  expect(await large.ended).toBe(1009)
  const flood = await readSocket(`${base}/api/ws`, headers, {})
  for (let i = 0; i < 1_000; i += 1) flood.socket.send('{"event":"ping"}')
  expect(await flood.ended).toBe(1008)
  const strange = await readSocket(`${base}/api/ws`, headers, { may: 'everything' })
  expect(await strange.ended).toBe(1008)
  expect((await shop.cashier.get('/api/ws')).status).toBeGreaterThanOrEqual(400)
})

test('W3: who does not read is cut off with resync, and the others go on', async () => {
  const lazy = await readSocket(`${base}/api/ws`, as(shop.cashier.actor), {})
  const eager = await readSocket(`${base}/api/ws`, as(shop.cashier.actor), {})
  await until(() => lazy.names().includes('ready') && eager.names().includes('ready'))
  lazy.socket.pause()
  const long = 'x'.repeat(40_000)
  for (let n = 0; n < 400; n += 1) {
    await shop.ctx.db
      .insertInto('platform.fact')
      .values({ name: 'bell.rung', data: JSON.stringify({ n, long }), at: new Date() })
      .execute()
    if (n % 50 === 0) await shop.platform.settled()
  }
  await until(() => numbers(eager.heard).length === 400, 20_000)
  lazy.socket.resume()
  expect([1006, 1013]).toContain(await lazy.ended)
  eager.close()
}, 60_000)

test('a server that stops tells everybody when to come back', async () => {
  const socket = await readSocket(`${base}/api/ws`, as(shop.cashier.actor), {})
  const stream = await readStream(`${base}/api/events`, as(shop.cashier.actor))
  await until(() => socket.names().includes('ready') && stream.names().includes('ready'))
  await shop.http.close()
  expect(await socket.ended).toBe(1012)
  await stream.ended
  expect(socket.names()).toContain('reconnect')
  expect(stream.names()).toContain('reconnect')
})
