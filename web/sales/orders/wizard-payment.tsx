import type { OrderOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { PayForm } from './pay-dialog.tsx'

/** One payment after another until nothing is due, or later. */
export function PaymentStep({ order, onNext }: { order: OrderOut; onNext: () => void }) {
  const t = useText()
  const may = useMay()
  return (
    <>
      <PlateTotal name={t.sales.orders.due} note={t.sales.orders.title_of(order.number)} minor={order.due_minor} />
      {may('payments.take') && (
        <PayForm key={order.paid_minor} order={order} onDone={() => undefined} onBack={onNext} />
      )}
      <div className="wizard-foot">
        <span className="grow" />
        <Button kind="quiet" onClick={onNext}>
          {t.sales.wizard.pay_later}
        </Button>
      </div>
    </>
  )
}
