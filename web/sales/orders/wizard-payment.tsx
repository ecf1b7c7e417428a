import type { OrderOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Form, ProblemNote } from '../../ui/form.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { PayFields } from './pay-fields.tsx'
import { ShortLines } from './short-lines.tsx'
import { type Confirmed, useConfirmingAndPaying, usePaying } from './use-paying.ts'

type PaymentStepProps = {
  order: OrderOut
  onBack: () => void
  onConfirmed: (confirmed: Confirmed) => void
  /** A confirmed order goes on without another payment. */
  onLater: () => void
}

/** A draft is confirmed here, with its money or without; what is still due afterwards is paid in one payment after another. */
export function PaymentStep({ order, onBack, onConfirmed, onLater }: PaymentStepProps) {
  const t = useText()
  const may = useMay()
  const isDraft = order.status === 'draft'
  const step = isDraft && may('orders.confirm') ? 'confirm' : isDraft ? 'wait' : 'pay'
  return (
    <>
      <PlateTotal
        name={isDraft ? t.sales.orders.total : t.sales.orders.due}
        note={[t.sales.orders.title_of(order.number), order.customer_name].filter(Boolean).join(' · ')}
        minor={order.due_minor}
      />
      {step === 'confirm' && <Confirming order={order} onBack={onBack} onConfirmed={onConfirmed} />}
      {step === 'wait' && <MayNotConfirm onBack={onBack} />}
      {step === 'pay' && <Paying key={order.paid_minor} order={order} onLater={onLater} />}
    </>
  )
}

/** One request confirms and takes the money, or nothing happened: a refusal leaves the draft, and the lines are one step back. */
function Confirming({ order, onBack, onConfirmed }: Omit<PaymentStepProps, 'onLater'>) {
  const t = useText()
  const may = useMay()
  const paying = useConfirmingAndPaying(order, onConfirmed)
  const back = <BackToLines onBack={onBack} />
  // Who may not charge, and where there is nothing to charge.
  if (!may('payments.take') || !order.next.includes('pay')) {
    return (
      <Form onSubmit={paying.alone}>
        <ShortLines problem={paying.problem} items={order.items} />
        <p className="quiet">{t.sales.wizard.confirm_text}</p>
        <div className="wizard-foot">
          {back}
          <Button kind="primary" size="l" type="submit" keys="Enter" autoFocus busy={paying.isPending}>
            {t.sales.orders.confirm}
          </Button>
        </div>
      </Form>
    )
  }
  return (
    <>
      <p className="quiet">{t.sales.orders.confirm_and_pay_text}</p>
      <PayFields
        large
        order={order}
        paying={paying}
        deed={t.sales.orders.confirm_and_pay}
        others={
          <>
            {back}
            <Button size="l" disabled={paying.isPending} onClick={paying.alone}>
              {t.sales.wizard.pay_later}
            </Button>
          </>
        }
      />
    </>
  )
}

function MayNotConfirm({ onBack }: { onBack: () => void }) {
  const words = useText().sales.wizard
  return (
    <>
      <ProblemNote problem={{ title: words.may_not_confirm, detail: words.may_not_confirm_text }} />
      <div className="wizard-foot">
        <BackToLines onBack={onBack} />
      </div>
    </>
  )
}

function Paying({ order, onLater }: { order: OrderOut; onLater: () => void }) {
  const t = useText()
  const may = useMay()
  const paying = usePaying(order, () => undefined)
  if (!may('payments.take')) {
    return (
      <div className="wizard-foot">
        <span className="grow" />
        <Button kind="primary" size="l" onClick={onLater}>
          {t.sales.wizard.to_delivery}
        </Button>
      </div>
    )
  }
  return (
    <PayFields
      large
      order={order}
      paying={paying}
      deed={t.sales.orders.pay}
      others={
        <>
          <span className="grow" />
          <Button size="l" onClick={onLater}>
            {t.sales.wizard.pay_later}
          </Button>
        </>
      }
    />
  )
}

function BackToLines({ onBack }: { onBack: () => void }) {
  const t = useText()
  return (
    <>
      <Button size="l" onClick={onBack}>
        {t.sales.wizard.back_to_lines}
      </Button>
      <span className="grow" />
    </>
  )
}
