import { connect } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseCrowds } from '../crowd.ts'
import { asRefusal } from '../problem.ts'

const MOST = 3
let http: FastifyInstance
let address: string
let inside: number
let letGo: () => void

beforeEach(async () => {
  inside = 0
  const opened = new Promise<void>((resolve) => {
    letGo = resolve
  })
  http = fastify()
  refuseCrowds(http, ({ url }) => url === '/alive', MOST)
  http.setErrorHandler((error, _, reply) => {
    const refusal = asRefusal(error)
    return reply
      .code(refusal?.status ?? 500)
      .headers(refusal?.headers ?? {})
      .send(refusal?.code)
  })
  http.get('/slow', async () => {
    inside += 1
    await opened
    return 'served'
  })
  http.get('/alive', async () => 'yes')
  http.get('/stream', { config: { contract: { raw: true } as never } }, async (_, reply) => {
    reply.hijack()
    reply.raw.writeHead(200).write('open')
  })
  address = await http.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  letGo()
  http.server.closeAllConnections()
  await http.close()
})

const get = (path: string) => fetch(address + path)
const areInside = async (many: number) => {
  while (inside < many) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('who comes while as many are inside as may be is told at once when to come again, and is served then', async () => {
  const first = Array.from({ length: MOST }, () => get('/slow'))
  await areInside(MOST)
  const late = await get('/slow')
  expect([late.status, late.headers.get('retry-after'), await late.text()]).toEqual([503, '1', 'request.crowded'])
  expect(inside).toBe(MOST)
  letGo()
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual(Array(MOST).fill(200))
  expect((await get('/slow')).status).toBe(200)
})

test('whether the program lives is told however many are inside', async () => {
  const first = Array.from({ length: MOST }, () => get('/slow'))
  await areInside(MOST)
  expect((await get('/alive')).status).toBe(200)
  letGo()
  await Promise.all(first)
})

test('who hangs up before the answer makes room', async () => {
  const { hostname, port } = new URL(address)
  const gone = Array.from({ length: MOST }, () => {
    const socket = connect(Number(port), hostname)
    socket.write('GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n')
    return socket
  })
  await areInside(MOST)
  for (const socket of gone) socket.destroy()
  letGo()
  while ((await get('/slow')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 5))
})

test('a stream that stays open takes no room', async () => {
  const streams = await Promise.all(Array.from({ length: MOST + 1 }, () => get('/stream')))
  expect(streams.map(({ status }) => status)).toEqual(Array(MOST + 1).fill(200))
  letGo()
  expect((await get('/slow')).status).toBe(200)
})
