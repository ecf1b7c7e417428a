import type { BalanceOut } from './wire.ts'

export interface BalanceFigures {
  readonly total: number
  readonly paid_minor: number
  readonly refunded_minor: number
  readonly credited_minor: number
  readonly is_open: boolean
}

/** What is still to pay: what the document asks for, less what was paid and not given back. Closed documents ask for nothing. */
export function dueOf(balance: BalanceFigures): number {
  if (!balance.is_open) return 0
  return Math.max(0, balance.total - balance.credited_minor - (balance.paid_minor - balance.refunded_minor))
}

export function paymentStatusOf(balance: BalanceFigures): BalanceOut['payment_status'] {
  const { total, paid_minor, refunded_minor, credited_minor } = balance
  if (paid_minor > 0 && refunded_minor >= paid_minor) return 'refunded'
  const kept = paid_minor - refunded_minor
  if (kept + credited_minor >= total) return 'paid'
  return kept > 0 ? 'partial' : 'unpaid'
}

export function balanceOut(balance: BalanceFigures): BalanceOut {
  const { total, paid_minor, refunded_minor, credited_minor } = balance
  return {
    total,
    paid_minor,
    refunded_minor,
    credited_minor,
    due_minor: dueOf(balance),
    payment_status: paymentStatusOf(balance),
  }
}
