import { Download, Plus } from 'lucide-react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { urlOf } from '../../api/url.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { OrderState } from './order-state.tsx'

type Row = AnswerOf<'GET /api/orders'>['items'][number]
type View = 'all' | 'today' | 'draft' | 'to_hand_over' | 'unpaid' | 'cancelled'

const start = { q: '', sort: '-created_at', view: 'all' }
const views: readonly View[] = ['all', 'today', 'draft', 'to_hand_over', 'unpaid', 'cancelled']

/** What each saved view asks of the server. */
function filterOf(view: string) {
  const today = new Date().toLocaleDateString('en-CA')
  if (view === 'today') return { from: today, to: today }
  if (view === 'draft') return { status: 'draft' as const }
  if (view === 'to_hand_over') return { to_hand_over: 'true' as const }
  if (view === 'unpaid') return { payment_status: 'unpaid' as const, status: 'confirmed' as const }
  return view === 'cancelled' ? { status: 'cancelled' as const } : {}
}

/** `/ventas`: every sale and order, in the views people ask for. */
export function OrdersPage() {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const columns = useColumns()
  const [list, setList] = useAddress(start)
  const query = { sort: list.sort, ...(list.q ? { q: list.q } : {}), ...filterOf(list.view) }
  const orders = useList('GET /api/orders', { query: { ...query, count: 'true' } })
  const total = orders.first?.total
  return (
    <>
      <PageActions>
        {may('orders.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newOrder())}>
            {t.sales.orders.new_order}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={views.map((key) => ({
          key,
          name: t.sales.orders.views[key],
          count: key === list.view ? (total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={t.sales.orders.title}>
        <ListBar end={may('orders.export') && <ExportLink query={query} />}>
          <SearchField label={t.sales.orders.search} value={list.q} onChange={(q) => setList({ q })} />
        </ListBar>
        {orders.problem ? (
          <ErrorState
            title={t.shell.failure.title(t.sales.orders.the_orders)}
            problem={orders.problem}
            onRetry={orders.retry}
          />
        ) : (
          <Table
            caption={t.sales.orders.title}
            columns={columns}
            rows={orders.rows}
            rowKey={({ id }) => id}
            rowName={({ number }) => t.sales.orders.title_of(number)}
            sort={list.sort}
            onSort={(sort) => setList({ sort })}
            loading={orders.loading}
            onOpen={({ id }) => go(to.order(id))}
            empty={list.q ? <NothingFound title={t.sales.orders.nothing} /> : <NoOrders />}
            foot={<Foot total={total} more={orders.more} busy={orders.loadingMore} />}
          />
        )}
      </section>
    </>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'number',
      head: t.sales.orders.number,
      width: '84px',
      sort: 'number',
      cell: ({ number }) => <span className="code">{number}</span>,
    },
    { key: 'date', head: t.sales.orders.date, sort: 'created_at', cell: ({ created_at }) => format.moment(created_at) },
    {
      key: 'customer',
      head: t.sales.orders.customer,
      card: 'title',
      cell: ({ customer_name }) =>
        customer_name ? <b>{customer_name}</b> : <span className="quiet">{t.sales.orders.walk_in}</span>,
    },
    { key: 'document', head: t.sales.orders.document, cell: ({ document_label }) => document_label },
    { key: 'status', head: t.sales.orders.status, cell: (order) => <OrderState order={order} /> },
    {
      key: 'due',
      head: t.sales.orders.due,
      align: 'number',
      cell: ({ due_minor, status }) => status !== 'cancelled' && <Money minor={due_minor} blankZero />,
    },
    {
      key: 'total',
      head: t.sales.orders.total,
      align: 'number',
      sort: 'total',
      card: 'side',
      cell: ({ total }) => (
        <b>
          <Money minor={total} />
        </b>
      ),
    },
  ]
}

function ExportLink({ query }: { query: Record<string, unknown> }) {
  const t = useText()
  return (
    <a
      className={buttonClass({ size: 's' })}
      href={urlOf('/api/orders/export', { query: { ...query, format: 'xlsx' } })}
      download
    >
      <Icon of={Download} size="s" /> {t.sales.orders.export}
    </a>
  )
}

function Foot({ total, more, busy }: { total: number | undefined; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{total !== undefined && t.sales.orders.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}

function NoOrders() {
  const t = useText()
  const may = useMay()
  return (
    <EmptyState
      title={t.sales.orders.empty_title}
      text={t.sales.orders.empty_text}
      actions={
        may('sales.sell') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.till()}>
            {t.sales.today.empty_action}
          </Link>
        )
      }
    />
  )
}
