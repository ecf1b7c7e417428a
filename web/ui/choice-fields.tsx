import { Check, ChevronDown, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names.ts'
import { Field, type FieldWords } from './field.tsx'
import { Icon } from './icon.tsx'
import './choice-fields.css'

export type Option<Value extends string = string> = { value: Value; label: string; hint?: string; disabled?: boolean }

type SelectProps<Value extends string> = FieldWords & {
  value: Value
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  size?: 's' | 'm' | 'l'
  name?: string
  disabled?: boolean
}

/** The browser's own list: it works with a thumb, a keyboard and a screen reader, everywhere. */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  name,
  disabled,
  size,
  ...words
}: SelectProps<Value>) {
  const picked = (chosen: string) => options.find((option) => option.value === chosen)?.value
  return (
    <Field {...words} {...(size && { size })}>
      {(wire) => (
        <div className="field-box">
          <select
            {...wire}
            name={name}
            disabled={disabled}
            value={value}
            onChange={(event) => {
              const next = picked(event.target.value)
              if (next !== undefined) onChange(next)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={ChevronDown} size="s" />
        </div>
      )}
    </Field>
  )
}

type SegmentedProps<Value extends string> = FieldWords & {
  value: Value
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  size?: 's' | 'm' | 'l'
}

/** A few choices that all show at once. */
export function Segmented<Value extends string>({
  label,
  help,
  error,
  hideLabel,
  value,
  onChange,
  options,
  size = 'm',
}: SegmentedProps<Value>) {
  const group = useId()
  return (
    <fieldset
      className={cx('field', `size-${size}`, error && 'wrong')}
      aria-describedby={help || error ? `${group}-note` : undefined}
    >
      <legend className={cx('field-label', hideLabel && 'only-read')}>{label}</legend>
      <div className="segmented">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {(error ?? help) && (
        <div className={error ? 'field-error' : 'field-help'} id={`${group}-note`}>
          {error ?? help}
        </div>
      )}
    </fieldset>
  )
}

type CheckProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  label: string
  hideLabel?: boolean
  some?: boolean
  disabled?: boolean
  help?: ReactNode
  name?: string
}

export function Checkbox({ checked, onChange, label, hideLabel, some = false, disabled, help, name }: CheckProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !checked
  }, [some, checked])
  return (
    <label className="check">
      <input
        ref={box}
        type="checkbox"
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="check-box" aria-hidden="true">
        <Icon of={some && !checked ? Minus : Check} size="xs" stroke={3} />
      </span>
      <span className={cx('check-words', hideLabel && 'only-read')}>
        {label}
        {help && <span className="check-help">{help}</span>}
      </span>
    </label>
  )
}

/** For what takes effect at once; a checkbox waits for its form. */
export function Switch({ checked, onChange, label, hideLabel, disabled, help, name }: Omit<CheckProps, 'some'>) {
  return (
    <label className="check">
      <input
        type="checkbox"
        role="switch"
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="switch-track" aria-hidden="true" />
      <span className={cx('check-words', hideLabel && 'only-read')}>
        {label}
        {help && <span className="check-help">{help}</span>}
      </span>
    </label>
  )
}
