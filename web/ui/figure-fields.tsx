import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from './icon.tsx'
import { formatRut, judgeRut } from './rut.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'
import { useFormat } from './use-format.ts'

type FigureProps = Omit<TextFieldProps, 'value' | 'onChange'> & {
  /** Null while empty or unreadable. */
  value: number | null
  onChange: (value: number | null) => void
}

/** Whole minor units, typed as people write money: $ 50.000. */
export function MoneyField(props: FigureProps) {
  const t = useText()
  const format = useFormat()
  return (
    <FigureField
      {...props}
      boxClass="money"
      before={<span aria-hidden="true">{format.moneyParts(0).symbol}</span>}
      read={format.parseMoney}
      write={format.amount}
      unreadable={t.common.amount_wrong}
    />
  )
}

/** A quantity with at most three decimals. */
export function NumberField(props: FigureProps) {
  const t = useText()
  const format = useFormat()
  return (
    <FigureField
      {...props}
      boxClass="number"
      read={format.parseQuantity}
      write={format.quantity}
      unreadable={t.common.quantity_wrong}
    />
  )
}

type Reading = { read: (typed: string) => number | null; write: (value: number) => string; unreadable: string }

/** Keeps what the person types until they leave the field; then it is written the way the shop writes it. */
function FigureField({ value, onChange, read, write, unreadable, error, ...props }: FigureProps & Reading) {
  const [typed, setTyped] = useState<string | null>(null)
  const [left, setLeft] = useState(false)
  const shown = typed ?? (value === null ? '' : write(value))
  const broken = left && shown.trim() !== '' && read(shown) === null
  return (
    <TextField
      inputMode="decimal"
      autoComplete="off"
      {...props}
      error={error ?? (broken ? unreadable : undefined)}
      value={shown}
      onChange={(next) => {
        setTyped(next)
        setLeft(false)
        onChange(read(next))
      }}
      onBlur={(event) => {
        if (typed !== null && (typed.trim() === '' || read(typed) !== null)) setTyped(null)
        setLeft(true)
        props.onBlur?.(event)
      }}
    />
  )
}

/** Dots and dash put in by us; the check digit is verified while typing. */
export function RutField({ value, onChange, error, ...props }: TextFieldProps) {
  const t = useText()
  const verdict = judgeRut(value)
  const wrong = verdict.state === 'wrong' ? t.common.rut_wrong(verdict.expected) : undefined
  return (
    <TextField
      inputMode="text"
      autoComplete="off"
      {...props}
      error={error ?? wrong}
      value={value}
      onChange={(typed) => onChange(formatRut(typed))}
      after={
        verdict.state === 'valid' && (
          <span className="field-note">
            <Icon of={CircleCheck} size="s" /> {t.common.valid}
          </span>
        )
      }
    />
  )
}
