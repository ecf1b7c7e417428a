import type { CustomerAccountOut } from '#money/contract'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import './money.css'

const start = { q: '', sort: '-debt_minor' }

/** `/fiado`: who owes how much, largest first. */
export function AccountsPage() {
  const t = useText()
  const go = useGo()
  const words = t.money.accounts
  const [list, setList] = useAddress(start)
  const columns = useColumns()
  const accounts = useList('GET /api/customer-accounts', {
    query: { sort: list.sort, count: 'true', ...(list.q && { q: list.q }) },
  })
  return (
    <section className="sheet" aria-label={words.title}>
      <ListBar end={<Late />}>
        <SearchField label={words.search} value={list.q} onChange={(q) => setList({ q })} />
      </ListBar>
      {accounts.problem ? (
        <ErrorState
          title={t.shell.failure.title(words.the_accounts)}
          problem={accounts.problem}
          onRetry={accounts.retry}
        />
      ) : (
        <Table
          caption={words.title}
          columns={columns}
          rows={accounts.rows}
          rowKey={({ customer_id }) => customer_id}
          rowName={({ customer_name }) => customer_name}
          sort={list.sort}
          onSort={(sort) => setList({ sort })}
          loading={accounts.loading}
          onOpen={({ customer_id }) => go(to.account(customer_id))}
          empty={
            list.q ? (
              <NothingFound title={words.nothing} />
            ) : (
              <EmptyState title={words.empty_title} text={words.empty_text} />
            )
          }
          foot={
            <ListFoot
              total={accounts.first?.total}
              says={words.count}
              more={accounts.more}
              busy={accounts.loadingMore}
              sum={<Sum />}
            />
          }
        />
      )}
    </section>
  )
}

function Sum() {
  const t = useText().money.accounts
  const totals = useAnswer('GET /api/customer-accounts/totals')
  if (!totals.data) return null
  return (
    <span>
      {t.debt_of_all}{' '}
      <b>
        <Money minor={totals.data.debt_minor} />
      </b>
    </span>
  )
}

function Late() {
  const t = useText().money.accounts
  const format = useFormat()
  const totals = useAnswer('GET /api/customer-accounts/totals')
  if (!totals.data || totals.data.overdue_customers === 0) return null
  const { overdue_customers, overdue_minor } = totals.data
  return <span className="money-late">{t.late(overdue_customers, format.money(overdue_minor))}</span>
}

function useColumns(): Column<CustomerAccountOut>[] {
  const t = useText().money.accounts
  return [
    { key: 'name', head: t.customer, sort: 'customer_name', card: 'title', cell: (row) => <b>{row.customer_name}</b> },
    {
      key: 'limit',
      head: t.limit,
      align: 'number',
      cell: ({ limit_minor }) => <Money minor={limit_minor} blankZero />,
    },
    {
      key: 'left',
      head: t.left,
      align: 'number',
      cell: ({ available_minor }) => <Money minor={available_minor} blankZero />,
    },
    {
      key: 'credit',
      head: t.store_credit,
      align: 'number',
      cell: ({ store_credit_minor }) => <Money minor={store_credit_minor} blankZero />,
    },
    {
      key: 'debt',
      head: t.debt,
      align: 'number',
      sort: 'debt_minor',
      card: 'side',
      cell: ({ debt_minor }) => (
        <b>
          <Money minor={debt_minor} blankZero />
        </b>
      ),
    },
  ]
}
