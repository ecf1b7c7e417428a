import { Plus } from 'lucide-react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { useWorkingStore } from '../../api/working-store.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ListFoot } from '../../ui/list-foot.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { QuoteState } from './quote-state.tsx'

type Row = AnswerOf<'GET /api/quotes'>['items'][number]

const start = { q: '', sort: '-created_at', view: 'all' }
const statuses = ['draft', 'sent', 'accepted', 'expired', 'declined'] as const

/** `/cotizaciones`: what was offered, to whom, until when, and what came of it. */
export function QuotesPage() {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const store_id = useWorkingStore() ?? undefined
  const [list, setList] = useAddress(start)
  const status = statuses.find((one) => one === list.view)
  const query = { store_id, sort: list.sort, count: 'true' as const, ...(list.q && { q: list.q }) }
  const quotes = useList('GET /api/quotes', { query: { ...query, ...(status && { status }) } })
  const columns = useColumns()
  const total = quotes.first?.total
  return (
    <>
      <PageActions>
        {may('quotes.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newQuote())}>
            {t.quotes.new}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={list.view}
        onPick={(view) => setList({ view })}
        views={(['all', ...statuses] as const).map((key) => ({
          key,
          name: key === 'all' ? t.quotes.all : t.quotes.views[key],
          count: key === list.view ? (total ?? null) : null,
        }))}
      />
      <section className="sheet" aria-label={t.quotes.title}>
        <ListBar>
          <SearchField label={t.quotes.search} value={list.q} onChange={(q) => setList({ q })} />
        </ListBar>
        {quotes.problem ? (
          <ErrorState
            title={t.shell.failure.title(t.quotes.the_quotes)}
            problem={quotes.problem}
            onRetry={quotes.retry}
          />
        ) : (
          <Table
            caption={t.quotes.title}
            columns={columns}
            rows={quotes.rows}
            rowKey={({ id }) => id}
            rowName={({ number }) => t.quotes.title_of(number)}
            sort={list.sort}
            onSort={(sort) => setList({ sort })}
            loading={quotes.loading}
            onOpen={({ id }) => go(to.quote(id))}
            empty={list.q || status ? <NothingFound title={t.quotes.nothing} /> : <NoQuotes />}
            foot={<ListFoot total={total} says={t.quotes.count} more={quotes.more} busy={quotes.loadingMore} />}
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
    { key: 'status', head: t.sales.orders.status, card: 'plain', cell: ({ status }) => <QuoteState status={status} /> },
    {
      key: 'until',
      head: t.quotes.valid_until,
      sort: 'valid_until',
      cell: ({ valid_until }) => format.nearDay(valid_until),
    },
    { key: 'by', head: t.sales.orders.seller, card: 'hidden', cell: ({ created_by_name }) => created_by_name },
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

function NoQuotes() {
  const t = useText()
  const may = useMay()
  return (
    <EmptyState
      title={t.quotes.empty_title}
      text={t.quotes.empty_text}
      actions={
        may('quotes.edit') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newQuote()}>
            {t.quotes.write_first}
          </Link>
        )
      }
    />
  )
}
