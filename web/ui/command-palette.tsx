import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../text/text.ts'
import { cx } from './class-names.ts'
import './command-palette.css'
import { Icon, type IconKind } from './icon.tsx'
import { KeyCap } from './key-cap.tsx'
import { boldParts } from './search-words.ts'

export type PaletteItem = {
  id: string
  icon: IconKind
  text: string
  /** What one wants to know before opening: what is left, what it costs. */
  note?: ReactNode
  figure?: ReactNode
  keys?: string
  onPick: () => void
}
export type PaletteGroup = { name: string; items: readonly PaletteItem[] }

type CommandPaletteProps = {
  open: boolean
  onClose: () => void
  query: string
  onQuery: (query: string) => void
  groups: readonly PaletteGroup[]
  loading?: boolean
}

/** "Buscar o pedir": one box for every page, action and thing. */
export function CommandPalette({ open, onClose, ...rest }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const t = useText()
  useEffect(() => {
    if (open) dialog.current?.showModal()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={dialog}
      className="palette-dialog"
      aria-label={t.shell.palette.ask}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <PaletteSheet {...rest} onClose={onClose} />
    </dialog>
  )
}

/** The sheet itself, also shown on the page of parts. */
export function PaletteSheet({
  query,
  onQuery,
  groups,
  loading,
  onClose,
  still,
}: Omit<CommandPaletteProps, 'open'> & { still?: boolean }) {
  const t = useText()
  const listId = useId()
  const [at, setAt] = useState(0)
  const items = groups.flatMap((group) => group.items)
  const active = Math.min(at, Math.max(0, items.length - 1))
  const pick = (item: PaletteItem | undefined) => {
    if (!item) return
    onClose()
    item.onPick()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') pick(items[active])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || items.length === 0) return
    event.preventDefault()
    const next = (active + step + items.length) % items.length
    setAt(next)
    document.getElementById(`${listId}-${items[next]?.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="palette">
      <div className="palette-ask">
        <Icon of={Search} />
        <input
          autoFocus={!still}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[active] ? `${listId}-${items[active].id}` : undefined}
          aria-label={t.shell.palette.ask}
          placeholder={t.shell.palette.ask}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setAt(0)
            onQuery(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
        <KeyCap keys="Escape" />
      </div>
      <div className="palette-list" id={listId} role="listbox" aria-label={t.shell.palette.ask}>
        {groups.map(
          (group) =>
            group.items.length > 0 && (
              <div key={group.name} role="group" aria-label={group.name}>
                <div className="palette-group label" aria-hidden="true">
                  {group.name}
                </div>
                {group.items.map((item) => (
                  <PaletteRow
                    key={item.id}
                    id={`${listId}-${item.id}`}
                    item={item}
                    query={query}
                    on={item === items[active]}
                    onPick={() => pick(item)}
                  />
                ))}
              </div>
            ),
        )}
      </div>
      {items.length === 0 && (
        <p className="palette-none">
          {loading ? t.common.loading : query === '' ? t.shell.palette.hint : t.common.no_results}
        </p>
      )}
    </div>
  )
}

function PaletteRow({
  id,
  item,
  query,
  on,
  onPick,
}: {
  id: string
  item: PaletteItem
  query: string
  on: boolean
  onPick: () => void
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={on}
      tabIndex={-1}
      className={cx('palette-item', on && 'on')}
      onClick={onPick}
    >
      <Icon of={item.icon} />
      <span className="grow">
        {boldParts(item.text, query).map((part, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text in order.
          part.bold ? <b key={index}>{part.text}</b> : part.text,
        )}
      </span>
      {item.note && <span className="second">{item.note}</span>}
      {item.figure && <b className="palette-figure">{item.figure}</b>}
      {item.keys ? <KeyCap keys={item.keys} /> : on && <KeyCap keys="Enter" />}
    </div>
  )
}
