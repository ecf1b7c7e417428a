import type { OrderOut } from '#sales/contract'
import type { Problem } from '../../api/problem.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import { type ReadRoute, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'

export interface Payment {
  readonly method: string
  readonly amount: number
  readonly tendered_minor?: number
  readonly reference?: string
}

export interface Paying {
  readonly take: (payment: Payment, till_session_id: string | undefined) => void
  readonly problem: Problem | null
  readonly isPending: boolean
}

interface Confirming extends Paying {
  /** Confirms and takes no money. */
  readonly alone: () => void
}

export type Confirmed = AnswerOf<'POST /api/orders/:id/confirm'>

const stale: readonly ReadRoute[] = [
  'GET /api/orders',
  'GET /api/orders/:id',
  'GET /api/orders/:id/history',
  'GET /api/payments',
]

/** Takes a payment of an order, and tells the change. */
export function usePaying(order: OrderOut, onDone: () => void): Paying {
  const t = useText()
  const format = useFormat()
  const pay = useCommand('POST /api/payments', {
    refresh: stale,
    onDone: ({ change_minor }) => {
      toast(change_minor > 0 ? t.sales.orders.paid_change(format.money(change_minor)) : t.sales.orders.paid_done)
      onDone()
    },
  })
  const take: Paying['take'] = (payment, till_session_id) =>
    pay.mutate({ body: { order_id: order.id, ...payment, ...(till_session_id ? { till_session_id } : {}) } })
  return { take, problem: pay.error, isPending: pay.isPending }
}

/**
 * Confirms an order and takes its payment, both or nothing. Prices are those of the moment of confirming: when they rose
 * since the draft was made, the clerk hears what is still due.
 */
export function useConfirmingAndPaying(order: OrderOut, onDone: (confirmed: Confirmed) => void): Confirming {
  const t = useText()
  const format = useFormat()
  const told = ({ due_minor, payments = [] }: Confirmed) => {
    if (payments.length === 0) return t.sales.orders.confirm_done
    const change_minor = payments.reduce((sum, one) => sum + one.change_minor, 0)
    if (due_minor > 0) return t.sales.orders.confirm_paid_rest(format.money(due_minor))
    return change_minor > 0
      ? t.sales.orders.confirm_paid_change(format.money(change_minor))
      : t.sales.orders.confirm_paid_done
  }
  const confirm = useCommand('POST /api/orders/:id/confirm', {
    refresh: stale,
    onDone: (done) => {
      toast(told(done))
      onDone(done)
    },
  })
  const take: Paying['take'] = (payment, till_session_id) =>
    confirm.mutate({
      params: { id: order.id },
      body: { payments: [payment], ...(till_session_id ? { till_session_id } : {}) },
    })
  const alone = () => confirm.mutate({ params: { id: order.id }, body: {} })
  return { take, alone, problem: confirm.error, isPending: confirm.isPending }
}
