import type { ShipmentOut } from '#fulfilment/contract'
import type { InputOf } from '../../api/route-types.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { ListFoot, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ShipmentStateChip } from '../state-chip.tsx'

const start = { q: '', vista: 'all', bodega: '' }
const views = ['all', 'pending', 'in_transit', 'late', 'delivered', 'failed'] as const
type View = (typeof views)[number]
type Asked = NonNullable<InputOf<'GET /api/shipments'>['query']>

const questionOf = (view: View): Asked =>
  view === 'all' ? {} : view === 'late' ? { late: 'true', sort: 'expected_on' } : { state: view }

/** `/bodega/despachos`: every box that left or is about to, and what is late. */
export function ShipmentsPage() {
  const t = useText()
  const words = t.fulfilment.shipments
  const format = useFormat()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.vista) ?? 'all'
  const list = useList('GET /api/shipments', {
    query: {
      count: 'true',
      ...questionOf(view),
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
    },
  })
  const total = list.first?.total
  const columns = useColumns()
  const isFiltered = shown.q !== '' || view !== 'all'
  return (
    <>
      <SavedViewTabs
        active={view}
        onPick={(vista) => setShown({ vista })}
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
            onOpen={({ id }) => go(to.shipment(id))}
            empty={
              isFiltered ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState small title={words.empty_title} text={words.empty_text} />
              )
            }
            foot={
              <ListFoot
                says={total === undefined ? null : words.count(format.quantity(total), total)}
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

function useColumns(): Column<ShipmentOut>[] {
  const t = useText().fulfilment
  const words = t.shipments
  const format = useFormat()
  return [
    {
      key: 'number',
      head: words.number,
      width: '92px',
      cell: ({ number }) => <span className="code">D-{number}</span>,
    },
    {
      key: 'customer',
      head: words.customer,
      card: 'title',
      cell: ({ customer_name }) => <b>{customer_name ?? t.nobody}</b>,
    },
    { key: 'order', head: words.order, cell: ({ fulfilment_number }) => t.title_of(fulfilment_number) },
    {
      key: 'state',
      head: words.state,
      card: 'plain',
      cell: ({ state, is_late }) => <ShipmentStateChip state={state} isLate={is_late} />,
    },
    { key: 'carrier', head: words.carrier, cell: ({ carrier }) => carrier },
    { key: 'tracking', head: words.tracking, cell: ({ tracking }) => <span className="code">{tracking}</span> },
    {
      key: 'left',
      head: words.left_at,
      cell: ({ dispatched_at }) => dispatched_at && format.moment(dispatched_at),
    },
    { key: 'expected', head: words.expected, cell: ({ expected_on }) => expected_on && format.day(expected_on) },
    {
      key: 'units',
      head: words.units,
      align: 'number',
      card: 'side',
      cell: ({ units }) => <b>{format.quantity(units)}</b>,
    },
  ]
}
