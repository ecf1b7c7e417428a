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
    const own = row.current
    if (!own) return
    const show = () => {
      const here = own.querySelector('[aria-current]')
      if (!here) return
      const past = here.getBoundingClientRect().right + 24 - own.getBoundingClientRect().right
      own.scrollLeft = Math.max(0, own.scrollLeft + past)
    }
    // What stands beside the row may come later and take its room.
    const watch = new ResizeObserver(show)
    watch.observe(own)
    return () => watch.disconnect()
  }, [active])
  return (
    <nav className="tabs" aria-label={label} ref={row}>
      {children}
    </nav>
  )
}
