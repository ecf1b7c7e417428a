import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useAddress } from '../../shell/location.ts'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Steps } from '../../ui/steps.tsx'
import { DeliveryStep } from './wizard-delivery.tsx'
import { DoneStep } from './wizard-done.tsx'
import { LinesStep } from './wizard-lines.tsx'
import { PaymentStep } from './wizard-payment.tsx'
import './orders.css'

const start = { pedido: '' }

/**
 * `/ventas/nueva`: order → payment → delivery → done. From the first product on the order is a draft on the server and
 * its id stands in the address: whoever leaves finds it again, at the step it was left.
 */
export function NewOrderPage() {
  const t = useText()
  const [{ pedido }, setAddress] = useAddress(start)
  const order = useAnswer('GET /api/orders/:id', { params: { id: pedido } }, { enabled: pedido !== '' })
  const [passed, setPassed] = useState<'payment' | 'delivery' | null>(null)
  const data = pedido ? order.data : undefined
  const step = data ? stepOf(data, passed) : 0
  return (
    <div className="wizard">
      <PageTitle title={t.sales.wizard.title} back={to.orders()} />
      <Steps across names={t.sales.wizard.steps} at={step} />
      <section className="sheet wizard-sheet">
        {step === 0 && (
          <LinesStep key={data?.id ?? 'new'} order={data ?? null} onSaved={(id) => setAddress({ pedido: id })} />
        )}
        {data && step === 1 && <PaymentStep order={data} onNext={() => setPassed('payment')} />}
        {data && step === 2 && <DeliveryStep order={data} onNext={() => setPassed('delivery')} />}
        {data && step === 3 && (
          <DoneStep
            order={data}
            onAnother={() => {
              setAddress({ pedido: '' })
              setPassed(null)
            }}
          />
        )}
      </section>
    </div>
  )
}

/** Where an order stands: its own state decides, and what was passed over by choice. */
function stepOf(order: OrderOut, passed: 'payment' | 'delivery' | null): number {
  if (order.status === 'draft') return 0
  if (order.status === 'completed' || order.status === 'cancelled' || passed === 'delivery') return 3
  if (order.due_minor > 0 && passed === null) return 1
  return order.fulfilment_status === 'handed_over' ? 3 : 2
}
