import { Plus } from 'lucide-react'
import type { ReturnSummaryOut } from '#returns/contract'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { PeriodFields } from '../money/parts.ts'
import { to } from '../paths.ts'
import { Link, useGo } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { ListFoot } from '../stock/parts.tsx'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { ReasonsReport } from './reasons-report.tsx'
import { ReturnStateChip } from './return-state.tsx'
import './returns.css'

const start = { q: '', vista: 'all', desde: '', hasta: '' }
const views = ['all', 'requested', 'received', 'settled', 'rejected', 'reasons'] as const
type View = (typeof views)[number]

/** `/devoluciones`: what came back, what waits to be settled, and why goods come back. */
export function ReturnsPage() {
  const t = useText()
  const words = t.returns
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.vista) ?? 'all'
  const period = { ...(shown.desde ? { from: shown.desde } : {}), ...(shown.hasta ? { to: shown.hasta } : {}) }
  return (
    <>
      <PageActions>
        {may('returns.take') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newReturn())}>
            {words.new_one}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={view}
        onPick={(vista) => setShown({ vista })}
        views={views.map((key) => ({ key, name: words.views[key] }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          {view !== 'reasons' && <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />}
          <PeriodFields
            from={shown.desde}
            to={shown.hasta}
            onChange={({ from, to: until }) =>
              setShown({
                ...(from === undefined ? {} : { desde: from }),
                ...(until === undefined ? {} : { hasta: until }),
              })
            }
          />
        </ListBar>
        {view === 'reasons' ? (
          <ReasonsReport period={period} />
        ) : (
          <ReturnList view={view} q={shown.q} period={period} />
        )}
      </section>
    </>
  )
}

type Period = { from?: string; to?: string }
type ListProps = { view: Exclude<View, 'reasons'>; q: string; period: Period }

function ReturnList({ view, q, period }: ListProps) {
  const t = useText()
  const words = t.returns
  const format = useFormat()
  const go = useGo()
  const list = useList('GET /api/returns', {
    query: { count: 'true', ...period, ...(q ? { q } : {}), ...(view === 'all' ? {} : { state: view }) },
  })
  const total = list.first?.total
  const columns = useColumns()
  if (list.problem) {
    return <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
  }
  const isWhole = q === '' && view === 'all' && Object.keys(period).length === 0
  return (
    <Table
      caption={words.title}
      columns={columns}
      rows={list.rows}
      rowKey={({ id }) => id}
      rowName={({ number }) => words.title_of(number)}
      loading={list.loading}
      onOpen={({ id }) => go(to.return(id))}
      empty={isWhole ? <NoReturns /> : <NothingFound title={words.nothing} />}
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

function useColumns(): Column<ReturnSummaryOut>[] {
  const t = useText().returns
  const format = useFormat()
  return [
    {
      key: 'number',
      head: t.head.number,
      width: '104px',
      cell: ({ number }) => <span className="code">R-{number}</span>,
    },
    {
      key: 'customer',
      head: t.head.customer,
      card: 'title',
      cell: ({ customer_name }) => <b>{customer_name ?? t.walk_in}</b>,
    },
    {
      key: 'document',
      head: t.head.document,
      cell: ({ document_label, order_number }) => document_label ?? t.page.sale_of(order_number),
    },
    { key: 'reason', head: t.head.reason, cell: ({ reason }) => t.reasons[reason] },
    {
      key: 'state',
      head: t.head.state,
      card: 'plain',
      cell: ({ state, quarantined }) => (
        <span className="return-state">
          <ReturnStateChip state={state} />
          {quarantined > 0 && <Chip tone="warn">{t.in_quarantine(format.quantity(quarantined))}</Chip>}
        </span>
      ),
    },
    { key: 'when', head: t.head.when, cell: ({ requested_at }) => format.moment(requested_at) },
    { key: 'units', head: t.head.units, align: 'number', cell: ({ units }) => format.quantity(units) },
    {
      key: 'value',
      head: t.head.value,
      align: 'number',
      card: 'side',
      cell: ({ value_minor }) => (
        <b>
          <Money minor={value_minor} />
        </b>
      ),
    },
  ]
}

function NoReturns() {
  const t = useText().returns
  const may = useMay()
  return (
    <EmptyState
      small
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('returns.take') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newReturn()}>
            {t.new_one}
          </Link>
        )
      }
    />
  )
}
