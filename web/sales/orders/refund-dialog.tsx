import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ApprovalDialog } from '../till/approval-dialog.tsx'

export type Payment = AnswerOf<'GET /api/payments'>['items'][number]

/** How much goes back, how, and whether a nota de crédito comes of it; a supervisor's PIN where the role needs one. */
export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const words = t.sales.orders
  const format = useFormat()
  const detail = useAnswer('GET /api/payments/:id', { params: { id: payment.id } })
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const session = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const left = detail.data?.refundable_minor ?? payment.amount
  const [typed, setAmount] = useState<number | null | undefined>(undefined)
  const [method, setMethod] = useState(payment.method ?? '')
  const [reason, setReason] = useState('')
  const [note, setNote] = useState(true)
  const [approving, setApproving] = useState(false)
  const refund = useCommand('POST /api/payments/:id/refund', {
    refresh: ['GET /api/payments', 'GET /api/orders/:id', 'GET /api/orders/:id/history', 'GET /api/issued-documents'],
    onDone: ({ credit_note }) => {
      toast(credit_note ? words.refund_note_done(credit_note.label) : words.refund_done)
      onClose()
      if (credit_note) go(to.document(credit_note.id))
    },
    onRefused: ({ code }) => setApproving(code.endsWith('approval_needed')),
  })
  const till_session_id = session.data?.items[0]?.id
  const submit = (approval_token?: string) => {
    setApproving(false)
    refund.mutate({
      params: { id: payment.id },
      body: {
        amount: typed === undefined ? left : (typed ?? 0),
        method,
        reason: reason.trim(),
        credit_note: note,
        ...(till_session_id ? { till_session_id } : {}),
        ...(approval_token ? { approval_token } : {}),
      },
    })
  }
  return (
    <>
      <Dialog open onClose={onClose} title={words.refund_title(format.money(payment.amount))} text={words.refund_text}>
        <Form problem={approving ? null : refund.error} onSubmit={() => submit()} className="stack">
          <MoneyField
            label={words.refund_amount}
            help={words.refund_left(format.money(left))}
            value={typed === undefined ? left : typed}
            onChange={setAmount}
            name="amount"
          />
          <Select
            label={words.pay_method}
            value={method}
            onChange={setMethod}
            options={(methods.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          />
          <TextField label={words.refund_reason} value={reason} onChange={setReason} autoFocus required name="reason" />
          <Checkbox label={words.refund_note} help={words.refund_note_help} checked={note} onChange={setNote} />
          <div className="dialog-actions">
            <Button onClick={onClose}>{t.common.back}</Button>
            <span className="grow" />
            <Button kind="danger-solid" type="submit" busy={refund.isPending} disabled={reason.trim() === ''}>
              {words.refund}
            </Button>
          </div>
        </Form>
      </Dialog>
      {approving && (
        <ApprovalDialog
          needed={['refund']}
          document_id={payment.id}
          onClose={() => setApproving(false)}
          onApproved={submit}
        />
      )}
    </>
  )
}
