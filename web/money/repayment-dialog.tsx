import { useState } from 'react'
import type { CustomerAccountOut } from '#money/contract'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MoneyField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'

const METHODS_MAX = 6

/** An abono, one way of paying after another: what is left stays in the field until nothing is owed or they have enough. */
export function RepaymentDialog({ account, onClose }: { account: CustomerAccountOut; onClose: () => void }) {
  const t = useText()
  const words = t.money.accounts
  const format = useFormat()
  const store_id = useWorkingStore()
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const offered = (methods.data?.items ?? [])
    .filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
    .slice(0, METHODS_MAX)
  const [chosen, setChosen] = useState<string | null>(null)
  const method = offered.find(({ code }) => code === chosen) ?? offered[0]
  const [debt, setDebt] = useState(account.debt_minor)
  const [amount, setAmount] = useState<number | null>(account.debt_minor)
  const [reference, setReference] = useState('')
  const repay = useCommand('POST /api/customer-accounts/:id/repayments', {
    refresh: ['GET /api/customer-accounts', 'GET /api/customer-accounts/:id', 'GET /api/customer-accounts/totals'],
    onDone: ({ account: after }) => {
      toast(words.repaid(format.money(debt - after.debt_minor), format.money(after.debt_minor)))
      if (after.debt_minor === 0) return onClose()
      setDebt(after.debt_minor)
      setAmount(after.debt_minor)
      setReference('')
    },
  })
  const till = session.data?.items[0]
  const submit = () => {
    if (!method) return
    repay.mutate({
      params: { id: account.customer_id },
      body: {
        amount: amount ?? 0,
        method: method.code,
        ...(till ? { till_session_id: till.id } : store_id ? { store_id } : {}),
        ...(reference.trim() ? { reference: reference.trim() } : {}),
      },
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.repay_title(account.customer_name)}
      text={words.repay_text(format.money(debt))}
    >
      <Form problem={repay.error} onSubmit={submit} className="stack">
        <Segmented
          label={t.sales.orders.pay_method}
          value={method?.code ?? ''}
          onChange={setChosen}
          options={offered.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <MoneyField
          label={t.sales.orders.pay_amount}
          value={amount}
          onChange={setAmount}
          size="l"
          autoFocus
          name="amount"
        />
        {method && method.kind !== 'cash' && (
          <TextField
            label={t.sales.orders.pay_reference}
            optional={!method.needs_reference}
            value={reference}
            onChange={setReference}
            name="reference"
          />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.close}</Button>
          <span className="grow" />
          <Button kind="pay" type="submit" keys="Enter" busy={repay.isPending}>
            {words.take}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
