import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { Program } from '../../drills/program.ts'
import { type Campaign, campaign, mustBite, pause, times } from '../harness/campaign.ts'
import { shopFolder } from './shop-folder.ts'
import { reading } from './teeth.ts'
import { judgeBooksOf, sellOne } from './till.ts'

const SOCKETS = times(200, 2_000)
/** Headers have 10 s and a body 30 s; the server looks every two. */
const LIMIT_MS = 45_000
const folder = shopFolder()

const head = (path: string) => `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`
/** Says nothing; says its headers a byte at a time; promises a body and does not send it. */
const manners = [
  () => '',
  () => head('/api/auth/login'),
  () => `${head('/api/auth/login')}content-length: 1000\r\n\r\n{`,
]

function open(port: number, at: number): { socket: Socket; closed: Promise<void> } {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  const words = manners[at % manners.length]?.() ?? ''
  if (words !== '') socket.write(words)
  const dribble = setInterval(() => socket.writable && at % 3 === 1 && socket.write('x'), 1_000)
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      clearInterval(dribble)
      resolve()
    }),
  )
  return { socket, closed }
}

/** R19: they come, they are slow, and within their time each is gone; meanwhile the till sells. */
async function slowClients(one: Campaign, program: Program, many: number): Promise<void> {
  const { address } = program
  const till = await folder.enter(program)
  const port = Number(new URL(address).port)
  const sockets = Array.from({ length: many }, (_, at) => open(port, at))
  for (const _ of sockets) one.fault('slow client')
  let open_ones = sockets.length
  for (const { closed } of sockets) void closed.then(() => open_ones--)
  const until = Date.now() + LIMIT_MS
  while (open_ones > 0 && Date.now() < until) {
    const { outcome } = await sellOne(address, till)
    one.attempt()
    if (outcome !== 'sold') one.violate(`a sale among slow clients was ${outcome}`)
    await pause(250)
  }
  if (open_ones > 0) one.violate(`${open_ones} slow connections are still open`)
  for (const { socket } of sockets) socket.destroy()
  await judgeBooksOf(one, till)
}

/** What is said to a header of a megabyte, which nobody needs. */
async function answerToLongHeader({ address }: Program): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.on('error', () => undefined)
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk.toString()
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(`GET /api/health HTTP/1.1\r\nhost: localhost\r\nx-long: ${'a'.repeat(1_048_576)}\r\n\r\n`)
  await closed
  return said
}

test('R19: slow or silent connections are closed by their timeouts, a header of a megabyte is refused, and the till does not notice', async () => {
  const program = await folder.start()
  expect(await answerToLongHeader(program)).toMatch(/^HTTP\/1\.1 431|^$/)
  expect(await program.serves()).toBe(true)
  const least = { attempts: 5, faults: SOCKETS }
  await campaign('R19 slow clients', (one) => slowClients(one, program, SOCKETS), least)
})

test('R19 has teeth: a server without timeouts keeps them all', async () => {
  const program = await folder.start({ env: reading('no-timeouts') })
  await mustBite('R19 without timeouts', (one) => slowClients(one, program, 30))
})
