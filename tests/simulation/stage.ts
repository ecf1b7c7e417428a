import { newId } from '../../platform/ids.ts'
import { type Campaign, pause } from '../chaos/harness/campaign.ts'
import { failures, withFailure } from '../chaos/harness/failing-calls.ts'
import { insist, type WideShop } from '../chaos/harness/wide-shop.ts'
import type { Reply, Worker } from '../support/open-shop.ts'
import { add, type OwnLedger } from './ledger.ts'

/** What is on the shelves, at a price that coins cannot always pay. */
export interface Good {
  readonly id: string
  readonly price: number
}

export interface Clerk {
  readonly who: Worker
  readonly till_id: string
  session_id: string
}

export interface Stage {
  readonly shop: WideShop
  readonly goods: readonly Good[]
  readonly clerks: readonly Clerk[]
  readonly customers: readonly string[]
  readonly ledger: OwnLedger
  /** Orders that wait to be handed over, and sales that may come back. */
  readonly waiting: { id: string; lines: readonly Line[]; total: number; paid: boolean }[]
  readonly sold: {
    id: string
    lines: readonly Line[]
    method: string
    value: number
    total: number
    given_back: number
  }[]
}

export interface Line {
  readonly good: Good
  readonly quantity: number
}

const FAULTY = 0.1
const CALLS_MAX = 14
const ASKS_MAX = 20

/** Chile's law: endings 1 to 5 go down, 6 to 9 up. The simulation's own arithmetic, not the program's. */
export const inCoins = (amount: number) => (amount % 10 > 5 ? amount + 10 - (amount % 10) : amount - (amount % 10))

/** Sends an act under one key; sometimes a call to the database fails on the way, and the clerk tries again. */
export async function send(campaign: Campaign, who: Worker, path: string, body: object): Promise<Reply> {
  const key = newId()
  campaign.attempt()
  if (campaign.random.chance(FAULTY)) {
    const how = campaign.random.pick(failures)
    const at = campaign.random.whole(1, CALLS_MAX)
    const { value, fired } = await withFailure(at, how, () => who.post(path, body, { key }))
    if (fired) campaign.fault(how)
    if (value.status !== 503 && value.body?.code !== 'request.key_running') return value
  }
  return insist((given) => who.post(path, body, given), key)
}

/** What a question answers once no fault is in its way: the person looks again. */
export async function answered<T>(ask: () => Promise<{ status: number; body: T }>): Promise<T> {
  for (let asks = 0; asks < ASKS_MAX; asks += 1) {
    const { status, body } = await ask()
    if (status === 200) return body
    await pause(20)
  }
  throw new Error('a question was never answered')
}

export function linesFor(campaign: Campaign, stage: Stage): Line[] {
  return Array.from({ length: campaign.random.whole(1, 3) }, () => ({
    good: campaign.random.pick(stage.goods),
    quantity: campaign.random.whole(1, 2),
  }))
}

export const itemsOf = (lines: readonly Line[]) =>
  lines.map(({ good, quantity }) => ({ product_id: good.id, quantity }))
export const totalOf = (lines: readonly Line[]) =>
  lines.reduce((sum, { good, quantity }) => sum + good.price * quantity, 0)

export function leave({ ledger }: Stage, lines: readonly Line[]): void {
  for (const { good, quantity } of lines) add(ledger.shelves, good.id, -quantity)
}

export function comeBack({ ledger }: Stage, lines: readonly Line[]): void {
  for (const { good, quantity } of lines) add(ledger.shelves, good.id, quantity)
}

export function take({ ledger }: Stage, { session_id }: Clerk, method: string, amount: number): void {
  add(ledger.money, method, amount)
  if (method === 'cash') add(ledger.drawers, session_id, amount)
}

/** A refusal that the day allows; anything else that is not well is a violation. */
export function isDone(campaign: Campaign, what: string, { status, body, text }: Reply, ...allowed: string[]): boolean {
  if (status < 300) return true
  if (!allowed.includes(body?.code)) campaign.violate(`${what}: ${status} ${text.slice(0, 300)}`)
  return false
}
