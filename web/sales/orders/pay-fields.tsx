import { type ReactNode, useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ShortLines } from './short-lines.tsx'
import type { Paying } from './use-paying.ts'

type PayFieldsProps = {
  order: OrderOut
  paying: Paying
  deed: string
  /** What may be done instead, before the deed. */
  others: ReactNode
  /** On a page instead of in a dialog: larger. */
  large?: boolean
}

/** In what and how much; of cash what is handed over. */
export function PayFields({ order, paying, deed, others, large }: PayFieldsProps) {
  const t = useText()
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const options = methods.data?.items ?? []
  const [chosen, setMethod] = useState<string | null>(null)
  const method = options.find(({ code }) => code === chosen) ?? options[0]
  const isCash = method?.kind === 'cash'
  const [typed, setAmount] = useState<number | null | undefined>(undefined)
  const due = isCash ? order.cash_due_minor : order.due_minor
  const amount = typed === undefined ? due : (typed ?? 0)
  const [reference, setReference] = useState('')
  const submit = () => {
    if (!method) return
    const over = isCash && amount > due
    const payment = {
      method: method.code,
      amount: over ? due : amount,
      ...(over ? { tendered_minor: amount } : {}),
      ...(reference.trim() ? { reference: reference.trim() } : {}),
    }
    paying.take(payment, session.data?.items[0]?.id)
  }
  return (
    <Form className="pay-fields" onSubmit={submit}>
      <ShortLines problem={paying.problem} items={order.items} />
      <Segmented
        label={t.sales.orders.pay_method}
        value={method?.code ?? ''}
        onChange={(code) => {
          setMethod(code)
          setAmount(undefined)
        }}
        options={options.slice(0, 5).map(({ code, name }) => ({ value: code, label: name }))}
      />
      <MoneyField
        label={t.sales.orders.pay_amount}
        value={amount}
        onChange={setAmount}
        size="l"
        autoFocus
        name="amount"
      />
      {method && !isCash && (
        <TextField
          label={t.sales.orders.pay_reference}
          optional={!method.needs_reference}
          value={reference}
          onChange={setReference}
          name="reference"
        />
      )}
      <div className={large ? 'wizard-foot' : 'dialog-actions'}>
        {others}
        <Button kind="pay" size={large ? 'l' : 'm'} type="submit" keys="Enter" busy={paying.isPending}>
          {deed}
        </Button>
      </div>
    </Form>
  )
}
