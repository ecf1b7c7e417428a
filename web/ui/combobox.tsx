import { ChevronDown, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useText } from '../text/text.ts'
import { IconButton } from './button.tsx'
import { cx } from './class-names.ts'
import './combobox.css'
import { Field, type FieldWords } from './field.tsx'
import { Icon, type IconKind } from './icon.tsx'

export type Choice = { id: string; text: string; hint?: string; side?: ReactNode }

type ComboboxProps = FieldWords & {
  /** What is written in the box. */
  query: string
  onQuery: (query: string) => void
  choices: readonly Choice[]
  onPick: (choice: Choice) => void
  /** The picked thing; its text stands in the box until someone types. */
  picked?: Choice | null
  onClear?: () => void
  loading?: boolean
  icon?: IconKind
  placeholder?: string
  size?: 's' | 'm' | 'l'
  name?: string
  /** Offered last: "Crear cliente nuevo". */
  last?: Choice
}

/** Type to search, arrows to walk, Enter to pick. The page searches; this part only shows. */
export function Combobox({
  query,
  onQuery,
  choices,
  onPick,
  picked,
  onClear,
  loading,
  icon,
  placeholder,
  size,
  name,
  last,
  ...words
}: ComboboxProps) {
  const t = useText()
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const rows = last ? [...choices, last] : choices
  const active = Math.min(at, rows.length - 1)
  const pick = (choice: Choice | undefined) => {
    if (!choice) return
    setOpen(false)
    setAt(0)
    onPick(choice)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt(rows.length === 0 ? 0 : (active + step + rows.length) % rows.length)
    } else if (event.key === 'Enter' && open && rows.length > 0) {
      event.preventDefault()
      pick(rows[active])
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <Field {...words} {...(size && { size })} className="combobox">
      {(wire) => (
        <>
          <div className="field-box">
            {icon && <Icon of={icon} />}
            <input
              {...wire}
              name={name}
              role="combobox"
              autoComplete="off"
              aria-expanded={open}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={open && rows[active] ? `${listId}-${active}` : undefined}
              placeholder={placeholder}
              value={picked && query === '' ? picked.text : query}
              onFocus={(event) => event.target.select()}
              onClick={() => setOpen(true)}
              onChange={(event) => {
                setOpen(true)
                setAt(0)
                onQuery(event.target.value)
              }}
              onBlur={() => setOpen(false)}
              onKeyDown={onKeyDown}
            />
            {picked && onClear ? (
              <IconButton size="s" icon={X} label={t.common.remove} onClick={onClear} />
            ) : (
              <Icon of={ChevronDown} size="s" />
            )}
          </div>
          <div className="combobox-list" id={listId} role="listbox" aria-label={words.label} hidden={!open}>
            {rows.map((choice, index) => (
              <ChoiceRow
                key={choice.id}
                id={`${listId}-${index}`}
                choice={choice}
                on={index === active}
                last={choice === last}
                onPick={() => pick(choice)}
              />
            ))}
            {choices.length === 0 && (
              <div className="combobox-none" role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
                {loading ? t.common.loading : t.common.no_results}
              </div>
            )}
          </div>
        </>
      )}
    </Field>
  )
}

type ChoiceRowProps = { id: string; choice: Choice; on: boolean; last: boolean; onPick: () => void }
function ChoiceRow({ id, choice, on, last, onPick }: ChoiceRowProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={on}
      className={cx('combobox-choice', last && 'last')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className="grow">
        {choice.text}
        {choice.hint && <span className="combobox-hint">{choice.hint}</span>}
      </span>
      {choice.side}
    </div>
  )
}
