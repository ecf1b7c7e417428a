import { newId } from '../../platform/ids.ts'
import type { Campaign } from '../chaos/harness/campaign.ts'
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
  readonly sold: { id: string; method: string; total: number; given_back: number }[]
}

export interface Line {
  readonly good: Good
  readonly quantity: number
}

const FLOAT = 20_000
const FAULTY = 0.15
const CALLS_MAX = 14

/** Chile's law: endings 1 to 5 go down, 6 to 9 up. The simulation's own arithmetic, not the program's. */
const inCoins = (amount: number) => (amount % 10 > 5 ? amount + 10 - (amount % 10) : amount - (amount % 10))

/** From the first float to the last count. */
export async function liveDay(campaign: Campaign, stage: Stage, acts: number): Promise<void> {
  for (const clerk of stage.clerks) await openTill(campaign, stage, clerk)
  await Promise.all(
    stage.clerks.map(async (clerk) => {
      for (let n = 0; n < acts && campaign.violations.length === 0; n++) await act(campaign, stage, clerk)
    }),
  )
  for (const clerk of stage.clerks) await closeTill(campaign, stage, clerk)
}

async function act(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const chosen = campaign.random.weighted([12, 3, 3, 3, 2, 2, 2, 1])
  const all = [sell, sellOnAccount, takeOrder, handOver, giveBack, adjust, moveCash, takeAbono] as const
  await (all[chosen] ?? sell)(campaign, stage, clerk)
}

