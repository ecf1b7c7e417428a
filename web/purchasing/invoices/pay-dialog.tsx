import { useState } from 'react'
import type { SupplierAccountOut } from '#purchasing/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useWorkingStore } from '../../api/working-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { invoiceRoutes } from '../stale-routes.ts'

const METHODS_MAX = 6

type PayProps = {
  account: Pick<SupplierAccountOut, 'supplier' | 'due_minor'>
  /** Pays this one; without it the oldest due come first. */
  invoice_id?: string
  onClose: () => void
}

/** Money that leaves: of one invoice, or of whatever falls due first. */
export function PayDialog({ account, invoice_id, onClose }: PayProps) {
  const t = useText()
  const words = t.purchasing.account
  const format = useFormat()
  const store_id = useWorkingStore()
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const sessions = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const offered = (methods.data?.items ?? [])
    .filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
    .slice(0, METHODS_MAX)
  const [chosen, setChosen] = useState<string | null>(null)
  const method =
    offered.find(({ code }) => code === chosen) ?? offered.find(({ kind }) => kind !== 'cash') ?? offered[0]
  const [amount, setAmount] = useState<number | null>(account.due_minor)
  const [reference, setReference] = useState('')
  const pay = useCommand('POST /api/suppliers/:id/payments', {
    refresh: invoiceRoutes,
    onDone: ({ due_minor }) => {
      toast(words.paid(format.money(amount ?? 0), format.money(due_minor)))
      onClose()
    },
  })
  const till = sessions.data?.items[0]
  const isCash = method?.kind === 'cash'
  const submit = () => {
    if (!method || amount === null) return
    pay.mutate({
      params: { id: account.supplier.id },
      body: {
        amount,
        method: method.code,
        ...(isCash && till ? { till_session_id: till.id } : store_id ? { store_id } : {}),
        ...(reference.trim() ? { reference: reference.trim() } : {}),
        ...(invoice_id ? { invoice_ids: [invoice_id] } : {}),
      },
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.pay_title(account.supplier.name)}
      text={
        invoice_id ? words.pay_one(format.money(account.due_minor)) : words.pay_oldest(format.money(account.due_minor))
      }
    >
      <Form problem={pay.error} onSubmit={submit} className="stack">
        <Segmented
          label={t.sales.orders.pay_method}
          value={method?.code ?? ''}
          onChange={setChosen}
          options={offered.map(({ code, name }) => ({ value: code, label: name }))}
          help={isCash && !till ? words.no_till : undefined}
        />
        <MoneyField
          label={t.sales.orders.pay_amount}
          value={amount}
          onChange={setAmount}
          size="l"
          autoFocus
          name="amount"
          error={
            amount !== null && amount > account.due_minor ? words.too_much(format.money(account.due_minor)) : undefined
          }
        />
        <TextField
          label={t.sales.orders.pay_reference}
          optional={!method?.needs_reference}
          value={reference}
          onChange={setReference}
          name="reference"
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="pay" type="submit" keys="Enter" busy={pay.isPending} disabled={!method || !amount}>
            {words.pay}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
