import { TriangleAlert } from 'lucide-react'
import type { TillSessionOut } from '#money/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useSessionWords, useTillName } from '../../money/parts.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Chip } from '../../ui/chip.tsx'
import { Money } from '../../ui/money.tsx'

/** The tills of the moment: who holds each, and to who supervises, what should lie in it. */
export function DayTills({ store_id }: { store_id: string | undefined }) {
  const t = useText()
  const may = useMay()
  const words = t.sales.today
  const says = useSessionWords()
  const nameOf = useTillName()
  const open = useAnswer('GET /api/till-sessions', { query: { state: 'open', store_id } })
  const review = useAnswer('GET /api/till-sessions', { query: { state: 'under_review', store_id, limit: '3' } })
  const sessions = [...(open.data?.items ?? []), ...(review.data?.items ?? [])]
  return (
    <section aria-label={words.tills}>
      <div className="today-row">
        <h2 className="sign today-head">{words.tills}</h2>
        <Link to={may('till_sessions.see') ? to.tillSessions() : to.till()}>{words.tills_link}</Link>
      </div>
      {sessions.length === 0 && <p className="quiet">{words.no_tills}</p>}
      <ul className="review-list">
        {sessions.map((session) => (
          <li key={session.id}>
            <span className="grow">
              <Link to={to.tillSession(session.id)}>
                <b>{nameOf(session.till_id)}</b>
              </Link>{' '}
              {session.holder_name.split(' ')[0]}
            </span>
            {session.state === 'open' ? (
              <Chip tone="ok">{words.till_open}</Chip>
            ) : (
              <Chip tone="warn" icon={TriangleAlert}>
                {says(session)}
              </Chip>
            )}
            <Cash session={session} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Cash that should be there; the server tells it only to others than who will count it. */
function Cash({ session }: { session: TillSessionOut }) {
  const [cash] = session.counts
  return cash && cash.expected_minor !== null ? <Money minor={cash.expected_minor} /> : null
}
