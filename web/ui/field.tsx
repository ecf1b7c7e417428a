import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useText } from '../text/text.ts'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'
import './field.css'

/** What a control needs to be tied to its label, help and error. */
export type Wire = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

export type FieldWords = {
  label: string
  help?: ReactNode
  error?: string | undefined
  optional?: boolean | undefined
  /** The label stays for screen readers only: a search field beside its icon. */
  hideLabel?: boolean | undefined
}

export type FieldProps = FieldWords & {
  size?: 's' | 'm' | 'l'
  className?: string
  children: (wire: Wire) => ReactNode
}

/** Label above, control, then either what is wrong or a word of help. */
export function Field({ label, help, error, optional, hideLabel, size = 'm', className, children }: FieldProps) {
  const t = useText()
  const id = useId()
  const noteId = `${id}-note`
  const wire: Wire = {
    id,
    'aria-describedby': error || help ? noteId : undefined,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={cx('field', `size-${size}`, error && 'wrong', className)}>
      <label htmlFor={id} className={cx('field-label', hideLabel && 'only-read')}>
        {label}
        {optional && <span className="field-optional"> {t.common.optional}</span>}
      </label>
      {children(wire)}
      {error ? (
        <p className="field-error" id={noteId}>
          <Icon of={CircleAlert} size="s" /> <span>{error}</span>
        </p>
      ) : (
        help && (
          <div className="field-help" id={noteId}>
            {help}
          </div>
        )
      )}
    </div>
  )
}
