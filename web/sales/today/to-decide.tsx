import { CircleAlert, ClipboardList, FileClock, PackageCheck, PencilLine, TriangleAlert, Wallet } from 'lucide-react'
import type { OverviewOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useSessionWords, useTillName } from '../../money/parts.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Icon, type IconKind } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Task = { key: string; icon: IconKind; title: string; note: string; act: string; href: string; bad?: boolean }

const SHOWN = '3'
const QUOTE_DAYS = 3

/** What needs a person: each with its reason in figures and its one act. */
export function ToDecide({ overview, store_id }: { overview: OverviewOut; store_id: string | undefined }) {
  const words = useText().sales.today
  const tasks = [
    ...useTillTasks(store_id),
    ...useAccountTasks(),
    ...useStockTasks(),
    ...useQuoteTasks(store_id),
    ...useOrderTasks(overview),
  ]
  return (
    <section aria-label={words.decide}>
      <h2 className="sign today-head">{words.decide}</h2>
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
            <Link to={task.href} aria-label={`${task.act}: ${task.title}`}>
              {task.act}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useTillTasks(store_id: string | undefined): Task[] {
  const t = useText()
  const may = useMay()
  const format = useFormat()
  const says = useSessionWords()
  const nameOf = useTillName()
  const review = useAnswer(
    'GET /api/till-sessions',
    { query: { state: 'under_review', store_id, limit: SHOWN } },
    { enabled: may('till_sessions.see') },
  )
  return (review.data?.items ?? []).map((session) => ({
    key: session.id,
    icon: TriangleAlert,
    bad: true,
    title: t.sales.today.till_says(says(session), nameOf(session.till_id)),
    note: `${session.holder_name} · ${session.closed_at ? format.moment(session.closed_at) : ''}`,
    act: may('till_sessions.settle') ? t.sales.today.settle : t.sales.today.see,
    href: to.tillSession(session.id),
  }))
}

function useAccountTasks(): Task[] {
  const words = useText().sales.today
  const may = useMay()
  const format = useFormat()
  const totals = useAnswer('GET /api/customer-accounts/totals', {}, { enabled: may('accounts.see') })
  const worst = totals.data?.largest_overdue
  if (!totals.data || !worst) return []
  const { overdue_customers, overdue_minor } = totals.data
  return [
    {
      key: 'accounts',
      icon: Wallet,
      bad: true,
      title: words.overdue(overdue_customers, format.money(overdue_minor)),
      note: words.largest(worst.customer_name, format.money(worst.overdue_minor)),
      act: words.collect,
      href: overdue_customers === 1 ? to.account(worst.customer_id) : to.accounts(),
    },
  ]
}

function useStockTasks(): Task[] {
  const words = useText().sales.today
  const may = useMay()
  const counts = useAnswer('GET /api/stock-alerts/count', { query: {} }, { enabled: may('stock.see') })
  if (!counts.data || counts.data.critical + counts.data.high === 0) return []
  const { critical, high } = counts.data
  return [
    {
      key: 'stock',
      icon: CircleAlert,
      bad: critical > 0,
      title: critical > 0 ? words.out_of_stock(critical) : words.at_minimum(high),
      note: critical > 0 ? words.below_minimum(high) : words.at_minimum_note,
      act: words.see,
      href: to.lowStock(),
    },
  ]
}

/** Quotes that wait for an answer and soon no longer hold. */
function useQuoteTasks(store_id: string | undefined): Task[] {
  const words = useText().sales.today
  const may = useMay()
  const format = useFormat()
  const sent = useAnswer(
    'GET /api/quotes',
    { query: { status: 'sent', sort: 'valid_until', store_id, limit: SHOWN } },
    { enabled: may('quotes.see') },
  )
  const last = new Date(Date.now() + QUOTE_DAYS * 86_400_000).toLocaleDateString('en-CA')
  return (sent.data?.items ?? [])
    .filter(({ valid_until }) => valid_until <= last)
    .map(({ id, number, valid_until, customer_name, total }) => ({
      key: id,
      icon: FileClock,
      title: words.quote_ends(number, format.nearDay(valid_until)),
      note: [customer_name, format.money(total)].filter(Boolean).join(', '),
      act: words.see,
      href: to.quote(id),
    }))
}

function useOrderTasks({ orders }: OverviewOut): Task[] {
  const words = useText().sales.today
  const format = useFormat()
  const tasks: (Task & { count: number })[] = [
    {
      key: 'unpaid',
      icon: ClipboardList,
      count: orders.unpaid,
      title: words.unpaid(orders.unpaid),
      note: words.unpaid_note(format.money(orders.unpaid_minor)),
      act: words.collect,
      href: `${to.orders()}?view=unpaid`,
    },
    {
      key: 'hand',
      icon: PackageCheck,
      count: orders.to_hand_over,
      title: words.to_hand_over(orders.to_hand_over),
      note: words.to_hand_over_note,
      act: words.see,
      href: `${to.orders()}?view=to_hand_over`,
    },
    {
      key: 'draft',
      icon: PencilLine,
      count: orders.draft,
      title: words.drafts(orders.draft),
      note: words.drafts_note,
      act: words.resume,
      href: `${to.orders()}?view=draft`,
    },
  ]
  return tasks.filter(({ count }) => count > 0)
}
