import { ArrowLeftRight, Banknote, ClipboardList, CreditCard, Smartphone } from 'lucide-react'
import { memo } from 'react'
import type { PaymentMethodOut } from '#money/contract'
import { cx } from '../../ui/class-names.ts'
import { Icon, type IconKind } from '../../ui/icon.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import type { Checkout } from './use-checkout.ts'
import { tenderKeys } from './use-till-keys.ts'

const icons: Record<PaymentMethodOut['kind'], IconKind> = {
  cash: Banknote,
  card: CreditCard,
  transfer: ArrowLeftRight,
  credit: ClipboardList,
  store_credit: ClipboardList,
  cheque: ClipboardList,
  mobile: Smartphone,
}

type TenderKeysProps = {
  methods: Checkout['methods']
  chosen: string | undefined
  onChoose: Checkout['choose']
  disabled: boolean
}

/** One key for each way to pay, in the shop's order. */
export const TenderKeys = memo(({ methods, chosen, onChoose, disabled }: TenderKeysProps) => {
  const keys = new Map([...tenderKeys(methods)].map(([key, code]) => [code, key]))
  return (
    <div className="tender-keys">
      {methods.slice(0, 10).map(({ code, name, kind }) => (
        <button
          key={code}
          type="button"
          className={cx('tender-key', chosen === code && 'on')}
          aria-pressed={chosen === code}
          disabled={disabled}
          onClick={() => onChoose(code)}
        >
          <span>
            <Icon of={icons[kind]} /> {keys.has(code) && <KeyCap keys={keys.get(code) ?? ''} />}
          </span>
          {name}
        </button>
      ))}
    </div>
  )
})
