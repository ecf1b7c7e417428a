import { type ReactNode, useEffect, useRef } from 'react'
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
    <TabRow label={label} active={active}>
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
    </TabRow>
  )
}

/** The same row for links: the shell puts its sections in it. */
export function TabRow({ label, active, children }: { label: string; active: string; children: ReactNode }) {
  const row = useRef<HTMLElement>(null)
  // Where one is must show, also in a row that is longer than a phone is wide.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another active tab is what scrolls the row
  useEffect(() => {
    const here = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (!row.current || !here) return
    const end = here.offsetLeft + here.offsetWidth + 24 - row.current.clientWidth
    row.current.scrollLeft = Math.max(0, end)
  }, [active])
  return (
    <nav className="tabs" aria-label={label} ref={row}>
      {children}
    </nav>
  )
}
