import { once } from 'node:events'
import { connect } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hangUpAtTheEnd } from '../hang-up.ts'

let http: FastifyInstance
let answer: () => void
let asked: Promise<void>

beforeEach(async () => {
  const opened = new Promise<void>((resolve) => {
    answer = resolve
  })
  http = fastify()
  hangUpAtTheEnd(http)
  asked = new Promise((heard) => {
    http.post('/sale', async ({ body }) => {
      heard()
      await opened
      return { sold: body }
    })
  })
  await http.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  answer()
  http.server.closeAllConnections()
  await http.close()
})

/** A caller who says these words and then waits. What is heard until the line is cut resolves. */
async function call(words: string) {
  const { port } = http.server.address() as { port: number }
  const line = connect(port, '127.0.0.1')
  const arrived = once(http.server, words.includes('\r\n\r\n') ? 'request' : 'connection')
  let text = ''
  line.on('data', (part) => {
    text += part
  })
  const heard = new Promise<string>((resolve) => line.on('close', () => resolve(text)))
  line.write(words)
  await arrived
  return { line, heard }
}
const sale = 'POST /sale HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n'

describe('a stop does not wait for', () => {
  test.each([
    ['a connection that a browser keeps in reserve and never used', ''],
    ['a request that stays without its end', 'GET /sale HTTP/1.1\r\nhost: shop\r\n'],
    ['a sale whose goods never come', `${sale}{"a"`],
  ])('%s', async (_what, words) => {
    const { heard } = await call(words)
    await http.close()
    expect(await heard).toBe('')
  })
})

test('a stop waits for the answer to what was asked, however long the asker is silent', async () => {
  const { heard } = await call(`${sale}{"a":1}`)
  await asked
  const closed = http.close()
  // Longer than the silence after which anybody else is hung up.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  answer()
  await closed
  expect(await heard).toContain('{"sold":{"a":1}}')
})

test('a stop hears out who is still sending', async () => {
  const { line, heard } = await call(sale)
  const closed = http.close()
  for (const letter of '{"a":1}') {
    await new Promise((resolve) => setTimeout(resolve, 250))
    line.write(letter)
  }
  await asked
  answer()
  await closed
  expect(await heard).toContain('{"sold":{"a":1}}')
})
