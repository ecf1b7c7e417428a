import { Clock, TriangleAlert, User } from 'lucide-react'
import type { FulfilmentSummaryOut } from '#fulfilment/contract'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { since, stayOf } from '../stay.ts'
import type { View } from './order-list.tsx'
import { Progress } from './progress.tsx'

type BoardData = AnswerOf<'GET /api/fulfilments/board'>
type ColumnData = BoardData['columns'][number]

/** The way of an order from left to right; what came back or was cancelled stands in the list. */
const shown = ['received', 'picking', 'packing', 'shipped', 'delivered'] as const
const listOf: Record<(typeof shown)[number], View> = {
  received: 'open',
  picking: 'open',
  packing: 'open',
  shipped: 'shipped',
  delivered: 'delivered',
}
const hourMs = 3_600_000

/** What is in each state, what is late, and how long things usually stay. */
export function Board({ warehouse_id, onView }: { warehouse_id: string; onView: (view: View) => void }) {
  const t = useText().fulfilment
  const board = useAnswer('GET /api/fulfilments/board', { query: warehouse_id ? { warehouse_id } : {} })
  return (
    <QueryState query={board} what={t.the_board}>
      {({ columns }) =>
        columns.every(({ count }) => count === 0) ? (
          <NoOrders />
        ) : (
          <div className="board">
            {columns
              .filter(({ state }) => shown.some((one) => one === state))
              .map((column) => (
                <BoardColumn key={column.state} column={column} onView={onView} />
              ))}
          </div>
        )
      }
    </QueryState>
  )
}

function BoardColumn({ column, onView }: { column: ColumnData; onView: (view: View) => void }) {
  const t = useText().fulfilment
  const format = useFormat()
  const { state, count, late, median_hours, items } = column
  const place = shown.find((one) => one === state) ?? 'received'
  return (
    <section className={cx('board-column', count === 0 && 'is-empty')} aria-label={t.states[state]}>
      <header className="board-head">
        <h2>{t.states[state]}</h2>
        <b className="board-count">{format.quantity(count)}</b>
        <span className="grow" />
        {late > 0 && (
          <Chip tone="bad" icon={TriangleAlert}>
            {t.late_count(format.quantity(late))}
          </Chip>
        )}
        {median_hours !== null && <small className="quiet">{t.usual(stayOf(t, median_hours * hourMs))}</small>}
      </header>
      {items.length === 0 ? (
        <p className="board-none quiet">{t.none_here}</p>
      ) : (
        <ul className="board-cards">
          {items.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} />
            </li>
          ))}
        </ul>
      )}
      {count > items.length && (
        <Button kind="quiet" size="s" onClick={() => onView(listOf[place])}>
          {t.more_in_list(format.quantity(count))}
        </Button>
      )}
    </section>
  )
}

const isOpen = ({ state }: FulfilmentSummaryOut) => state === 'received' || state === 'picking' || state === 'packing'

function OrderCard({ order }: { order: FulfilmentSummaryOut }) {
  const t = useText().fulfilment
  const format = useFormat()
  const { number, customer_name, lines, units, due_at, is_late, state_at, picker_name, waits_for_stock } = order
  return (
    <Link to={to.fulfilment(number)} className={cx('order-card', is_late && 'late', waits_for_stock && 'waits')}>
      <span className="order-card-top">
        <b className="code">{number}</b>
        {is_late ? (
          <span className="bad">{t.late_by(stayOf(t, since(due_at)))}</span>
        ) : (
          isOpen(order) && <span className="quiet">{t.leaves(format.moment(due_at))}</span>
        )}
      </span>
      <b className="order-card-name">{customer_name ?? t.nobody}</b>
      <small>{t.products_units(lines, format.quantity(units))}</small>
      <Progress order={order} />
      {waits_for_stock && <Chip tone="warn">{t.waits}</Chip>}
      <span className="order-card-foot">
        <Icon of={Clock} size="xs" /> {t.here_since(stayOf(t, since(state_at)))}
        {picker_name && order.state !== 'received' && (
          <span className="order-card-who">
            <Icon of={User} size="xs" /> {picker_name}
          </span>
        )}
      </span>
    </Link>
  )
}

function NoOrders() {
  const t = useText().fulfilment
  const may = useMay()
  return (
    <EmptyState
      small
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('fulfilments.create') &&
        may('orders.edit') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newOrder()}>
            {t.new_order}
          </Link>
        )
      }
    />
  )
}
