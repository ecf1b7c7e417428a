import { attachEmbedded } from '../../../platform/database/embedded/attach.ts'
import { withClient } from '../../../platform/database/embedded/roles.ts'
import { newId } from '../../../platform/ids.ts'
import { type Launch, launch, type Program } from '../../drills/program.ts'
import type { Reply } from '../../support/open-shop.ts'
import { judgeBooks } from '../harness/books.ts'
import { type Campaign, hands, pause } from '../harness/campaign.ts'

/** The whole program, as people start it, with a shop in it and somebody who sells. */
export interface Till {
  readonly data_dir: string
  readonly token: string
  readonly warehouse_id: string
  readonly product_id: string
}

/** A sale as its sender knows it: answered with yes, with no, or not at all. */
export interface Sent {
  readonly id: string
  readonly outcome: 'sold' | 'refused' | 'unanswered'
  /** Who was told no: whether it was said as the API promises it while there is no database. */
  readonly is_come_again?: boolean
}

const limits = { RATE_LIMIT_USER: '1000000', RATE_LIMIT_ANON: '1000000' }
const administrator = { email: 'marta@rep-drill.cl', password: 'una frase larga que recuerdo' }
/** A busy machine is slow to answer; only what never comes is no answer. */
const PATIENCE_MS = 120_000
const PEOPLE = 20

export const startProgram = (data_dir: string, more: Partial<Launch> = {}): Promise<Program> =>
  launch({ data_dir, is_brief: true, ...more, env: { ...limits, ...more.env } })

/** Signs the owner up and puts goods on the shelf. */
export async function openTheShop(program: Program, data_dir: string): Promise<Till> {
  const call = caller(program.address, null)
  const signed = await call('POST', '/api/setup', {
    business: { name: 'Lubricentro Rep-Drill' },
    country: 'CL',
    administrator: { ...administrator, full_name: 'Marta Soto' },
    store: { name: 'Casa matriz' },
    till: { name: 'Caja 1' },
  })
  const token: string = signed.body.tokens.access
  const owner = caller(program.address, token)
  const warehouse_id: string = (await owner('GET', '/api/warehouses')).body.items[0].id
  const product = await owner('POST', '/api/products', { name: 'Aceite 10W-40', price: 1_000, cost: 600 })
  const product_id: string = product.body.id
  const movement = { product_id, warehouse_id, direction: 'in', kind: 'opening', quantity: 1_000_000, unit_cost: 600 }
  await owner('POST', '/api/stock-movements', movement)
  return { data_dir, token, warehouse_id, product_id }
}

/** Enters a shop that was opened before. */
export async function signIn({ address }: Program, shop: Omit<Till, 'token'>): Promise<Till> {
  const { status, body } = await caller(address, null)('POST', '/api/auth/login', { ...administrator, grant: 'token' })
  if (status !== 200) throw new Error(`nobody is let in: ${status} ${JSON.stringify(body)}`)
  return { ...shop, token: body.tokens.access }
}

type Answer = Pick<Reply, 'status' | 'body'> & { readonly is_come_again: boolean }

export function caller(address: string, token: string | null) {
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const reply = await fetch(address + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json') === true
    return {
      status: reply.status,
      body: text === '' ? null : JSON.parse(text),
      is_come_again: reply.status === 503 && isProblem && Number(reply.headers.get('retry-after')) > 0,
    }
  }
}

const saleOf = ({ warehouse_id, product_id }: Till, id: string) => ({
  id,
  warehouse_id,
  items: [{ product_id, quantity: 1 }],
  payments: [{ method: 'debit', amount: 1_000 }],
})

/** Sends one sale. A connection that breaks, or an answer that never comes, tells nothing. */
export async function sellOne(address: string, till: Till, id: string = newId()): Promise<Sent> {
  try {
    const { status, is_come_again } = await caller(address, till.token)('POST', '/api/sales', saleOf(till, id))
    return { id, outcome: status === 201 ? 'sold' : 'refused', is_come_again }
  } catch {
    return { id, outcome: 'unanswered' }
  }
}

/** So many people sell without pause until they are told to stop; gives all that they sent. */
export function sellAllTheTime(address: string, till: Till, people = PEOPLE) {
  const sent: Sent[] = []
  let stopped = false
  const person = async () => {
    while (!stopped) {
      const one = await sellOne(address, till)
      sent.push(one)
      // The program is gone: one sale each is enough to ask about. One that says no is asked again in a moment.
      if (one.outcome === 'unanswered') return
      if (one.outcome === 'refused') await pause(100)
    }
  }
  const all = Promise.all(Array.from({ length: people }, person))
  return {
    stop: async () => {
      stopped = true
      await all
      return sent
    },
    sent,
  }
}

/** Everything acknowledged is there once; what got no answer is there whole or not at all, and its id settles it. */
export async function judgeSent(campaign: Campaign, address: string, till: Till, sent: readonly Sent[]): Promise<void> {
  campaign.attempt(sent.length)
  const asked = sent.filter(({ outcome }) => outcome !== 'refused')
  const unanswered = asked.filter(({ outcome }) => outcome === 'unanswered')
  await hands(PEOPLE, unanswered.length, async (n) => {
    const id = unanswered[n]?.id ?? ''
    const again = await settle(address, till, id)
    if (again !== 'sold') campaign.violate(`sale ${id} got no answer, and sent again it is ${again}`)
  })
  const ids = asked.map(({ id }) => id)
  const there = await thereOnce(till, ids)
  for (const { id, outcome } of asked)
    if (!there.has(id)) campaign.violate(`${outcome} sale ${id} is not there whole, once`)
}

/** After a polite stop: what was done was also answered. */
export async function judgeAnswered(campaign: Campaign, till: Till, sent: readonly Sent[]): Promise<void> {
  const ids = sent.filter(({ outcome }) => outcome === 'unanswered').map(({ id }) => id)
  if (ids.length === 0) return
  for (const id of await thereOnce(till, ids)) campaign.violate(`sale ${id} was done, and nobody was told`)
}

/** Those of these sales that are there whole, once. */
const thereOnce = (till: Till, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  withOwner(till.data_dir, (url) =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `select o.id from sales."order" o
         where o.id = any($1) and o.status = 'completed'
           and (select count(*) from stock.movement m where m.cause_id = o.id) = 1
           and (select count(*) from money.entry e where e.document_id = o.id) = 1
           and (select count(*) from money.issued_document d where d.document_id = o.id) = 1`,
        [ids],
      )
      return new Set(rows.map(({ id }) => id))
    }),
  )

async function settle(address: string, till: Till, id: string): Promise<Sent['outcome']> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { outcome } = await sellOne(address, till, id)
    if (outcome === 'sold') return outcome
    await pause(100)
  }
  return 'unanswered'
}

/** The owner's way into the database of a program that runs. */
export async function withOwner<T>(data_dir: string, work: (url: string) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const attached = await attachEmbedded(data_dir)
    if (attached) return work(attached.owner_url)
    await pause(100)
  }
  throw new Error('the database did not come back')
}

export const judgeBooksOf = (campaign: Campaign, { data_dir }: Till) =>
  withOwner(data_dir, (url) => judgeBooks(campaign, url))
