/**
 * How soon a thousand open browsers hear of a sale: `npm run bench -- live-feed`. A thousand WebSockets of twenty-five
 * people, sales at a steady pace, and a third of the sockets cut off at random and back by their cursor. The time runs
 * from the request of the sale to the fact at the reader; facts missed or told twice are counted at the end.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import WebSocket from 'ws'
import { newId } from '../platform/ids.ts'
import { percentile, table } from './kit/figures.ts'
import { call, openGround, type Served, serveGround, signIn, stockProducts } from './kit/ground.ts'
import { openClient } from './kit/http-clients.ts'
import { option } from './kit/options.ts'
import { processMegabytes, processSeconds } from './kit/processor.ts'
import { report } from './kit/report.ts'

const READERS = Number(option('readers', '1000'))
const PEOPLE = Math.ceil(READERS / 40)
const SECONDS = Number(option('seconds', '20'))
const SALES_A_SECOND = Number(option('sales', '5'))
const CUTS = Math.floor(READERS / 3)

interface Told {
  readonly event: string
  readonly cursor: number
  readonly data: { readonly order_id?: string }
}

/** One browser: it remembers where it was and comes back there. */
class Reader {
  readonly heard: number[] = []
  readonly #address: string
  readonly #token: string
  readonly #tell: (told: Told) => void
  #socket: WebSocket | undefined
  cursor: number | null = null

  constructor(address: string, token: string, tell: (told: Told) => void) {
    this.#address = address
    this.#token = token
    this.#tell = tell
  }

  async open(): Promise<void> {
    const socket = new WebSocket(`${this.#address.replace('http', 'ws')}/api/ws`, {
      headers: { authorization: `Bearer ${this.#token}` },
      perMessageDeflate: false,
    })
    this.#socket = socket
    socket.on('error', () => undefined)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => socket.send(JSON.stringify({ cursor: this.cursor })))
      socket.once('close', () => reject(new Error('the feed closed')))
      socket.on('message', (raw) => {
        const told = JSON.parse(String(raw)) as Told
        this.cursor = told.cursor
        if (told.event === 'ready') return resolve()
        if (!told.event.includes('.')) return
        this.heard.push(told.cursor)
        this.#tell(told)
      })
    })
  }

  cut(): void {
    this.#socket?.removeAllListeners('close')
    this.#socket?.terminate()
  }
}

/** Tokens of so many people: one person may not listen more than fifty times at once. */
async function peopleOf({ address, token }: Served): Promise<string[]> {
  const { items } = (await call(address, token, 'GET', '/api/roles')) as { items: { id: string; name: string }[] }
  const role_id = items.find(({ name }) => name === 'gerente')?.id
  const tokens: string[] = []
  for (let n = 0; n < PEOPLE; n += 1) {
    const email = `lector${n}@example.com`
    const user = { email, full_name: `Lector ${n}`, role_id }
    const made = (await call(address, token, 'POST', '/api/users', user)) as { temporary_password: string }
    const first = await signIn(address, email, made.temporary_password, `10.0.0.${n + 1}`)
    const password = randomBytes(12).toString('hex')
    const change = { current_password: made.temporary_password, new_password: password }
    await call(address, first, 'POST', '/api/auth/password', change)
    tokens.push(await signIn(address, email, password, `10.0.1.${n + 1}`))
  }
  return tokens
}

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, 1_000)
  const served = await serveGround(ground)
  const tokens = await peopleOf(served)
  const sent = new Map<string, number>()
  const late_ms: number[] = []
  const tell = ({ event, data }: Told) => {
    const since = event === 'sale.created' ? sent.get(String(data.order_id)) : undefined
    if (since !== undefined) late_ms.push(performance.now() - since)
  }
  const readers = Array.from({ length: READERS }, (_, n) => new Reader(served.address, tokens[n % PEOPLE] ?? '', tell))
  for (let at = 0; at < READERS; at += 50) await Promise.all(readers.slice(at, at + 50).map((one) => one.open()))
  const open_mb = processMegabytes(served.pid)
  const cpu_before = processSeconds(served.pid)
  const till = await openClient(served.address, served.token)
  const until = performance.now() + SECONDS * 1000
  let cuts = 0
  const cutting = (async () => {
    for (; cuts < CUTS && performance.now() < until; cuts += 1) {
      const one = readers[Math.floor(Math.random() * READERS)]
      one?.cut()
      await pause(Math.random() * 50)
      await one?.open()
    }
  })()
  let sales = 0
  for (; performance.now() < until; sales += 1) {
    const begun = performance.now()
    const id = newId()
    sent.set(id, begun)
    const items = [{ product_id: product_ids[sales % product_ids.length], quantity: 1 }]
    const body = { id, warehouse_id: ground.warehouse_id, items, payments: [{ method: 'debit', amount: 1190 }] }
    const { status } = await till.ask('POST', '/api/sales', JSON.stringify(body))
    if (status !== 201) throw new Error(`a sale was answered ${status}`)
    await pause(Math.max(0, 1000 / SALES_A_SECOND - (performance.now() - begun)))
  }
  await cutting
  await pause(3_000)
  const whole = new Set(readers.flatMap(({ heard }) => heard))
  const first = Math.min(...whole)
  const missed = readers.reduce((sum, { heard }) => sum + (whole.size - new Set(heard).size), 0)
  const doubled = readers.reduce((sum, { heard }) => sum + (heard.length - new Set(heard).size), 0)
  const cpu = processSeconds(served.pid) - cpu_before
  for (const one of readers) one.cut()
  till.close()
  await served.stop()
  const figures = {
    readers: READERS,
    sales,
    cuts,
    facts: whole.size,
    first_cursor: first,
    missed,
    doubled,
    p50_ms: percentile(late_ms, 0.5),
    p95_ms: percentile(late_ms, 0.95),
    p99_ms: percentile(late_ms, 0.99),
    cpu_us_a_delivery: (cpu * 1e6) / Math.max(1, whole.size * READERS),
    open_mb,
  }
  report({
    name: 'live-feed',
    title: 'A thousand browsers on the live feed',
    how: `${READERS.toLocaleString('en')} WebSockets, ${SALES_A_SECOND} sales a second for ${SECONDS} s, sockets cut and back by their cursor. Readers and server share the machine; the time begins when the sale is asked for.`,
    body: table(
      ['figure', 'value'],
      Object.entries(figures).map(([name, value]) => [name.replaceAll('_', ' '), String(Math.round(value * 10) / 10)]),
    ),
    figures,
  })
} finally {
  await ground.close()
}
