import { useText } from '../text/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import './keys-dialog.css'
import type { Room } from './rooms.ts'

/** Every key of the shop, behind the question mark. */
export function KeysDialog({ open, onClose, rooms }: { open: boolean; onClose: () => void; rooms: readonly Room[] }) {
  const t = useText()
  const keys = [
    { keys: 'Ctrl+K', says: t.shell.keys.palette },
    { keys: '/', says: t.shell.keys.search },
    { keys: '?', says: t.shell.keys.help },
    ...rooms.map((room) => ({ keys: `G+${room.letter}`, says: t.shell.keys.go(t.shell.rooms[room.key]) })),
  ]
  return (
    <Dialog open={open} onClose={onClose} title={t.shell.keys_title} size="s">
      <dl className="keys-list">
        {keys.map((hint) => (
          <div key={hint.keys}>
            <dt>{hint.says}</dt>
            <dd>
              <KeyCap keys={hint.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
