import { Ellipsis, ScanBarcode } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/icon.tsx'
import './foot-bar.css'
import { Link } from './link.tsx'
import type { Room } from './rooms.ts'

type FootBarProps = { rooms: readonly Room[]; here: Room | null; onAsk: () => void; onMore: () => void }
const placesMax = 3

/** The phone's bar of five: three rooms that follow the role, scan in the middle, and everything else behind Más. */
export function FootBar({ rooms, here, onAsk, onMore }: FootBarProps) {
  const t = useText()
  const shown = rooms.filter((room) => room.key !== 'settings').slice(0, placesMax)
  const [before, after] = [shown.slice(0, 2), shown.slice(2)]
  const isElsewhere = here !== null && !shown.includes(here)
  return (
    <nav className="foot-bar" aria-label={t.shell.rooms_label}>
      {before.map((room) => (
        <FootRoom key={room.key} room={room} here={here} />
      ))}
      <button type="button" className="foot-scan" onClick={onAsk} aria-label={t.shell.scan}>
        <Icon of={ScanBarcode} size="l" />
      </button>
      {after.map((room) => (
        <FootRoom key={room.key} room={room} here={here} />
      ))}
      <button type="button" className="foot-room" aria-current={isElsewhere ? 'true' : undefined} onClick={onMore}>
        <Icon of={Ellipsis} size="l" />
        {t.shell.rooms.more}
      </button>
    </nav>
  )
}

/** In the warehouse a phone is a tool: it opens what there is to do, not the list of goods. */
const doorOf = ({ sections }: Room): string => (sections.find(({ key }) => key === 'tasks') ?? sections[0])?.path ?? '/'

function FootRoom({ room, here }: { room: Room; here: Room | null }) {
  const t = useText()
  return (
    <Link to={doorOf(room)} className="foot-room" aria-current={room.key === here?.key ? 'page' : undefined}>
      <Icon of={room.icon} size="l" />
      {t.shell.rooms[room.key]}
    </Link>
  )
}