/** Sends an act under one key; sometimes a call to the database fails on the way, and the clerk tries again. */
async function send(campaign: Campaign, who: Worker, path: string, body: object): Promise<Reply> {
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

function linesFor(campaign: Campaign, stage: Stage): Line[] {
  return Array.from({ length: campaign.random.whole(1, 3) }, () => ({
    good: campaign.random.pick(stage.goods),
    quantity: campaign.random.whole(1, 2),
  }))
}

const itemsOf = (lines: readonly Line[]) => lines.map(({ good, quantity }) => ({ product_id: good.id, quantity }))
const totalOf = (lines: readonly Line[]) => lines.reduce((sum, { good, quantity }) => sum + good.price * quantity, 0)

function leave({ ledger }: Stage, lines: readonly Line[]): void {
  for (const { good, quantity } of lines) add(ledger.shelves, good.id, -quantity)
}

function take({ ledger }: Stage, { session_id }: Clerk, method: string, amount: number): void {
  add(ledger.money, method, amount)
  if (method === 'cash') add(ledger.drawers, session_id, amount)
}

/** A refusal that the day allows; anything else that is not well is a violation. */
function isDone(campaign: Campaign, what: string, { status, body, text }: Reply, ...allowed: string[]): boolean {
  if (status < 300) return true
  if (!allowed.includes(body?.code)) campaign.violate(`${what}: ${status} ${text.slice(0, 300)}`)
  return false
}

async function sell(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const discount_minor = campaign.random.chance(0.2) ? campaign.random.whole(1, 300) : 0
  const total = totalOf(lines) - discount_minor
  const method = campaign.random.pick(['cash', 'cash', 'debit'])
  const due = method === 'cash' ? inCoins(total) : total
  const amount = method === 'cash' ? due + campaign.random.whole(0, 3) * 1_000 : total
  const { warehouse_id } = stage.shop
  const sale = {
    id: newId(),
    warehouse_id,
    till_session_id: clerk.session_id,
    items: itemsOf(lines),
    payments: [{ method, amount }],
    ...(discount_minor > 0 ? { discount_minor } : {}),
  }
  const reply = await send(campaign, clerk.who, '/api/sales', sale)
  if (!isDone(campaign, 'sale', reply, 'stock.short')) return
  if (reply.body.total !== total || reply.body.change !== amount - due)
    campaign.violate(`sale: ${reply.body.total} and ${reply.body.change} back, expected ${total} and ${amount - due}`)
  leave(stage, lines)
  take(stage, clerk, method, due)
  stage.sold.push({ id: sale.id, method, total: due, given_back: 0 })
}

async function sellOnAccount(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const customer_id = campaign.random.pick(stage.customers)
  const total = totalOf(lines)
  const sale = {
    id: newId(),
    warehouse_id: stage.shop.warehouse_id,
    customer_id,
    items: itemsOf(lines),
    payments: [{ method: 'on_account', amount: total }],
  }
  if (!isDone(campaign, 'on account', await send(campaign, clerk.who, '/api/sales', sale), 'stock.short')) return
  leave(stage, lines)
  add(stage.ledger.debts, customer_id, total)
}

async function takeOrder(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const lines = linesFor(campaign, stage)
  const { store_id, warehouse_id } = stage.shop
  const order = { id: newId(), store_id, warehouse_id, items: itemsOf(lines) }
  if (!isDone(campaign, 'order', await send(campaign, clerk.who, '/api/orders', order))) return
  const confirmed = await send(campaign, clerk.who, `/api/orders/${order.id}/confirm`, {})
  if (!isDone(campaign, 'confirm', confirmed, 'stock.short')) return
  const total = totalOf(lines)
  const pays = campaign.random.chance(0.6)
  const payment = { id: newId(), order_id: order.id, method: 'debit', amount: total }
  const paid = pays && isDone(campaign, 'pay', await send(campaign, clerk.who, '/api/payments', payment))
  if (paid) take(stage, clerk, 'debit', total)
  stage.waiting.push({ id: order.id, lines, total, paid })
}

/** The order that has waited longest is fetched, or given up. */
async function handOver(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const order = stage.waiting.shift()
  if (!order) return
  if (campaign.random.chance(0.25)) {
    const cancelled = await send(campaign, clerk.who, `/api/orders/${order.id}/cancel`, { refund: true })
    if (isDone(campaign, 'cancel', cancelled) && order.paid) take(stage, clerk, 'debit', -order.total)
    return
  }
  if (!isDone(campaign, 'hand over', await send(campaign, clerk.who, `/api/orders/${order.id}/hand-over`, {}))) return
  leave(stage, order.lines)
  if (order.paid) return
  const payment = { id: newId(), order_id: order.id, method: 'debit', amount: order.total }
  if (isDone(campaign, 'pay', await send(campaign, clerk.who, '/api/payments', payment)))
    take(stage, clerk, 'debit', order.total)
}

/** Money goes back for something sold before; the goods come back by a receipt of their own. */
async function giveBack(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const sale = stage.sold.at(-campaign.random.whole(1, Math.max(1, stage.sold.length)))
  if (!sale || sale.total - sale.given_back < 100 || sale.given_back > 0) return
  sale.given_back = 100
  const { items } = (await clerk.who.get(`/api/payments?order_id=${sale.id}&kind=charge`)).body
  const refund = { id: newId(), amount: 100, reason: 'Caja abollada', till_session_id: clerk.session_id }
  const reply = await send(campaign, clerk.who, `/api/payments/${items[0].id}/refund`, refund)
  if (isDone(campaign, 'refund', reply)) take(stage, clerk, sale.method, -100)
}

async function adjust(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const good = campaign.random.pick(stage.goods)
  const { warehouse_id } = stage.shop
  const quantity = campaign.random.whole(1, 12)
  const isReceipt = campaign.random.chance(0.7)
  const reply = isReceipt
    ? await send(campaign, clerk.who, '/api/stock-movements', {
        product_id: good.id,
        warehouse_id,
        direction: 'in',
        kind: 'receipt',
        quantity,
        unit_cost: campaign.random.whole(50, 900),
      })
    : await send(campaign, clerk.who, `/api/products/${good.id}/adjust-stock`, {
        warehouse_id,
        operation: 'subtract',
        quantity: 1,
        reason: 'Rotura',
      })
  if (isDone(campaign, 'adjust', reply, 'stock.short')) add(stage.ledger.shelves, good.id, isReceipt ? quantity : -1)
}

async function moveCash(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const amount = campaign.random.whole(1, 5) * 500
  const path = `/api/till-sessions/${clerk.session_id}`
  if (campaign.random.chance(0.5)) {
    const reply = await send(campaign, clerk.who, `${path}/cash-in`, { amount, reason: 'Sencillo' })
    if (isDone(campaign, 'cash in', reply)) take(stage, clerk, 'cash', amount)
    return
  }
  const expense = { till_session_id: clerk.session_id, amount, category: 'Aseo', description: 'Paños' }
  if (isDone(campaign, 'expense', await send(campaign, clerk.who, '/api/expenses', expense)))
    take(stage, clerk, 'cash', -amount)
}

async function takeAbono(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const customer_id = campaign.random.pick(stage.customers)
  const debt = stage.ledger.debts.get(customer_id) ?? 0
  const amount = Math.min(debt, campaign.random.whole(1, 9) * 500)
  if (amount === 0) return
  // Written down before it is asked for, so that two clerks never take the same peso of a debt.
  add(stage.ledger.debts, customer_id, -amount)
  const body = { method: 'cash', amount, till_session_id: clerk.session_id }
  const reply = await send(campaign, clerk.who, `/api/customer-accounts/${customer_id}/repayments`, body)
  if (isDone(campaign, 'abono', reply)) take(stage, clerk, 'cash', amount)
  else add(stage.ledger.debts, customer_id, amount)
}

async function openTill(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const body = { id: newId(), till_id: clerk.till_id, opening_minor: FLOAT }
  if (!isDone(campaign, 'open', await send(campaign, clerk.who, '/api/till-sessions', body))) return
  clerk.session_id = body.id
  stage.ledger.drawers.set(body.id, FLOAT)
}

/** Blind: the clerk counts what the simulation's own ledger says lies there. The program must have expected just that. */
async function closeTill(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const body = await answered(() => stage.shop.owner.get(`/api/till-sessions/${clerk.session_id}`))
  const cash = stage.ledger.drawers.get(clerk.session_id) ?? 0
  const others = body.counts.filter(({ method }: { method: string }) => method !== 'cash')
  const counts = [
    { method: 'cash', counted_minor: Math.max(0, cash) },
    ...others.map(({ method, expected_minor }: { method: string; expected_minor: number }) => ({
      method,
      counted_minor: Math.max(0, expected_minor),
    })),
  ]
  const reply = await send(campaign, clerk.who, `/api/till-sessions/${clerk.session_id}/close`, { counts })
  if (!isDone(campaign, 'close', reply)) return
  const counted = reply.body.counts.find(({ method }: { method: string }) => method === 'cash')
  if (counted.expected_minor !== cash)
    campaign.violate(`a drawer should hold ${counted.expected_minor}, and ${cash} lie in it`)
}

/** At closing time shelves, money and debts are what the simulation wrote down, to the unit and the peso. */
export async function judgeDay(
  campaign: Campaign,
  day: number,
  { shop, goods, ledger, customers }: Stage,
): Promise<void> {
  for (const { id } of goods) {
    const { on_hand } = await shop.onHand(id)
    const expected = ledger.shelves.get(id) ?? 0
    if (on_hand !== expected) campaign.violate(`day ${day}: ${on_hand} on the shelf, ${expected} in the own ledger`)
  }
  const entries = await shop.db
    .selectFrom('money.entry')
    .select(({ fn }) => ['method', fn.sum<number>('amount').as('sum')])
    .where('method', 'in', ['cash', 'debit'])
    .groupBy('method')
    .execute()
  for (const method of ['cash', 'debit']) {
    const sum = Number(entries.find((one) => one.method === method)?.sum ?? 0)
    const expected = ledger.money.get(method) ?? 0
    if (sum !== expected) campaign.violate(`day ${day}: ${sum} by ${method}, ${expected} in the own ledger`)
  }
  for (const id of customers) {
    const account = await shop.db
      .selectFrom('money.account')
      .select('debt_minor')
      .where('party_id', '=', id)
      .executeTakeFirst()
    const expected = ledger.debts.get(id) ?? 0
    if ((account?.debt_minor ?? 0) !== expected)
      campaign.violate(`day ${day}: a debt of ${account?.debt_minor}, ${expected} in the own ledger`)
  }
}

const ASKS_MAX = 20

/** What a question answers once no fault is in its way: the person looks again. */
async function answered<T>(ask: () => Promise<{ status: number; body: T }>): Promise<T> {
  for (let asks = 0; asks < ASKS_MAX; asks += 1) {
    const { status, body } = await ask()
    if (status === 200) return body
  }
  throw new Error('a question was never answered')
}
