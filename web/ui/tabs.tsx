import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import './tabs.css'

export type TabItem = { key: string; name: string; count?: number }

/** Sections of one thing inside a page; the double rule marks where you are. */
export function Tabs({
  label,
  items,
  active,
  onPick,
}: {
  label: string
  items: readonly TabItem[]
  active: string
  onPick: (key: string) => void
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          className={cx('tab', item.key === active && 'on')}
          aria-current={item.key === active ? 'page' : undefined}
          onClick={() => onPick(item.key)}
        >
          {item.name}
          {item.count !== undefined && <b>{item.count}</b>}
        </button>
      ))}
    </nav>
  )
}

/** The same row for links: the shell puts its sections in it. */
export function TabRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="tabs" aria-label={label}>
      {children}
    </nav>
  )
}
