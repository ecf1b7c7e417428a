import type { AnswerOf } from '../api/route-types.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { useFormat } from '../ui/use-format.ts'
import { deviceName } from './device-name.ts'
import '../styles/sheets.css'

export type Device = AnswerOf<'GET /api/auth/sessions'>['items'][number]

type SessionListProps = { sessions: readonly Device[]; onEnd?: (session: Device) => void; endWord?: string }

/** Where somebody is signed in: what device, from where, when last. */
export function SessionList({ sessions, onEnd, endWord }: SessionListProps) {
  const t = useText().users
  const format = useFormat()
  if (sessions.length === 0) return <p className="quiet">{t.no_devices}</p>
  return (
    <ul className="plain-rows">
      {sessions.map((session) => (
        <li key={session.id}>
          <div className="grow">
            <span className="row wrap">
              <b>{deviceName(session.agent, t)}</b>
              {session.is_current && <Chip tone="ok">{t.this_device}</Chip>}
            </span>
            <span className="quiet">
              {t.seen(format.nearDay(session.last_seen_at))} · {session.ip}
            </span>
          </div>
          {onEnd && !session.is_current && (
            <Button size="s" onClick={() => onEnd(session)}>
              {endWord}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
