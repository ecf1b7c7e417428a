import { useText } from '../text/text.ts'
import './pin-field.css'

type PinFieldProps = {
  label: string
  value: string
  onChange: (pin: string) => void
  /** Called with the whole code as soon as its last digit is there. */
  onDone?: (pin: string) => void
  length?: number
  /** Where a code may be longer: a PIN of 6 to 8 digits. The squares grow with it, and Enter ends it. */
  lengthMax?: number
  shown?: boolean
  error?: string | undefined
  autoFocus?: boolean
}

/** A short code, one square a digit: the manager's PIN, or a code from an app. One real input lies over the squares. */
export function PinField({
  label,
  value,
  onChange,
  onDone,
  length = 6,
  lengthMax = length,
  shown = false,
  error,
  autoFocus,
}: PinFieldProps) {
  const t = useText()
  const shownSquares = Math.min(lengthMax, Math.max(length, value.length + (lengthMax > length ? 1 : 0)))
  const squares = Array.from({ length: shownSquares }, (_, index) => index)
  return (
    <div className="pin" data-wrong={error ? true : undefined}>
      <input
        aria-label={`${label}. ${t.common.pin_digit(Math.min(value.length + 1, shownSquares), shownSquares)}`}
        aria-invalid={error ? true : undefined}
        className="pin-input"
        type={shown ? 'text' : 'password'}
        inputMode="numeric"
        autoComplete={shown ? 'one-time-code' : 'off'}
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        maxLength={lengthMax}
        value={value}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, lengthMax)
          onChange(digits)
          if (digits.length === lengthMax && digits !== value) onDone?.(digits)
        }}
      />
      <span className="pin-squares" aria-hidden="true">
        {squares.map((index) => (
          <span key={index} className="pin-square" data-next={index === value.length || undefined}>
            {index < value.length ? (shown ? value[index] : '•') : ''}
          </span>
        ))}
      </span>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
