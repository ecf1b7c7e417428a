import { Plus } from 'lucide-react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link, useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { WithPanel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { CustomerPanel } from './customer-panel.tsx'

type Row = AnswerOf<'GET /api/customers'>['items'][number]

const start = { q: '', sort: 'name', view: 'all', ficha: '' }

/** `/clientes`: who buys here, how often, and one panel away everything about each. */
export function CustomersPage() {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const [list, setList] = useAddress(start)
  const archived = list.view === 'archived'
  const customers = useList('GET /api/customers', {
    query: {
      sort: list.sort,
      ...(list.q ? { q: list.q } : {}),
      archived: archived ? 'true' : undefined,
      count: 'true',
    },
  })
  const columns = useColumns()
  const total = customers.first?.total
  const panel = list.ficha ? <CustomerPanel id={list.ficha} onClose={() => setList({ ficha: '' })} /> : null
  return (
    <>
      <PageActions>
        {may('customers.change') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newCustomer())}>
            {t.contacts.new_customer}
          </Button>
        )}
      </PageActions>
      <WithPanel
        panel={panel}
        list={
          <>
            <SavedViewTabs
              active={list.view}
              onPick={(view) => setList({ view, ficha: '' })}
              views={[
                { key: 'all', name: t.contacts.views.all, count: archived ? null : (total ?? null) },
                { key: 'archived', name: t.contacts.views.archived },
              ]}
            />
            <section className="sheet" aria-label={t.contacts.customers}>
              <ListBar>
                <SearchField label={t.contacts.search} value={list.q} onChange={(q) => setList({ q })} />
              </ListBar>
              {customers.problem ? (
                <ErrorState
                  title={t.shell.failure.title(t.contacts.the_customers)}
                  problem={customers.problem}
                  onRetry={customers.retry}
                />
              ) : (
                <Table
                  caption={t.contacts.customers}
                  columns={columns}
                  rows={customers.rows}
                  rowKey={({ id }) => id}
                  rowName={({ name }) => name}
                  sort={list.sort}
                  onSort={(sort) => setList({ sort })}
                  loading={customers.loading}
                  openKey={list.ficha}
                  onOpen={({ id }) => setList({ ficha: id })}
                  empty={<NoCustomers q={list.q} archived={archived} />}
                  foot={
                    total === undefined ? undefined : (
                      <Foot total={total} more={customers.more} busy={customers.loadingMore} />
                    )
                  }
                />
              )}
            </section>
          </>
        }
      />
    </>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText()
  const format = useFormat()
  return [
    { key: 'name', head: t.contacts.name, sort: 'name', card: 'title', cell: ({ name }) => <b>{name}</b> },
    {
      key: 'tax_id',
      head: t.contacts.tax_id,
      width: '130px',
      cell: ({ tax_id_text }) => tax_id_text && <span className="code">{tax_id_text}</span>,
    },
    { key: 'phone', head: t.contacts.phone, cell: ({ phone }) => phone, card: 'line' },
    {
      key: 'orders',
      head: t.contacts.orders,
      align: 'number',
      sort: 'order_count',
      cell: ({ order_count }) => format.quantity(order_count),
    },
    {
      key: 'spent',
      head: t.contacts.spent,
      align: 'number',
      sort: 'spent',
      card: 'side',
      cell: ({ spent_minor }) => <Money minor={spent_minor} blankZero />,
    },
    {
      key: 'last',
      head: t.contacts.last_order,
      align: 'number',
      sort: 'last_order_at',
      cell: ({ last_order_at }) =>
        last_order_at ? format.nearDay(last_order_at) : <span className="quiet">{t.contacts.never}</span>,
    },
  ]
}

function Foot({ total, more, busy }: { total: number; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{t.contacts.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}

function NoCustomers({ q, archived }: { q: string; archived: boolean }) {
  const t = useText()
  const may = useMay()
  if (q) return <NothingFound title={t.contacts.nothing} />
  if (archived) return <EmptyState small title={t.contacts.empty_archived} />
  return (
    <EmptyState
      title={t.contacts.empty_title}
      text={t.contacts.empty_text}
      actions={
        may('customers.change') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newCustomer()}>
            {t.contacts.save_new}
          </Link>
        )
      }
      link={may('imports.run') && <Link to={to.import()}>{t.contacts.from_sheet}</Link>}
    />
  )
}
