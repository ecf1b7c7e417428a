import type { OrderOut } from '#sales/contract'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { StallDrawing } from '../../ui/illustrations/stall.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'

export function DoneStep({ order, onAnother }: { order: OrderOut; onAnother: () => void }) {
  const t = useText()
  const format = useFormat()
  const words = t.sales.wizard
  const waits = order.fulfilment_status !== 'handed_over' && order.status !== 'cancelled'
  const says = [order.due_minor > 0 && words.done_unpaid(format.money(order.due_minor)), waits && words.done_waiting]
    .filter(Boolean)
    .join(' ')
  return (
    <EmptyState
      drawing={<StallDrawing open sign={t.till.open_sign} />}
      title={words.done(order.number)}
      text={says || words.done_paid}
      actions={
        <>
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.order(order.id)}>
            {words.see}
          </Link>
          <Button size="l" onClick={onAnother}>
            {words.another}
          </Button>
        </>
      }
    />
  )
}
