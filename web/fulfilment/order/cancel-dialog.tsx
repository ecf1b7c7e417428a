import { useState } from 'react'
import type { FulfilmentOut } from '#fulfilment/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { fulfilmentRoutes } from '../routes.ts'

export function CancelDialog({ order, onClose }: { order: FulfilmentOut; onClose: () => void }) {
  const t = useText()
  const words = t.fulfilment.order
  const [reason, setReason] = useState('')
  const cancel = useCommand('DELETE /api/fulfilments/:number', {
    refresh: [...fulfilmentRoutes, 'GET /api/orders/:id'],
    onDone: () => {
      toast(words.cancelled_done)
      onClose()
    },
  })
  const submit = () =>
    cancel.mutate({ params: { number: order.id }, query: reason.trim() ? { reason: reason.trim() } : {} })
  return (
    <Dialog open onClose={onClose} title={words.cancel_title(order.number)} text={words.cancel_text}>
      <Form problem={cancel.error} onSubmit={submit}>
        <TextField label={words.cancel_reason} optional value={reason} onChange={setReason} autoFocus name="reason" />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="danger-solid" type="submit" busy={cancel.isPending}>
            {words.cancel}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
