import { refuseQuote } from './refusals.ts'
import type { QuoteStatus } from './wire-quotes.ts'

const nextStates: Record<QuoteStatus, readonly QuoteStatus[]> = {
  draft: ['sent'],
  sent: ['accepted', 'declined', 'expired'],
  accepted: [],
  declined: [],
  expired: [],
}

/** What a quote is today: one that was sent and whose last day is over has expired, marked or not. */
export function statusOn(quote: { status: string; valid_until: string }, today: string): QuoteStatus {
  const status = (Object.keys(nextStates) as QuoteStatus[]).find((one) => one === quote.status) ?? 'draft'
  return status === 'sent' && quote.valid_until < today ? 'expired' : status
}

export function assertCanMove(from: QuoteStatus, to: QuoteStatus): void {
  if (!nextStates[from].includes(to)) throw refuseQuote.cannotMove({ from, to })
}

/** The last day a quote holds, counted from its first. */
export function lastDay(first: string, days: number): string {
  const day = new Date(`${first}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}
