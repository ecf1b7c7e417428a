import { rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { clearAway, newFolder } from '../../drills/data-folder.ts'
import type { Program } from '../../drills/program.ts'
import { type Campaign, campaign, mustBite, pause, times } from '../harness/campaign.ts'
import { reading } from './teeth.ts'
import { judgeBooksOf, openTheShop, sellOne, startProgram, type Till } from './till.ts'

const SOCKETS = times(200, 2_000)
/** Headers have 10 s and a body 30 s; the server looks every two. */
const LIMIT_MS = 45_000
let data_dir: string
let program: Program | undefined

beforeEach(() => {
  data_dir = newFolder()
})

afterEach(async () => {
  if (program && isAlive(program.pid)) await program.end('SIGKILL')
  await clearAway(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
})

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
async function slowClients(
  one: Campaign,
  address: string,
  till: Till,
  { sockets: many, limit_ms }: Slow,
): Promise<void> {
  const port = Number(new URL(address).port)
  const sockets = Array.from({ length: many }, (_, at) => open(port, at))
  for (const _ of sockets) one.fault('slow client')
  let open_ones = sockets.length
  for (const { closed } of sockets) void closed.then(() => open_ones--)
  const until = Date.now() + limit_ms
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

interface Slow {
  readonly sockets: number
  readonly limit_ms: number
}

test('R19: two hundred slow or silent connections are closed by their timeouts, and the till does not notice', async () => {
  program = await startProgram(data_dir)
  const { address } = program
  const till = await openTheShop(program, data_dir)
  const slow = { sockets: SOCKETS, limit_ms: LIMIT_MS }
  await campaign('R19 slow clients', (one) => slowClients(one, address, till, slow), { attempts: 5, faults: SOCKETS })
})

test('R19 has teeth: a server without timeouts keeps them all', async () => {
  program = await startProgram(data_dir, { env: reading('no-timeouts') })
  const { address } = program
  const till = await openTheShop(program, data_dir)
  const slow = { sockets: 30, limit_ms: LIMIT_MS }
  await mustBite('R19 without timeouts', (one) => slowClients(one, address, till, slow))
})

test('R19: a header of a megabyte is refused', async () => {
  program = await startProgram(data_dir)
  const port = Number(new URL(program.address).port)
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  const answered = new Promise<string>((resolve) => {
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk.toString()
    })
    socket.once('close', () => resolve(said))
  })
  socket.write(`GET /api/health HTTP/1.1\r\nhost: localhost\r\nx-long: ${'a'.repeat(1_048_576)}\r\n\r\n`)
  expect(await answered).toMatch(/^HTTP\/1\.1 431|^$/)
  expect(await program.serves()).toBe(true)
})
