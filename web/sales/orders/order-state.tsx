import type { OrderSummaryOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { Chip, State, type Tone } from '../../ui/chip.tsx'

/** Only what needs somebody speaks in colour; a finished sale is quiet. */
export function OrderState({
  order,
}: {
  order: Pick<OrderSummaryOut, 'status' | 'payment_status' | 'fulfilment_status'>
}) {
  const t = useText()
  const words = t.sales.orders
  if (order.status === 'cancelled') return <State tone="neutral">{words.statuses.cancelled}</State>
  if (order.status === 'draft') return <State tone="info">{words.statuses.draft}</State>
  if (order.status === 'completed') return <State tone="ok">{words.statuses.completed}</State>
  if (order.payment_status !== 'paid') return <State tone="warn">{words.payment[order.payment_status]}</State>
  return <State tone="info">{words.handed[order.fulfilment_status]}</State>
}

/** The three truths of an order side by side, on its own page. */
export function OrderChips({
  order,
}: {
  order: Pick<OrderSummaryOut, 'status' | 'payment_status' | 'fulfilment_status'>
}) {
  const words = useText().sales.orders
  const paid: Tone = order.payment_status === 'paid' ? 'ok' : order.payment_status === 'refunded' ? 'neutral' : 'warn'
  return (
    <p className="order-chips">
      <Chip tone={order.status === 'cancelled' ? 'neutral' : order.status === 'draft' ? 'info' : 'ok'}>
        {words.statuses[order.status]}
      </Chip>
      {order.status !== 'draft' && order.status !== 'cancelled' && (
        <>
          <Chip tone={paid}>{words.payment[order.payment_status]}</Chip>
          <Chip tone={order.fulfilment_status === 'handed_over' ? 'ok' : 'info'}>
            {words.handed[order.fulfilment_status]}
          </Chip>
        </>
      )}
    </p>
  )
}
