import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import type { Problem } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { type ReadRoute, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ConfirmAndPayDialog, PayDialog } from './pay-dialog.tsx'
import { ShortLines } from './short-lines.tsx'

const stale: readonly ReadRoute[] = [
  'GET /api/orders',
  'GET /api/orders/:id',
  'GET /api/orders/:id/history',
  'GET /api/payments',
]

/** The next step of an order, as the server says it: only what may happen now is offered. */
export function OrderActions({ order }: { order: OrderOut }) {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState<'pay' | 'confirm-and-pay' | 'cancel' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const told = (says: string) => ({ refresh: stale, onDone: () => toast(says), onRefused: setProblem })
  const confirm = useCommand('POST /api/orders/:id/confirm', told(t.sales.orders.confirm_done))
  const handOver = useCommand('POST /api/orders/:id/hand-over', told(t.sales.orders.handed_done))
  const can = (step: OrderOut['next'][number], permission: string) => order.next.includes(step) && may(permission)
  const canConfirm = can('confirm', 'orders.confirm')
  const canPay = can('pay', 'payments.take')
  const params = { id: order.id }
  return (
    <>
      <PageActions>
        {can('cancel', 'orders.cancel') && (
          <Button kind="quiet" onClick={() => setOpen('cancel')}>
            {t.sales.orders.cancel}
          </Button>
        )}
        {order.fulfilment_status === 'handed_over' && order.status !== 'cancelled' && may('returns.take') && (
          <Button onClick={() => go(to.newReturnOf(order.id))}>{t.sales.orders.give_back}</Button>
        )}
        {can('edit', 'orders.edit') && (
          <Button onClick={() => go(to.resumeOrder(order.id))}>{t.sales.orders.resume}</Button>
        )}
        {can('hand_over', 'orders.hand_over') && (
          <Button
            kind={order.next.includes('pay') ? 'secondary' : 'primary'}
            busy={handOver.isPending}
            onClick={() => handOver.mutate({ params, body: {} })}
          >
            {t.sales.orders.hand_over}
          </Button>
        )}
        {canConfirm && (
          <Button
            kind={canPay ? 'secondary' : 'primary'}
            hotkey="c"
            busy={confirm.isPending}
            onClick={() => confirm.mutate({ params, body: {} })}
          >
            {t.sales.orders.confirm}
          </Button>
        )}
        {canPay && (
          <Button kind="pay" hotkey="p" onClick={() => setOpen(canConfirm ? 'confirm-and-pay' : 'pay')}>
            {canConfirm ? t.sales.orders.confirm_and_pay : t.sales.orders.pay}
          </Button>
        )}
      </PageActions>
      <ShortLines problem={problem} items={order.items} />
      {open === 'pay' && <PayDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'confirm-and-pay' && <ConfirmAndPayDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog order={order} onClose={() => setOpen(null)} />}
    </>
  )
}

function CancelDialog({ order, onClose }: { order: OrderOut; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const [reason, setReason] = useState('')
  const [refund, setRefund] = useState(true)
  const paid = order.paid_minor - order.refunded_minor
  const cancel = useCommand('POST /api/orders/:id/cancel', {
    refresh: stale,
    onDone: () => {
      toast(t.sales.orders.cancelled_done)
      onClose()
    },
  })
  const text = `${t.sales.orders.cancel_text} ${paid > 0 ? t.sales.orders.cancel_paid(format.money(paid)) : ''}`
  const submit = () =>
    cancel.mutate({
      params: { id: order.id },
      body: { refund: paid > 0 && refund, ...(reason.trim() ? { reason: reason.trim() } : {}) },
    })
  return (
    <Dialog open onClose={onClose} title={t.sales.orders.cancel_title(order.number)} text={text}>
      <Form problem={cancel.error} onSubmit={submit}>
        <TextField
          label={t.sales.orders.cancel_reason}
          optional
          value={reason}
          onChange={setReason}
          autoFocus
          name="reason"
        />
        {paid > 0 && <Checkbox label={t.sales.orders.cancel_refund} checked={refund} onChange={setRefund} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="danger-solid" type="submit" busy={cancel.isPending}>
            {t.sales.orders.cancel}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
