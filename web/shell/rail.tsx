import { useText } from '../text/text.ts'
import { cx } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { Logo } from '../ui/logo.tsx'
import { Link } from './link.tsx'
import './rail.css'
import type { Room } from './rooms.ts'

/** The rooms as index tabs; the one you are in is paper, cut into the rail and joined to the page. */
export function Rail({ rooms, here }: { rooms: readonly Room[]; here: Room | null }) {
  const t = useText()
  return (
    <nav className="rail" aria-label={t.shell.rooms_label}>
      <span className="rail-brand">
        <Logo size={38} />
      </span>
      {rooms.map((room) => (
        <Link
          key={room.key}
          to={room.sections[0]?.path ?? '/'}
          className={cx('rail-room', room.key === 'settings' && 'at-foot')}
          aria-current={room.key === here?.key ? 'page' : undefined}
          aria-keyshortcuts={`G ${room.letter}`}
        >
          <Icon of={room.icon} size="l" />
          {t.shell.rooms[room.key]}
        </Link>
      ))}
    </nav>
  )
}
