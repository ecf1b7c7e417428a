import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useTotals } from '../stock/use-totals.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { SavedViewTabs } from '../ui/list-tools.tsx'
import { WithPanel } from '../ui/panel.tsx'
import { ErrorState } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { NoProducts } from './no-products.tsx'
import { useProductColumns } from './product-columns.tsx'
import { ProductFormDialog } from './product-form.tsx'
import { ProductPanel } from './product-panel.tsx'
import { isBestFirst, queryOf, start, useLowProducts, viewOf, views } from './product-views.ts'
import { ProductsBar } from './products-bar.tsx'
import { ProductsBulk } from './products-bulk.tsx'
import { ProductsFoot } from './products-foot.tsx'
import './inventory.css'

const nothingChosen: ReadonlySet<string> = new Set()

/** `/inventario`: everything the shop sells, what there is of it, and one panel away the rest. */
export function ProductsPage() {
  const t = useText().catalog
  const may = useMay()
  const [shown, setShown] = useAddress(start)
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState(nothingChosen)
  const view = viewOf(shown.view)
  const low = useLowProducts(shown.bodega, may('stock.see'))
  const query = queryOf(shown, low.ids)
  const nothingLow = view === 'low' && low.ids.length === 0
  const products = useList('GET /api/products', { query: { ...query, count: 'true' } }, { enabled: !nothingLow })
  const rows = nothingLow ? [] : products.rows
  const goods = rows.filter(({ kind }) => kind === 'good').map(({ id }) => id)
  const totals = useTotals(goods, shown.bodega, may('stock.see'))
  const columns = useProductColumns({ totalOf: totals.of, known: totals.known, narrow: shown.ficha !== '' })
  const total = nothingLow ? 0 : products.first?.total
  const show = (change: Partial<typeof start>) => {
    setChosen(nothingChosen)
    setShown(change)
  }
  return (
    <>
      <PageActions>
        {may('products.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setAdding(true)}>
            {t.new_product}
          </Button>
        )}
      </PageActions>
      <WithPanel
        panel={shown.ficha && <ProductPanel id={shown.ficha} onClose={() => setShown({ ficha: '' })} />}
        list={
          <>
            <SavedViewTabs
              active={view}
              onPick={(next) => show({ view: next, ficha: '' })}
              views={views
                .filter((key) => key !== 'low' || may('stock.see'))
                .map((key) => ({ key, name: t.views[key], count: countOf(key, { view, total, low }) }))}
            />
            <section className="sheet" aria-label={t.title}>
              <ProductsBar shown={shown} query={query} onShow={show} />
              {products.problem ? (
                <ProductsFailed problem={products.problem} onRetry={products.retry} />
              ) : (
                <Table
                  caption={t.title}
                  columns={columns}
                  rows={rows}
                  rowKey={({ id }) => id}
                  rowName={({ name }) => name}
                  sort={isBestFirst(shown) ? undefined : shown.sort}
                  onSort={(sort) => show({ sort })}
                  loading={!nothingLow && products.loading}
                  openKey={shown.ficha}
                  onOpen={({ id }) => setShown({ ficha: id })}
                  {...(may('products.edit') && { chosen, onChoose: setChosen })}
                  empty={<NoProducts shown={shown} onAdd={() => setAdding(true)} />}
                  foot={
                    <ProductsFoot
                      total={total}
                      more={products.more}
                      busy={products.loadingMore}
                      cut={view === 'low' && low.isCut}
                    />
                  }
                />
              )}
            </section>
            {chosen.size > 0 && (
              <ProductsBulk
                chosen={chosen}
                onChoose={setChosen}
                total={total}
                query={query}
                archived={view === 'archived'}
              />
            )}
          </>
        }
      />
      {(adding || shown.nuevo) && (
        <ProductFormDialog
          product={null}
          barcode={shown.nuevo}
          kind={view === 'services' ? 'service' : 'good'}
          onClose={() => {
            setAdding(false)
            setShown({ nuevo: '' })
          }}
          onSaved={({ id }) => setShown({ nuevo: '', ficha: id })}
        />
      )}
    </>
  )
}

type Counted = { view: string; total: number | undefined; low: ReturnType<typeof useLowProducts> }

/** The count of the open view, and of what runs low, which is known anyway. */
function countOf(key: string, { view, total, low }: Counted): number | null {
  if (key === view && total !== undefined) return total
  return key === 'low' && low.known && !low.isCut ? low.ids.length : null
}

function ProductsFailed(props: Pick<Parameters<typeof ErrorState>[0], 'problem' | 'onRetry'>) {
  const t = useText()
  return <ErrorState title={t.shell.failure.title(t.catalog.the_products)} {...props} />
}
