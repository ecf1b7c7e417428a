import type { AnswerOf } from '../api/route-types.ts'
import { urlOf } from '../api/url.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { ExportMenu } from '../ui/export-menu.tsx'
import { ListBar, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { PlateTotal } from '../ui/plate.tsx'
import { ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useFormat } from '../ui/use-format.ts'
import { CategorySelect, WarehouseSelect } from './choices.tsx'
import { ListFoot } from './list-foot.tsx'
import './inventory.css'

type Row = AnswerOf<'GET /api/reports/stock-valuation'>['items'][number]

const start = { q: '', dia: '', sort: '-value', bodega: '', categoria: '' }
const today = () => new Date().toLocaleDateString('en-CA')

/** `/inventario/valor`: what the goods were worth at the end of any day, as the ledger says. */
export function ValuationPage() {
  const t = useText()
  const words = t.stock.valuation
  const format = useFormat()
  const [shown, setShown] = useAddress(start)
  const asked = {
    sort: shown.sort,
    ...(shown.dia ? { on: shown.dia } : {}),
    ...(shown.q ? { q: shown.q } : {}),
    ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
    ...(shown.categoria ? { category_id: shown.categoria } : {}),
  }
  const list = useList('GET /api/reports/stock-valuation', { query: asked })
  const columns = useColumns()
  const { totals, on } = list.first ?? {}
  return (
    <div className="stack">
      {totals && on && (
        <PlateTotal
          name={words.at_end(format.day(on))}
          note={totals.in_transit_minor > 0 ? words.in_transit(format.money(totals.in_transit_minor)) : words.at_cost}
          minor={totals.value_minor}
        />
      )}
      <section className="sheet" aria-label={words.title}>
        <ListBar
          end={
            <ExportMenu
              label={words.export}
              addressOf={(form) => urlOf('/api/reports/stock-valuation/export', { query: { ...asked, format: form } })}
            />
          }
        >
          <SearchField label={t.catalog.search} value={shown.q} onChange={(q) => setShown({ q })} />
          <TextField
            type="date"
            size="s"
            label={words.day}
            hideLabel
            value={shown.dia || today()}
            max={today()}
            onChange={(dia) => setShown({ dia: dia === today() ? '' : dia })}
          />
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
          <div className="list-filter">
            <CategorySelect
              size="s"
              hideLabel
              label={t.catalog.category}
              none={t.catalog.any_category}
              value={shown.categoria}
              onChange={(categoria) => setShown({ categoria })}
            />
          </div>
        </ListBar>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_value)} problem={list.problem} onRetry={list.retry} />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={list.rows}
            rowKey={({ product }) => product.id}
            sort={shown.sort}
            onSort={(sort) => setShown({ sort })}
            loading={list.loading}
            empty={<NothingFound title={words.nothing} />}
            foot={
              totals && (
                <>
                  <ListFoot says={words.count(totals.products)} more={list.more} busy={list.loadingMore} />
                  <b>{format.money(totals.value_minor)}</b>
                </>
              )
            }
          />
        )}
      </section>
    </div>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText().stock
  const format = useFormat()
  return [
    {
      key: 'code',
      head: t.alerts.code,
      width: '120px',
      cell: ({ product }) => <span className="code">{product.sku}</span>,
    },
    {
      key: 'product',
      head: t.alerts.product,
      sort: 'name',
      card: 'title',
      cell: ({ product }) => <Link to={to.product(product.id)}>{product.name}</Link>,
    },
    {
      key: 'quantity',
      head: t.on_hand,
      align: 'number',
      sort: 'quantity',
      cell: ({ quantity }) => format.quantity(quantity),
    },
    { key: 'cost', head: t.average_cost, align: 'number', cell: ({ unit_cost }) => <Money minor={unit_cost} /> },
    {
      key: 'value',
      head: t.value,
      align: 'number',
      sort: 'value',
      margin: true,
      card: 'side',
      cell: ({ value_minor }) => (
        <b>
          <Money minor={value_minor} bad />
        </b>
      ),
    },
  ]
}
