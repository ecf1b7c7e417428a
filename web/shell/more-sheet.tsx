import { useText } from '../text/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Link } from './link.tsx'
import './more-sheet.css'
import type { Room, Section } from './rooms.ts'

type MoreSheetProps = { open: boolean; onClose: () => void; rooms: readonly Room[]; section: Section | null }

/** Every section as a word, on one page. */
export function MoreSheet({ open, onClose, rooms, section }: MoreSheetProps) {
  const t = useText()
  return (
    <Dialog open={open} onClose={onClose} title={t.shell.rooms.more}>
      <ul className="more-rooms">
        {rooms.map((room) => (
          <li key={room.key} className="more-room">
            <Icon of={room.icon} size="l" />
            <div className="grow">
              <b>{t.shell.rooms[room.key]}</b>
              <div className="more-sections">
                {room.sections.map((one) => (
                  <Link
                    key={one.key}
                    to={one.path}
                    className="tab"
                    aria-current={one.key === section?.key ? 'page' : undefined}
                    onClick={onClose}
                  >
                    {t.shell.sections[one.key]}
                  </Link>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
