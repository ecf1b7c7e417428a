import { Bell, ChevronLeft, Search } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useConnection } from '../live/connection.ts'
import { to } from '../paths.ts'
import { useText } from '../text/text.ts'
import { buttonClass } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import { SyncChip } from '../ui/sync-chip.tsx'
import { TabRow } from '../ui/tabs.tsx'
import { Link } from './link.tsx'
import './page-head.css'
import { PersonMenu } from './person-menu.tsx'
import { pageAt, type Room, type Section } from './rooms.ts'
import { actionsSlotId, usePageSign } from './slots.tsx'
import { StoreChoice } from './store-choice.tsx'

type PageHeadProps = { room: Room | null; section: Section | null; onAsk: () => void }

/** The sign over the room, its sections as tabs, and what is always at hand. */
export function PageHead({ room, section, onAsk }: PageHeadProps) {
  const t = useText()
  const page = usePageSign()
  const title = page?.title ?? (room ? t.shell.rooms[room.key] : t.common.product_name)
  return (
    <header className="page-head">
      {page?.back && (
        <Link
          to={page.back}
          className={cx(buttonClass({ kind: 'quiet', square: true }), 'page-back')}
          aria-label={t.common.back}
        >
          <Icon of={ChevronLeft} size="l" />
        </Link>
      )}
      <h1 className="sign page-sign">{title}</h1>
      {!page && room && room.sections.length > 1 && (
        <TabRow label={t.shell.sections_label} active={section?.key ?? ''}>
          {room.sections.map((one) => (
            <Link
              key={one.key}
              to={one.path}
              className="tab"
              aria-current={one.key === section?.key ? 'page' : undefined}
            >
              {t.shell.sections[one.key]}
            </Link>
          ))}
        </TabRow>
      )}
      <span className="grow" />
      <Trouble />
      <button
        type="button"
        className="ask-box"
        title={t.shell.palette.ask}
        onClick={onAsk}
        aria-keyshortcuts="Control+K"
      >
        <Icon of={Search} size="s" />
        <span className="grow">{t.shell.palette.ask}</span>
        <KeyCap keys="Ctrl+K" />
      </button>
      <div id={actionsSlotId} className="page-actions" />
      <StoreChoice />
      <AlertBell />
      <PersonMenu />
    </header>
  )
}

/** In the head only trouble shows; "all saved" belongs to the till, where it matters. */
function Trouble() {
  const sync = useConnection()
  return sync.state === 'online' ? null : <SyncChip sync={sync} />
}

const BELL_MAX = 99

/** What ran out or reached its minimum, counted live. */
function AlertBell() {
  const t = useText()
  const may = useMay()
  const page = pageAt(to.lowStock())
  const isShown = page !== undefined && may(page.may)
  const counts = useAnswer('GET /api/stock-alerts/count', { query: {} }, { enabled: isShown })
  if (!isShown) return null
  const urgent = counts.data ? counts.data.critical + counts.data.high : 0
  const says = urgent > 0 ? t.shell.low_stock_says(urgent) : t.shell.sections.low_stock
  return (
    <Link
      to={to.lowStock()}
      className={cx(buttonClass({ kind: 'quiet', square: true }), 'page-bell')}
      aria-label={says}
      title={says}
    >
      <Icon of={Bell} />
      {urgent > 0 && (
        <span className="bell-count" aria-hidden="true">
          {urgent > BELL_MAX ? `${BELL_MAX}+` : urgent}
        </span>
      )}
    </Link>
  )
}
