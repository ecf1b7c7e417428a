import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'

export function PayDialog({ order, onClose }: { order: OrderOut; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  return (
    <Dialog open onClose={onClose} title={t.sales.orders.pay_title(format.money(order.due_minor))}>
      <PayForm order={order} onDone={onClose} onBack={onClose} />
    </Dialog>
  )
}

/** Takes one payment; of cash what is handed over, and the answer names the change. */
export function PayForm({ order, onDone, onBack }: { order: OrderOut; onDone: () => void; onBack: () => void }) {
  const t = useText()
  const format = useFormat()
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
  const take = useCommand('POST /api/payments', {
    refresh: ['GET /api/orders', 'GET /api/orders/:id', 'GET /api/orders/:id/history', 'GET /api/payments'],
    onDone: (paid) => {
      toast(
        paid.change_minor > 0 ? t.sales.orders.paid_change(format.money(paid.change_minor)) : t.sales.orders.paid_done,
      )
      onDone()
    },
  })
  const till_session_id = session.data?.items[0]?.id
  const submit = () => {
    if (!method) return
    const over = isCash && amount > due
    take.mutate({
      body: {
        order_id: order.id,
        method: method.code,
        amount: over ? due : amount,
        ...(over ? { tendered_minor: amount } : {}),
        ...(till_session_id ? { till_session_id } : {}),
        ...(reference.trim() ? { reference: reference.trim() } : {}),
      },
    })
  }
  return (
    <Form problem={take.error} onSubmit={submit}>
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
      <div className="dialog-actions">
        <Button onClick={onBack}>{t.common.back}</Button>
        <span className="grow" />
        <Button kind="pay" type="submit" keys="Enter" busy={take.isPending}>
          {t.sales.orders.pay}
        </Button>
      </div>
    </Form>
  )
}
