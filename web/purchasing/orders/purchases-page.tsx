import { Plus } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { ListFoot, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { usePurchaseColumns } from './purchase-columns.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

const start = { q: '', view: 'all', sort: '-created_at', bodega: '' }
const views = ['all', 'draft', 'sent', 'partially_received', 'received', 'cancelled'] as const
type View = (typeof views)[number]

/** `/compras`: what was asked of suppliers, and how far each order is. */
export function PurchasesPage() {
  const t = useText()
  const words = t.purchasing.orders
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const view: View = views.find((one) => one === shown.view) ?? 'all'
  const list = useList('GET /api/purchase-orders', {
    query: {
      count: 'true',
      sort: shown.sort,
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
      ...(view === 'all' ? {} : { status: view }),
    },
  })
  const total = list.first?.total
  const columns = usePurchaseColumns({ withSupplier: true })
  return (
    <>
      <PageActions>
        {may('purchases.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => go(to.newPurchase())}>
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
            sort={shown.sort}
            onSort={(sort) => setShown({ sort })}
            loading={list.loading}
            onOpen={({ id }) => go(to.purchase(id))}
            empty={shown.q || view !== 'all' ? <NothingFound title={words.nothing} /> : <NoPurchases />}
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

function NoPurchases() {
  const t = useText().purchasing
  const may = useMay()
  return (
    <EmptyState
      title={t.orders.empty_title}
      text={t.orders.empty_text}
      actions={
        may('purchases.edit') && (
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.newPurchase()}>
            {t.orders.new_title}
          </Link>
        )
      }
      link={<Link to={to.reorders()}>{t.orders.from_reorders}</Link>}
    />
  )
}
