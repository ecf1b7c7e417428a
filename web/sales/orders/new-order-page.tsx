import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Steps } from '../../ui/steps.tsx'
import { DeliveryStep } from './wizard-delivery.tsx'
import { DoneStep } from './wizard-done.tsx'
import { LinesStep } from './wizard-lines.tsx'
import { PaymentStep } from './wizard-payment.tsx'
import './orders.css'

const start = { pedido: '' }
type Passed = 'payment' | 'delivery' | null

/**
 * `/ventas/nueva`: order → payment → delivery → done. From the first name or product on the order is a draft on the
 * server and its id stands in the address: whoever leaves finds it again, at the step it was left.
 */
export function NewOrderPage() {
  const t = useText()
  const [{ pedido }, setAddress] = useAddress(start)
  const [fresh, setFresh] = useState(() => crypto.randomUUID())
  const order = useAnswer('GET /api/orders/:id', { params: { id: pedido } }, { enabled: pedido !== '' })
  const [passed, setPassed] = useState<Passed>(null)
  const isFresh = pedido === '' || pedido === fresh
  // Until the answer is there, the last order's stands in for it: its step would put these lines away and lose what they say.
  const own = order.data?.id === pedido ? order.data : null
  const another = () => {
    setFresh(crypto.randomUUID())
    setPassed(null)
    setAddress({ pedido: '' })
  }
  const steps = (data: OrderOut | null) => (
    <WizardSteps
      id={pedido || fresh}
      order={data}
      passed={passed}
      onPass={setPassed}
      onKept={() => setAddress({ pedido: fresh })}
      onConfirmed={() => void order.refetch()}
      onAnother={another}
    />
  )
  return (
    <div className="wizard">
      <PageTitle title={t.sales.wizard.title} back={to.orders()} />
      {isFresh ? (
        steps(own)
      ) : (
        <QueryState query={order} what={t.sales.orders.the_order}>
          {steps}
        </QueryState>
      )}
    </div>
  )
}

type StepsProps = {
  id: string
  order: OrderOut | null
  passed: Passed
  onPass: (passed: Passed) => void
  onKept: () => void
  onConfirmed: () => void
  onAnother: () => void
}

function WizardSteps({ id, order, passed, onPass, onKept, onConfirmed, onAnother }: StepsProps) {
  const t = useText()
  const step = order ? stepOf(order, passed) : 0
  return (
    <>
      <Steps across names={t.sales.wizard.steps} at={step} />
      <section className="sheet wizard-sheet">
        {step === 0 && <LinesStep key={id} id={id} order={order} onKept={onKept} onConfirmed={onConfirmed} />}
        {order && step === 1 && <PaymentStep order={order} onNext={() => onPass('payment')} />}
        {order && step === 2 && <DeliveryStep order={order} onNext={() => onPass('delivery')} />}
        {order && step === 3 && <DoneStep order={order} onAnother={onAnother} />}
      </section>
    </>
  )
}

/** Where an order stands: its own state decides, and what was passed over by choice. */
function stepOf(order: OrderOut, passed: Passed): number {
  if (order.status === 'draft') return 0
  if (order.status === 'completed' || order.status === 'cancelled' || passed === 'delivery') return 3
  if (order.due_minor > 0 && passed === null) return 1
  return order.fulfilment_status === 'handed_over' ? 3 : 2
}
