import { ArrowRight, Plus } from 'lucide-react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WarehouseSelect } from '../choices.tsx'
import { ListFoot } from '../list-foot.tsx'
import { TransferState } from './transfer-state.tsx'
import './transfers.css'

type Row = AnswerOf<'GET /api/stock-transfers'>['items'][number]

const start = { q: '', view: 'all', bodega: '' }
const views = ['all', 'draft', 'in_transit', 'received', 'cancelled'] as const
type View = (typeof views)[number]

/** `/bodega/traspasos`: what goes from one warehouse to another, and how far it is. */
export function TransfersPage() {
  const t = useText()
  const words = t.warehouse.transfers
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.view) ?? 'all'
  const list = useList('GET /api/stock-transfers', {
    query: {
      count: 'true',
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
      ...(view === 'all' ? {} : { status: view }),
    },
  })
  const total = list.first?.total
  const columns = useColumns()
  return (
    <>
      <PageActions>
        {may('stock.transfer') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newTransfer())}>
            {words.new_one}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={view}
        onPick={(next) => setShown({ view: next })}
        views={views.map((key) => ({ key, name: words.views[key], count: key === view ? (total ?? null) : null }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
          <div className="list-filter">
            <WarehouseSelect
              size="s"
              hideLabel
              label={t.stock.warehouse}
              none={t.catalog.any_warehouse}
              value={shown.bodega}
              onChange={(bodega) => setShown({ bodega })}
            />
          </div>
        </ListBar>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={list.rows}
            rowKey={({ id }) => id}
            rowName={({ number }) => words.title_of(number)}
            loading={list.loading}
            onOpen={({ id }) => go(to.transfer(id))}
            empty={shown.q ? <NothingFound title={words.nothing} /> : <NoTransfers />}
            foot={
              <ListFoot
                says={total === undefined ? null : words.count(total)}
                more={list.more}
                busy={list.loadingMore}
              />
            }
          />
        )}
      </section>
    </>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText().warehouse.transfers
  const format = useFormat()
  return [
    { key: 'number', head: t.number, width: '76px', cell: ({ number }) => <span className="code">T-{number}</span> },
    {
      key: 'way',
      head: t.way,
      card: 'title',
      cell: ({ from_warehouse, to_warehouse }) => (
        <span className="transfer-way">
          <b>{from_warehouse.name}</b> <Icon of={ArrowRight} size="xs" /> <b>{to_warehouse.name}</b>
        </span>
      ),
    },
    { key: 'state', head: t.state, card: 'plain', cell: ({ status }) => <TransferState status={status} /> },
    { key: 'when', head: t.when, cell: (row) => format.moment(row.received_at ?? row.sent_at ?? row.created_at) },
    { key: 'who', head: t.who, cell: (row) => row.received_by_name ?? row.sent_by_name ?? row.created_by_name },
    { key: 'lines', head: t.products, align: 'number', cell: ({ lines }) => format.quantity(lines) },
    {
      key: 'units',
      head: t.units,
      align: 'number',
      card: 'side',
      cell: ({ units }) => <b>{format.quantity(units)}</b>,
    },
  ]
}

function NoTransfers() {
  const t = useText().warehouse.transfers
  const may = useMay()
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('stock.transfer') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newTransfer()}>
            {t.new_one}
          </Link>
        )
      }
    />
  )
}
