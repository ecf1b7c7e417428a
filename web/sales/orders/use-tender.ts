import { useState } from 'react'
import type { PaymentMethodOut } from '#money/contract'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import type { Payment } from './use-paying.ts'

const methodsMax = 10
type Kind = PaymentMethodOut['kind']
/** Written on the customer's account: nothing to quote, and nobody's without a customer. */
const onAccount: ReadonlySet<Kind> = new Set(['credit', 'store_credit'])

export type Tender = ReturnType<typeof useTender>

/** One payment as it is being written: all that is due in the shop's first way of paying, until somebody says otherwise. */
export function useTender({ customer_id, cash_due_minor, due_minor }: OrderOut) {
  const query = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setAmount] = useState<number | null | undefined>(undefined)
  const [reference, setReference] = useState('')
  const methods = (query.data?.items ?? [])
    .filter(({ kind }) => customer_id !== null || !onAccount.has(kind))
    .slice(0, methodsMax)
  const method = methods.find(({ code }) => code === chosen) ?? methods[0]
  const isCash = method?.kind === 'cash'
  const due = isCash ? cash_due_minor : due_minor
  const amount = typed === undefined ? due : (typed ?? 0)
  const hasReference = method !== undefined && !isCash && !onAccount.has(method.kind)
  const over = isCash && amount > due
  const payment: Payment | null = method
    ? {
        method: method.code,
        amount: over ? due : amount,
        ...(over ? { tendered_minor: amount } : {}),
        ...(hasReference && reference.trim() ? { reference: reference.trim() } : {}),
      }
    : null
  const choose = (code: string) => {
    setChosen(code)
    setAmount(undefined)
  }
  return { query, methods, method, choose, amount, setAmount, reference, setReference, hasReference, payment }
}
