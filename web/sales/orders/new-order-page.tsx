import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { answer, useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Steps } from '../../ui/steps.tsx'
import type { Confirmed } from './use-paying.ts'
import { DeliveryStep } from './wizard-delivery.tsx'
import { DoneStep } from './wizard-done.tsx'
import { LinesStep } from './wizard-lines.tsx'
import { PaymentStep } from './wizard-payment.tsx'
import './orders.css'

/** The order, and how far somebody went on with it by choice: to its payment, past it, past its delivery. */
const start = { pedido: '', paso: '' }
type Pass = '' | 'pago' | 'entrega' | 'listo'

/**
 * `/ventas/nueva`: order → payment → delivery → done. From the first name or product on the order is a draft on the
 * server and its id stands in the address: whoever leaves finds it again, at the step it was left. A draft it stays until
 * the payment step confirms it.
 */
export function NewOrderPage() {
  const t = useText()
  const cache = useQueryClient()
  const [{ pedido, paso }, setAddress] = useAddress(start)
  const [fresh, setFresh] = useState(() => crypto.randomUUID())
  const order = useAnswer('GET /api/orders/:id', { params: { id: pedido } }, { enabled: pedido !== '' })
  const isFresh = pedido === '' || pedido === fresh
  // Until the answer is there, the last order's stands in for it: its step would put these lines away and lose what they say.
  const own = order.data?.id === pedido ? order.data : null
  const learn = async (data: OrderOut) => {
    const { queryKey } = answer('GET /api/orders/:id', { params: { id: data.id } })
    // What was asked for before would bring back the order as it was.
    await cache.cancelQueries({ queryKey })
    cache.setQueryData(queryKey, data)
  }
  const toPayment = async (kept: OrderOut) => {
    await learn(kept)
    // The back key leads to the lines again.
    setAddress({ pedido: kept.id, paso: 'pago' }, { replace: false })
  }
  const confirmed = async (order: Confirmed) => {
    await learn(order)
    if (!order.payments) setAddress({ paso: 'entrega' })
  }
  const another = () => {
    setFresh(crypto.randomUUID())
    setAddress(start)
  }
  const steps = (data: OrderOut | null) => (
    <WizardSteps
      id={pedido || fresh}
      order={data}
      paso={paso}
      onPass={(pass) => setAddress({ paso: pass })}
      onKept={() => setAddress({ pedido: fresh })}
      onNext={(kept) => void toPayment(kept)}
      onConfirmed={(order) => void confirmed(order)}
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
  paso: string
  onPass: (pass: Pass) => void
  onKept: () => void
  onNext: (kept: OrderOut) => void
  onConfirmed: (confirmed: Confirmed) => void
  onAnother: () => void
}

function WizardSteps({ id, order, paso, onPass, onKept, onNext, onConfirmed, onAnother }: StepsProps) {
  const t = useText()
  const step = order ? stepOf(order, paso) : 0
  return (
    <>
      <Steps across names={t.sales.wizard.steps} at={step} />
      <section className="sheet wizard-sheet">
        {step === 0 && <LinesStep key={id} id={id} order={order} onKept={onKept} onNext={onNext} />}
        {order && step === 1 && (
          <PaymentStep
            order={order}
            onBack={() => onPass('')}
            onConfirmed={onConfirmed}
            onLater={() => onPass('entrega')}
          />
        )}
        {order && step === 2 && <DeliveryStep order={order} onNext={() => onPass('listo')} />}
        {order && step === 3 && <DoneStep order={order} onAnother={onAnother} />}
      </section>
    </>
  )
}

/** Where an order stands: its own state decides, and what was passed over by choice. */
function stepOf(order: OrderOut, paso: string): number {
  if (order.status === 'draft') return paso === 'pago' && order.next.includes('confirm') ? 1 : 0
  if (order.status === 'completed' || order.status === 'cancelled' || paso === 'listo') return 3
  if (order.due_minor > 0 && paso !== 'entrega') return 1
  return order.fulfilment_status === 'handed_over' ? 3 : 2
}
