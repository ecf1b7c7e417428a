import type { DemoCustomer } from './customers.ts'
import type { StoryEvent } from './story.ts'

const DAYS = 40
const DAY_MS = 86_400_000
const DEBTORS_MAX = 12

/** Which of the latest sales are still owed: one a customer, within the limit, without a refund. */
export function soldOnAccount(
  events: readonly StoryEvent[],
  customers: readonly DemoCustomer[],
  now: Date,
): ReadonlySet<number> {
  const refunded = new Set(events.flatMap((event) => (event.kind === 'refund' ? [event.sale] : [])))
  const chosen = new Map<number, number>()
  for (const event of events) {
    if (event.kind !== 'sale' || event.customer === null || event.by_phone || refunded.has(event.key)) continue
    if (now.getTime() - event.at.getTime() > DAYS * DAY_MS || event.lines.some((line) => line.discount_minor > 0))
      continue
    const total = event.lines.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0)
    const limit = customers[event.customer]?.credit_limit_minor ?? 0
    if (total <= limit && !chosen.has(event.customer)) chosen.set(event.customer, event.key)
    if (chosen.size === DEBTORS_MAX) break
  }
  return new Set(chosen.values())
}
