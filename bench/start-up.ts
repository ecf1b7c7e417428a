/**
 * How long a start takes with the database running, and what the program holds in memory: `npm run bench -- start-up`.
 * The program as people run it: built, started by `bin/start.mjs` over a data folder whose database is left running by
 * an earlier start, which the next one adopts.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { medianAndRange, table } from './kit/figures.ts'
import { call } from './kit/ground.ts'
import { drive, openClient } from './kit/http-clients.ts'
import { option } from './kit/options.ts'
import { processMegabytes, processSeconds } from './kit/processor.ts'
import { report } from './kit/report.ts'

const STARTS = Number(option('rounds', '5'))
const CLIENTS = 16
const SECONDS = Number(option('seconds', '10'))
const PRODUCTS = 50
const IDLE_MS = 5_000

const password = 'una frase larga que recuerdo'
const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
const root = join(import.meta.dirname, '..')

interface Started {
  readonly child: ChildProcess
  readonly address: string
  readonly ready_ms: number
  readonly cpu_ms: number
}

async function start(): Promise<Started> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['bin/start.mjs', '--port', '0', '--data', folder], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', RATE_LIMIT_ANON: '1000000', RATE_LIMIT_USER: '1000000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended before it was ready: ${said}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, found] = /atiende en (\S+)/.exec(said) ?? []
      if (found) resolve(found.replace('localhost', '127.0.0.1'))
    })
  })
  const ready_ms = performance.now() - begun
  return { child, address, ready_ms, cpu_ms: processSeconds(child.pid ?? 0) * 1000 }
}

/** SIGKILL leaves the database running, SIGTERM stops it too. */
async function end({ child }: Started, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

/** Signs the owner up and fills a few shelves. */
async function openShop({ address }: Started): Promise<Stage> {
  const signed = (await call(address, '', 'POST', '/api/setup', {
    business: { name: 'Bench' },
    country: 'CL',
    administrator: { email: 'bench@example.com', full_name: 'Bench', password },
    store: { name: 'Casa matriz' },
    till: { name: 'Caja 1' },
  })) as { tokens: { access: string } }
  const token = signed.tokens.access
  const places = (await call(address, token, 'GET', '/api/warehouses')) as { items: { id: string }[] }
  const warehouse_id = places.items[0]?.id ?? ''
  const product_ids: string[] = []
  for (let n = 0; n < PRODUCTS; n += 1) {
    const made = await call(address, token, 'POST', '/api/products', { name: `Aceite ${n}`, price: 1_000, cost: 600 })
    const product_id = (made as { id: string }).id
    const opening = { product_id, warehouse_id, direction: 'in', kind: 'opening', quantity: 1_000_000, unit_cost: 600 }
    await call(address, token, 'POST', '/api/stock-movements', opening)
    product_ids.push(product_id)
  }
  return { token, warehouse_id, product_ids }
}

interface Stage {
  readonly token: string
  readonly warehouse_id: string
  readonly product_ids: readonly string[]
}

async function sellFor(seconds: number, address: string, { token, warehouse_id, product_ids }: Stage): Promise<void> {
  const tills = await Promise.all(Array.from({ length: CLIENTS }, () => openClient(address, token)))
  await drive(tills, seconds, async (till) => {
    const product_id = product_ids[Math.floor(Math.random() * product_ids.length)]
    const body = { warehouse_id, items: [{ product_id, quantity: 1 }], payments: [{ method: 'debit', amount: 1_000 }] }
    return (await till.ask('POST', '/api/sales', JSON.stringify(body))).status === 201
  })
  for (const till of tills) till.close()
}

let last: Started | undefined
try {
  last = await start()
  const stage = await openShop(last)
  await end(last, 'SIGKILL')
  const figures: { ready_ms: number; cpu_ms: number; idle_mb: number; loaded_mb: number }[] = []
  for (let round = 0; round < STARTS; round += 1) {
    last = await start()
    const { ready_ms, cpu_ms, address, child } = last
    await pause(IDLE_MS)
    const idle_mb = processMegabytes(child.pid ?? 0)
    await sellFor(SECONDS, address, stage)
    figures.push({ ready_ms, cpu_ms, idle_mb, loaded_mb: processMegabytes(child.pid ?? 0) })
    await end(last, round === STARTS - 1 ? 'SIGTERM' : 'SIGKILL')
  }
  const row = (what: string, of: (one: (typeof figures)[number]) => number) => [
    what,
    medianAndRange(figures.map(of), 0),
  ]
  report({
    name: 'start-up',
    title: 'Start-up and memory',
    how: `The built program by \`bin/start.mjs\`, database running and migrated; ${STARTS} starts. Ready is from the start of the process to its address on the terminal. Memory is what is private to the process, ${IDLE_MS / 1000} s after the start and after ${SECONDS} s of sales by ${CLIENTS} clients.`,
    body: table(
      ['figure', 'median [range]'],
      [
        row('ready, ms', (one) => one.ready_ms),
        row('CPU until ready, ms', (one) => one.cpu_ms),
        row('idle, MB', (one) => one.idle_mb),
        row('after load, MB', (one) => one.loaded_mb),
      ],
    ),
    figures,
  })
} finally {
  if (last && last.child.exitCode === null && last.child.signalCode === null) await end(last, 'SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
