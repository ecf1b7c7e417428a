import type { FulfilmentSummaryOut } from '#fulfilment/contract'
import type { InputOf } from '../../api/route-types.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { State } from '../../ui/chip.tsx'
import { ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { FulfilmentStateChip } from '../state-chip.tsx'
import { since, stayOf } from '../stay.ts'
import { progressOf } from './progress.tsx'

export const views = [
  'board',
  'open',
  'late',
  'waiting',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'all',
] as const
export type View = (typeof views)[number]

type Asked = NonNullable<InputOf<'GET /api/fulfilments'>['query']>
/** The most urgent first while it can still be done; then the latest first. */
const questions: Record<Exclude<View, 'board'>, Asked> = {
  open: { open: 'true', sort: 'due_at' },
  late: { late: 'true', sort: 'due_at' },
  waiting: { waits_for_stock: 'true', open: 'true', sort: 'created_at' },
  shipped: { state: 'shipped', sort: '-state_at' },
  delivered: { state: 'delivered', sort: '-state_at' },
  returned: { state: 'returned', sort: '-state_at' },
  cancelled: { state: 'cancelled', sort: '-state_at' },
  all: { sort: '-created_at' },
}

type ListProps = { view: Exclude<View, 'board'>; q: string; warehouse_id: string }

/** The same orders, row by row. */
export function OrderList({ view, q, warehouse_id }: ListProps) {
  const t = useText()
  const words = t.fulfilment
  const format = useFormat()
  const go = useGo()
  const list = useList('GET /api/fulfilments', {
    query: { count: 'true', ...questions[view], ...(q ? { q } : {}), ...(warehouse_id ? { warehouse_id } : {}) },
  })
  const total = list.first?.total
  const columns = useColumns()
  if (list.problem) {
    return <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
  }
  return (
    <Table
      caption={words.title}
      columns={columns}
      rows={list.rows}
      rowKey={({ id }) => id}
      rowName={({ number }) => words.title_of(number)}
      loading={list.loading}
      onOpen={({ number }) => go(to.fulfilment(number))}
      empty={<NothingFound title={words.nothing} />}
      foot={
        <ListFoot
          says={total === undefined ? null : words.count(format.quantity(total), total)}
          more={list.more}
          busy={list.loadingMore}
        />
      }
    />
  )
}

function useColumns(): Column<FulfilmentSummaryOut>[] {
  const t = useText().fulfilment
  const format = useFormat()
  return [
    { key: 'number', head: t.head.number, width: '84px', cell: ({ number }) => <span className="code">{number}</span> },
    {
      key: 'customer',
      head: t.head.customer,
      card: 'title',
      cell: ({ customer_name }) => <b>{customer_name ?? t.nobody}</b>,
    },
    {
      key: 'state',
      head: t.head.state,
      card: 'plain',
      cell: ({ state, waits_for_stock }) => <FulfilmentStateChip state={state} waits={waits_for_stock} />,
    },
    { key: 'since', head: t.head.since, cell: ({ state_at }) => stayOf(t, since(state_at)) },
    {
      key: 'due',
      head: t.head.due,
      cell: ({ due_at, is_late }) =>
        is_late ? <State tone="bad">{t.late_by(stayOf(t, since(due_at)))}</State> : format.moment(due_at),
    },
    { key: 'warehouse', head: t.head.warehouse, card: 'hidden', cell: ({ warehouse_name }) => warehouse_name },
    {
      key: 'progress',
      head: t.head.progress,
      align: 'number',
      cell: (row) => {
        const { done, all } = progressOf(row)
        return done === null ? null : t.done_of(format.quantity(done), format.quantity(all))
      },
    },
    { key: 'picker', head: t.head.picker, cell: ({ picker_name }) => picker_name },
    {
      key: 'units',
      head: t.head.units,
      align: 'number',
      card: 'side',
      cell: ({ units }) => <b>{format.quantity(units)}</b>,
    },
  ]
}
