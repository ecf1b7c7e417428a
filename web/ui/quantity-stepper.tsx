import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from './icon.tsx'
import './quantity-stepper.css'
import { useFormat } from './use-format.ts'

type QuantityStepperProps = {
  label: string
  value: number
  onChange: (value: number) => void
  step?: number
  min?: number
  max?: number
}

/** − 2 +: at the till and while counting, 44 px a key; the figure itself can be typed over. */
export function QuantityStepper({ label, value, onChange, step = 1, min = 0, max }: QuantityStepperProps) {
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState<string | null>(null)
  const clamp = (next: number) => Math.max(min, max === undefined ? next : Math.min(max, next))
  // Thousandths, so that 0.1 + 0.2 is 0.3 as it is in the ledger.
  const move = (by: number) => onChange(clamp(Math.round((value + by) * 1000) / 1000))
  const settle = () => {
    const read = typed === null ? null : format.parseQuantity(typed)
    setTyped(null)
    if (read !== null && read !== value) onChange(clamp(read))
  }
  return (
    <fieldset className="stepper" aria-label={label}>
      <button
        type="button"
        aria-label={`${t.common.less}: ${label}`}
        disabled={value <= min}
        onClick={() => move(-step)}
      >
        <Icon of={Minus} />
      </button>
      <input
        aria-label={`${t.common.quantity}: ${label}`}
        inputMode="decimal"
        value={typed ?? format.quantity(value)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle()
          if (event.key === 'ArrowUp') move(step)
          if (event.key === 'ArrowDown') move(-step)
        }}
      />
      <button
        type="button"
        aria-label={`${t.common.plus}: ${label}`}
        disabled={max !== undefined && value >= max}
        onClick={() => move(step)}
      >
        <Icon of={Plus} />
      </button>
    </fieldset>
  )
}
