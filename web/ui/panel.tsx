import { ArrowUpRight, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { IconButton } from './button.tsx'
import { useHotkey } from './hotkey.ts'
import './panel.css'

type PanelProps = {
  title: string
  codes?: ReactNode
  onClose: () => void
  onExpand?: () => void
  /** The actions, always at the foot. */
  foot?: ReactNode
  children: ReactNode
}

/** Beside the list, not over it: the list stays usable, Esc closes. On a phone it is a page of its own. */
export function Panel({ title, codes, onClose, onExpand, foot, children }: PanelProps) {
  const t = useText()
  useHotkey('Escape', onClose)
  return (
    <aside className="panel" aria-label={title}>
      <header className="panel-head">
        <div className="grow">
          <h2 className="sign panel-title">{title}</h2>
          {codes && <p className="code panel-codes">{codes}</p>}
        </div>
        {onExpand && <IconButton size="s" icon={ArrowUpRight} label={t.common.open_page} onClick={onExpand} />}
        <IconButton size="s" icon={X} label={t.common.close} onClick={onClose} />
      </header>
      <div className="panel-body">{children}</div>
      {foot && <footer className="panel-foot">{foot}</footer>}
    </aside>
  )
}

/** A list and its panel side by side; the list takes the space of a wide screen, never the panel. */
export function WithPanel({ list, panel }: { list: ReactNode; panel: ReactNode }) {
  return (
    <div className="with-panel" data-open={panel ? true : undefined}>
      <div className="with-panel-list">{list}</div>
      {panel}
    </div>
  )
}
