import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ShortLines } from './short-lines.tsx'
import { useConfirmingAndPaying, usePaying } from './use-paying.ts'

type PayDialogProps = { order: OrderOut; onClose: () => void }

export function PayDialog({ order, onClose }: PayDialogProps) {
  const t = useText()
  const format = useFormat()
  return (
    <Dialog open onClose={onClose} title={t.sales.orders.pay_title(format.money(order.due_minor))}>
      <PayForm order={order} onDone={onClose} onBack={onClose} />
    </Dialog>
  )
}

/** The counter's one act with a prepared order: it is confirmed and its money is taken, or neither. */
export function ConfirmAndPayDialog({ order, onClose }: PayDialogProps) {
  const t = useText()
  const format = useFormat()
  const paying = useConfirmingAndPaying(order, onClose)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.sales.orders.pay_title(format.money(order.due_minor))}
      text={t.sales.orders.confirm_and_pay_text}
    >
      <PayFields order={order} paying={paying} deed={t.sales.orders.confirm_and_pay} onBack={onClose} />
    </Dialog>
  )
}

type PayFormProps = { order: OrderOut; onDone: () => void; onBack: () => void }

/** Takes one payment; the answer names the change. */
export function PayForm({ order, onDone, onBack }: PayFormProps) {
  const t = useText()
  const paying = usePaying(order, onDone)
  return <PayFields order={order} paying={paying} deed={t.sales.orders.pay} onBack={onBack} />
}

type PayFieldsProps = { order: OrderOut; paying: ReturnType<typeof usePaying>; deed: string; onBack: () => void }

/** In what and how much; of cash what is handed over. */
function PayFields({ order, paying, deed, onBack }: PayFieldsProps) {
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
      <div className="dialog-actions">
        <Button onClick={onBack}>{t.common.back}</Button>
        <span className="grow" />
        <Button kind="pay" type="submit" keys="Enter" busy={paying.isPending}>
          {deed}
        </Button>
      </div>
    </Form>
  )
}
