import { CircleAlert, PackageCheck, PencilLine, TriangleAlert } from 'lucide-react'
import type { OverviewOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon, type IconKind } from '../../ui/icon.tsx'

type Task = { key: string; icon: IconKind; title: string; note: string; href: string; bad?: boolean }

/** The tills of the moment, then what needs a person, each with its one way in. */
export function ToReview({ overview, store_id }: { overview: OverviewOut; store_id: string | undefined }) {
  const t = useText()
  const may = useMay()
  const counts = useAnswer('GET /api/stock-alerts/count', { query: {} }, { enabled: may('stock.see') })
  const words = t.sales.today
  const { orders } = overview
  const tasks: Task[] = [
    ...(counts.data && counts.data.critical > 0
      ? [
          {
            key: 'stock',
            icon: CircleAlert,
            bad: true,
            title: words.out_of_stock(counts.data.critical),
            note: words.below_minimum(counts.data.high),
            href: to.lowStock(),
          },
        ]
      : []),
    ...(orders.to_hand_over > 0
      ? [
          {
            key: 'hand',
            icon: PackageCheck,
            title: words.to_hand_over(orders.to_hand_over),
            note: words.to_hand_over_note,
            href: `${to.orders()}?view=to_hand_over`,
          },
        ]
      : []),
    ...(orders.draft > 0
      ? [
          {
            key: 'draft',
            icon: PencilLine,
            title: words.drafts(orders.draft),
            note: words.drafts_note,
            href: `${to.orders()}?view=draft`,
          },
        ]
      : []),
  ]
  return (
    <section className="sheet sheet-pad" aria-label={words.review}>
      {may('tills.see') && <OpenTills store_id={store_id} />}
      <h2 className="sign today-head">{words.review}</h2>
      {tasks.length === 0 && <p className="quiet">{words.all_good}</p>}
      <ul className="review-list">
        {tasks.map((task) => (
          <li key={task.key}>
            <span className={task.bad ? 'day-bad' : 'quiet'}>
              <Icon of={task.icon} />
            </span>
            <span className="grow">
              <b>{task.title}</b>
              <small>{task.note}</small>
            </span>
            <Link to={task.href} aria-label={`${words.see}: ${task.title}`}>
              {words.see}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OpenTills({ store_id }: { store_id: string | undefined }) {
  const t = useText()
  const words = t.sales.today
  const open = useAnswer('GET /api/till-sessions', { query: { state: 'open', store_id } })
  const review = useAnswer('GET /api/till-sessions', { query: { state: 'under_review', store_id } })
  const tills = useAnswer('GET /api/tills', { query: { store_id } })
  const nameOf = (id: string) => tills.data?.items.find((till) => till.id === id)?.name ?? t.till.title
  const sessions = [...(open.data?.items ?? []), ...(review.data?.items ?? [])]
  return (
    <>
      <div className="today-row">
        <h2 className="sign today-head">{words.tills}</h2>
        <Link to={to.till()}>{words.tills_link}</Link>
      </div>
      {sessions.length === 0 && <p className="quiet">{words.no_tills}</p>}
      <ul className="review-list">
        {sessions.map(({ id, till_id, holder_name, state }) => (
          <li key={id}>
            <span className="grow">
              <b>{nameOf(till_id)}</b> {holder_name}
            </span>
            {state === 'open' ? (
              <Chip tone="ok">{words.till_open}</Chip>
            ) : (
              <Chip tone="warn" icon={TriangleAlert}>
                {words.till_review}
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
