import { useState } from 'react'
import type { PurchaseOut } from '#purchasing/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { purchaseRoutes } from '../stale-routes.ts'

type EndProps = { order: PurchaseOut; how: 'cancel' | 'close'; onClose: () => void }

/** Cancels an order of which nothing came, or gives up what is missing of one. */
export function EndDialog({ order, how, onClose }: EndProps) {
  const t = useText()
  const words = t.purchasing.orders.end[how]
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const done = {
    refresh: purchaseRoutes,
    onDone: () => {
      toast(words.done)
      onClose()
    },
  }
  const cancel = useCommand('POST /api/purchase-orders/:id/cancel', done)
  const close = useCommand('POST /api/purchase-orders/:id/close', done)
  const act = how === 'cancel' ? cancel : close
  const submit = () => {
    setTold(true)
    if (reason.trim() !== '') act.mutate({ params: { id: order.id }, body: { reason: reason.trim() } })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(order.number)}
      text={words.text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="danger-solid" busy={act.isPending} onClick={submit}>
            {words.act}
          </Button>
        </>
      }
    >
      <ProblemNote problem={act.error} />
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
