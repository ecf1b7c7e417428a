import { useRef } from 'react'
import { useText } from '../text/text.ts'
import './pin-field.css'

type PinFieldProps = {
  label: string
  value: string
  onChange: (pin: string) => void
  /** Called with the whole code as soon as its last digit is there. */
  onDone?: (pin: string) => void
  length?: number
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
  length = 4,
  shown = false,
  error,
  autoFocus,
}: PinFieldProps) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const squares = Array.from({ length }, (_, index) => index)
  return (
    <div className="pin" data-wrong={error ? true : undefined}>
      <input
        ref={input}
        aria-label={`${label}. ${t.common.pin_digit(Math.min(value.length + 1, length), length)}`}
        aria-invalid={error ? true : undefined}
        className="pin-input"
        type={shown ? 'text' : 'password'}
        inputMode="numeric"
        autoComplete={shown ? 'one-time-code' : 'off'}
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        maxLength={length}
        value={value}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, length)
          onChange(digits)
          if (digits.length === length && digits !== value) onDone?.(digits)
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
