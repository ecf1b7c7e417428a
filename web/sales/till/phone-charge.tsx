import { ChevronLeft, User } from 'lucide-react'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { bigFigureSize, Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Cart } from './cart.ts'
import type { Checkout } from './use-checkout.ts'

type PhoneChargeProps = { cart: Cart; checkout: Checkout; onCustomer: () => void; onCharge: () => void }

/** At the foot of a phone: who buys, and the plate that leads to the payment. Wider screens show both at once. */
export function PhoneCharge({ cart, checkout, onCustomer, onCharge }: PhoneChargeProps) {
  const t = useText()
  const format = useFormat()
  const { units } = checkout.local
  return (
    <div className="phone-charge">
      <div className="phone-buyer">
        <button type="button" className="phone-buyer-name" onClick={onCustomer}>
          <Icon of={User} size="s" /> {cart.buyer?.name ?? t.till.walk_in}
        </button>
        <span className="second">{t.till.units(format.quantity(units), units)}</span>
      </div>
      <button
        type="button"
        className="plate on-plate plate-total"
        disabled={cart.lines.length === 0}
        onClick={onCharge}
      >
        <span className="plate-name">{t.till.charge_short}</span>
        <span className={`plate-figure ${bigFigureSize(format.amount(checkout.total)) ?? ''}`}>
          <Money minor={checkout.total} raised />
        </span>
      </button>
    </div>
  )
}

/** From the payment back to the lines, on a phone. */
export function PhoneBack({ onBack }: { onBack: () => void }) {
  const t = useText()
  return (
    <button type="button" className="phone-back" onClick={onBack}>
      <Icon of={ChevronLeft} /> {t.till.back_to_lines}
    </button>
  )
}
