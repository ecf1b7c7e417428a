import { PackageCheck } from 'lucide-react'
import type { ReceiptSummaryOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { ListFoot, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import '../../styles/sheets.css'
import '../purchasing.css'

const start = { q: '', view: 'all', bodega: '' }

/** `/compras/recepciones`: goods that came, with the paper they came with. */
export function ReceiptsPage() {
  const t = useText()
  const words = t.purchasing.receipts
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const isWaiting = shown.view === 'to_invoice'
  const list = useList('GET /api/goods-receipts', {
    query: {
      count: 'true',
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
      ...(isWaiting ? { to_invoice: 'true' } : {}),
    },
  })
  const total = list.first?.total
  const columns = useColumns()
  const countOf = (isShown: boolean) => (isShown ? (total ?? null) : null)
  return (
    <>
      <PageActions>
        {may('purchases.receive') && (
          <Button kind="primary" icon={PackageCheck} hotkey="r" onClick={() => go(to.receiving())}>
            {t.purchasing.orders.receive}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={isWaiting ? 'to_invoice' : 'all'}
        onPick={(view) => setShown({ view })}
        views={[
          { key: 'all', name: words.views.all, count: countOf(!isWaiting) },
          { key: 'to_invoice', name: words.views.to_invoice, count: countOf(isWaiting) },
        ]}
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
            rowName={({ number }) => words.code(number)}
            loading={list.loading}
            onOpen={({ id }) => go(to.receiptOfGoods(id))}
            empty={
              shown.q || isWaiting ? (
                <NothingFound title={words.nothing} />
              ) : (
                <EmptyState title={words.empty_title} text={words.empty_text} />
              )
            }
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

function useColumns(): Column<ReceiptSummaryOut>[] {
  const t = useText()
  const words = t.purchasing.receipts
  const format = useFormat()
  const may = useMay()
  const columns: Column<ReceiptSummaryOut>[] = [
    {
      key: 'number',
      head: words.number,
      width: '84px',
      cell: ({ number }) => <span className="code">{words.code(number)}</span>,
    },
    { key: 'supplier', head: t.purchasing.supplier, card: 'title', cell: ({ supplier }) => <b>{supplier.name}</b> },
    {
      key: 'differs',
      head: words.differs,
      card: 'plain',
      cell: ({ has_differences }) => has_differences && <State tone="warn">{words.with_differences}</State>,
    },
    { key: 'paper', head: words.paper, cell: ({ document_label }) => document_label },
    {
      key: 'order',
      head: words.order,
      cell: ({ purchase_order }) => (purchase_order ? t.purchasing.orders.code(purchase_order.number) : words.no_order),
    },
    { key: 'when', head: words.when, cell: ({ received_at }) => format.moment(received_at) },
    { key: 'who', head: words.who, cell: ({ received_by_name }) => received_by_name },
    {
      key: 'invoice',
      head: words.invoice,
      cell: ({ invoice_id }) => (invoice_id ? words.invoiced : <span className="quiet">{words.to_invoice}</span>),
    },
    {
      key: 'units',
      head: words.units,
      align: 'number',
      card: 'side',
      cell: ({ units }) => <b>{format.quantity(units)}</b>,
    },
  ]
  if (may('costs.see')) {
    columns.push({
      key: 'cost',
      head: t.purchasing.orders.net,
      align: 'number',
      cell: ({ cost_minor }) => cost_minor !== undefined && <Money minor={cost_minor} />,
    })
  }
  return columns
}
