import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, type Ref, useState } from 'react'
import { useText } from '../text/text.ts'
import { IconButton } from './button.tsx'
import { cx } from './class-names.ts'
import { Field, type FieldWords } from './field.tsx'
import { Icon, type IconKind } from './icon.tsx'

export type TextFieldProps = FieldWords & {
  value: string
  onChange: (value: string) => void
  size?: 's' | 'm' | 'l'
  icon?: IconKind
  before?: ReactNode
  after?: ReactNode
  boxClass?: string
  className?: string
  ref?: Ref<HTMLInputElement>
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size' | 'ref' | 'className'>

export function TextField({
  label,
  help,
  error,
  optional,
  hideLabel,
  size,
  className,
  value,
  onChange,
  icon,
  before,
  after,
  boxClass,
  ...input
}: TextFieldProps) {
  const words = { label, help, error, optional, hideLabel, ...(size && { size }), ...(className && { className }) }
  return (
    <Field {...words}>
      {(wire) => (
        <div className={cx('field-box', boxClass)}>
          {icon && <Icon of={icon} />}
          {before}
          <input
            type="text"
            data-autofocus={input.autoFocus || undefined}
            {...input}
            {...wire}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {after}
        </div>
      )}
    </Field>
  )
}

/** A password one may look at: seeing it prevents more errors than hiding it. */
export function PasswordField(props: TextFieldProps) {
  const t = useText()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      autoComplete="current-password"
      {...props}
      type={shown ? 'text' : 'password'}
      after={
        <IconButton
          size="s"
          icon={shown ? EyeOff : Eye}
          label={shown ? t.common.hide_password : t.common.show_password}
          onClick={() => setShown(!shown)}
        />
      }
    />
  )
}

type TextAreaProps = FieldWords & { value: string; onChange: (value: string) => void } & Omit<
    ComponentProps<'textarea'>,
    'value' | 'onChange'
  >

export function TextArea({
  label,
  help,
  error,
  optional,
  hideLabel,
  value,
  onChange,
  rows = 3,
  ...area
}: TextAreaProps) {
  return (
    <Field {...{ label, help, error, optional, hideLabel }}>
      {(wire) => (
        <div className="field-box">
          <textarea
            rows={rows}
            data-autofocus={area.autoFocus || undefined}
            {...area}
            {...wire}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  )
}
