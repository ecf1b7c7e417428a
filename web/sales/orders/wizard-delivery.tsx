import type { OrderOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'

/** The goods leave now, or stay reserved until somebody comes for them. */
export function DeliveryStep({ order, onNext }: { order: OrderOut; onNext: () => void }) {
  const t = useText()
  const may = useMay()
  const handOver = useCommand('POST /api/orders/:id/hand-over', {
    refresh: ['GET /api/orders/:id', 'GET /api/orders'],
    onDone: onNext,
  })
  return (
    <>
      <h2 className="sign">{t.sales.wizard.delivery_title}</h2>
      <ProblemNote problem={handOver.error} />
      <div className="wizard-foot">
        <Button size="l" onClick={onNext}>
          {t.sales.wizard.ways.pickup}
        </Button>
        {may('orders.hand_over') && (
          <Button
            kind="primary"
            size="l"
            busy={handOver.isPending}
            onClick={() => handOver.mutate({ params: { id: order.id }, body: {} })}
          >
            {t.sales.wizard.ways.takeaway}
          </Button>
        )}
      </div>
    </>
  )
}
