import { ChevronLeft, ChevronRight, Plus, Search, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useText } from '../text/text.ts'
import { Button, IconButton } from './button.tsx'
import { cx } from './class-names.ts'
import { useHotkey } from './hotkey.ts'
import { Icon } from './icon.tsx'
import './list-tools.css'
import { KeyCap } from './key-cap.tsx'
import { TextField } from './text-field.tsx'
import { useFormat } from './use-format.ts'

export type SavedView = { key: string; name: string; count?: number | null }
type SavedViewTabsProps = {
  views: readonly SavedView[]
  active: string
  onPick: (key: string) => void
  onSave?: () => void
  label?: string
}

/** Paper tabs on top of the sheet; the active one is joined to it. */
export function SavedViewTabs({ views, active, onPick, onSave, label }: SavedViewTabsProps) {
  const t = useText()
  const format = useFormat()
  return (
    <nav className="view-tabs" aria-label={label ?? t.common.table.views}>
      {views.map((view) => (
        <button
          key={view.key}
          type="button"
          className={cx('view-tab', view.key === active && 'on')}
          aria-current={view.key === active ? 'true' : undefined}
          onClick={() => onPick(view.key)}
        >
          {view.name}
          {view.count !== undefined && view.count !== null && <b>{format.quantity(view.count)}</b>}
        </button>
      ))}
      {onSave && (
        <button type="button" className="view-tab" onClick={onSave}>
          <Icon of={Plus} size="s" /> {t.common.table.save_view}
        </button>
      )}
    </nav>
  )
}

/** The bar above a table: search, filters, and what belongs to the list at its end. */
export function ListBar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="list-bar">
      {children}
      {end && <div className="list-bar-end">{end}</div>}
    </div>
  )
}

type SearchFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  size?: 's' | 'm' | 'l'
}

/** Searches the list; the key / jumps into it from anywhere on the page. */
export function SearchField({ label, value, onChange, placeholder, size = 's' }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useHotkey('/', () => input.current?.focus())
  return (
    <TextField
      ref={input}
      className="search-field"
      type="search"
      label={label}
      hideLabel
      size={size}
      icon={Search}
      placeholder={placeholder ?? label}
      autoComplete="off"
      value={value}
      onChange={onChange}
      after={value === '' && <KeyCap keys="/" />}
    />
  )
}

type FilterBoxProps = { name: string; value: ReactNode; onRemove: () => void; onOpen?: () => void }

/** "Local **Todos** ×": what limits the list, and the way to stop it. */
export function FilterBox({ name, value, onRemove, onOpen }: FilterBoxProps) {
  const t = useText()
  const words = (
    <>
      {name} <b>{value}</b>
    </>
  )
  return (
    <span className="filter-box">
      {onOpen ? (
        <button type="button" className="filter-words" onClick={onOpen}>
          {words}
        </button>
      ) : (
        <span className="filter-words">{words}</span>
      )}
      <button
        type="button"
        className="filter-remove"
        aria-label={t.common.table.remove_filter(name)}
        onClick={onRemove}
      >
        <Icon of={X} size="s" />
      </button>
    </span>
  )
}

type BulkBarProps = { count: number; total?: number; onAll?: () => void; onDrop: () => void; children: ReactNode }

/** Stands in the place of the foot while rows are chosen: how many of how many, and what can be done with them. */
export function BulkBar({ count, total, onAll, onDrop, children }: BulkBarProps) {
  const t = useText()
  const format = useFormat()
  return (
    <div className="bulk-bar on-plate" role="toolbar" aria-label={t.common.table.bulk_actions}>
      <b aria-live="polite">{t.common.table.selected(count)}</b>
      {total !== undefined && total > count && (
        <>
          <span className="bulk-of">{t.common.table.of(format.quantity(total))}</span>
          {onAll && (
            <button type="button" className="bulk-all" onClick={onAll}>
              {t.common.table.choose_total(format.quantity(total))}
            </button>
          )}
        </>
      )}
      {children}
      <IconButton kind="on-plate" className="bulk-drop" icon={X} label={t.common.table.drop} onClick={onDrop} />
    </div>
  )
}

type PagerProps = {
  from: number
  to: number
  total?: number | null
  onEarlier?: (() => void) | undefined
  onLater?: (() => void) | undefined
}

/** Where in the list one is; the server holds the rest. */
export function Pager({ from, to, total, onEarlier, onLater }: PagerProps) {
  const t = useText()
  const format = useFormat()
  const words = t.common.table
  const [first, last] = [format.quantity(from), format.quantity(to)]
  return (
    <nav className="row" aria-label={words.range(first, last)}>
      <span className="second">
        {total === undefined || total === null
          ? words.range(first, last)
          : words.range_of(first, last, format.quantity(total))}
      </span>
      <Button size="s" kind="quiet" icon={ChevronLeft} disabled={!onEarlier} onClick={onEarlier}>
        {words.earlier}
      </Button>
      <Button size="s" kind="quiet" disabled={!onLater} onClick={onLater}>
        <span className="row">
          {words.later} <Icon of={ChevronRight} size="s" />
        </span>
      </Button>
    </nav>
  )
}
