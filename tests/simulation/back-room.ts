import { newId } from '../../platform/ids.ts'
import type { Campaign } from '../chaos/harness/campaign.ts'
import { add } from './ledger.ts'
import { answered, type Clerk, isDone, type Stage, send, take } from './stage.ts'

const FLOAT = 20_000

export async function adjust(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
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

export async function moveCash(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
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

export async function takeAbono(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
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

export async function openTill(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const body = { id: newId(), till_id: clerk.till_id, opening_minor: FLOAT }
  if (!isDone(campaign, 'open', await send(campaign, clerk.who, '/api/till-sessions', body))) return
  clerk.session_id = body.id
  stage.ledger.drawers.set(body.id, FLOAT)
}

/** Blind: the clerk counts what the simulation's own ledger says lies there. The program must have expected just that. */
export async function closeTill(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
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
