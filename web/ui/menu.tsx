import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { cx } from './class-names.ts'
import { Icon, type IconKind } from './icon.tsx'
import './menu.css'

export type MenuItem =
  | {
      kind?: 'item'
      key: string
      text: string
      icon?: IconKind
      danger?: boolean
      disabled?: boolean
      onPick: () => void
    }
  | { kind: 'choice'; key: string; text: string; on: boolean; onPick: () => void }
  | { kind: 'title'; key: string; text: string }

type MenuProps = {
  label: string
  /** What stands on the button. */
  children: ReactNode
  items: readonly MenuItem[]
  className?: string
  end?: boolean
  head?: ReactNode
}

/** A button and the list it opens: arrows walk, Enter picks, Esc closes and returns. */
export function Menu({ label, children, items, className, end, head }: MenuProps) {
  const [open, setOpen] = useState(false)
  const menuId = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
      return
    }
    if (event.key === 'Tab') setOpen(false)
    walkItems(event, root.current)
  }
  return (
    <div className="menu-root" ref={root}>
      <button
        ref={button}
        type="button"
        className={cx('menu-button', className)}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div
          className={cx('menu', end && 'end')}
          id={menuId}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
        >
          {head && (
            <div className="menu-head" role="presentation">
              {head}
            </div>
          )}
          {items.map((item) => (
            <MenuRow key={item.key} item={item} onDone={close} />
          ))}
        </div>
      )}
    </div>
  )
}

function MenuRow({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  if (item.kind === 'title') {
    return (
      <div className="menu-title label" role="presentation">
        {item.text}
      </div>
    )
  }
  const choice = item.kind === 'choice'
  return (
    <button
      type="button"
      role={choice ? 'menuitemradio' : 'menuitem'}
      aria-checked={choice ? item.on : undefined}
      tabIndex={-1}
      className={cx('menu-item', !choice && item.danger && 'bad')}
      disabled={!choice && item.disabled}
      onClick={() => {
        onDone()
        item.onPick()
      }}
    >
      <span className="menu-icon">
        {choice ? item.on && <Icon of={Check} size="s" stroke={2.25} /> : item.icon && <Icon of={item.icon} size="s" />}
      </span>
      {item.text}
    </button>
  )
}

function walkItems(event: KeyboardEvent, root: HTMLElement | null): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: 0, End: -1 }
  const step = steps[event.key]
  if (step === undefined || !root) return
  event.preventDefault()
  const items = [...root.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]
  const now = items.findIndex((item) => item.matches(':focus'))
  const next =
    event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : (now + step + items.length) % items.length
  items[next]?.focus()
}
