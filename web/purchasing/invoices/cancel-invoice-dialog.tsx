import { useState } from 'react'
import type { InvoiceOut } from '#purchasing/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { invoiceRoutes } from '../stale-routes.ts'

/** Its receipts wait for the right invoice afterwards. */
export function CancelInvoiceDialog({ invoice, onClose }: { invoice: InvoiceOut; onClose: () => void }) {
  const t = useText()
  const words = t.purchasing.invoices
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const cancel = useCommand('POST /api/supplier-invoices/:id/cancel', {
    refresh: invoiceRoutes,
    onDone: () => {
      toast(words.cancelled)
      onClose()
    },
  })
  const submit = () => {
    setTold(true)
    if (reason.trim()) cancel.mutate({ params: { id: invoice.id }, body: { reason: reason.trim() } })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.cancel_title(invoice.document_label)}
      text={words.cancel_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="danger-solid" busy={cancel.isPending} onClick={submit}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <ProblemNote problem={cancel.error} />
      <TextField
        label={t.purchasing.orders.reason}
        value={reason}
        onChange={setReason}
        autoFocus
        error={told && reason.trim() === '' ? t.common.required : undefined}
        name="reason"
      />
    </Dialog>
  )
}
