import type { OrderOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PayFields } from './pay-fields.tsx'
import { useConfirmingAndPaying, usePaying } from './use-paying.ts'

type PayDialogProps = { order: OrderOut; onClose: () => void }

/** Takes one payment; the answer names the change. */
export function PayDialog({ order, onClose }: PayDialogProps) {
  const t = useText()
  const format = useFormat()
  const paying = usePaying(order, onClose)
  return (
    <Dialog open onClose={onClose} title={t.sales.orders.pay_title(format.money(order.due_minor))}>
      <PayFields order={order} paying={paying} deed={t.sales.orders.pay} others={<BackOut onClose={onClose} />} />
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
      <PayFields
        order={order}
        paying={paying}
        deed={t.sales.orders.confirm_and_pay}
        others={<BackOut onClose={onClose} />}
      />
    </Dialog>
  )
}

function BackOut({ onClose }: { onClose: () => void }) {
  const t = useText()
  return (
    <>
      <Button onClick={onClose}>{t.common.back}</Button>
      <span className="grow" />
    </>
  )
}
