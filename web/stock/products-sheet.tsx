import { useMay } from '../api/session-store.ts'
import { useText } from '../text/text.ts'
import { ErrorState } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { NoProducts } from './no-products.tsx'
import { useProductColumns } from './product-columns.tsx'
import { isBestFirst, type Shown } from './product-views.ts'
import { ProductsBar } from './products-bar.tsx'
import { ProductsFoot } from './products-foot.tsx'
import type { Products } from './use-products.ts'

type SheetProps = {
  products: Products
  shown: Shown
  onShow: (change: Partial<Shown>) => void
  onOpen: (id: string) => void
  onAdd: () => void
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}

/** The sheet under the tabs: filters, rows, foot. */
export function ProductsSheet({ products, shown, onShow, onOpen, onAdd, chosen, onChoose }: SheetProps) {
  const t = useText()
  const may = useMay()
  const columns = useProductColumns({ totalOf: products.totalOf, narrow: shown.ficha !== '' })
  const { total, more, loadingMore: busy, cut } = products
  return (
    <section className="sheet" aria-label={t.catalog.title}>
      <ProductsBar shown={shown} query={products.query} onShow={onShow} />
      {products.problem ? (
        <ErrorState
          title={t.shell.failure.title(t.catalog.the_products)}
          problem={products.problem}
          onRetry={products.retry}
        />
      ) : (
        <Table
          caption={t.catalog.title}
          columns={columns}
          rows={products.rows}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          sort={isBestFirst(shown) ? undefined : shown.sort}
          onSort={(sort) => onShow({ sort })}
          loading={products.loading}
          openKey={shown.ficha}
          onOpen={({ id }) => onOpen(id)}
          {...(may('products.edit') && { chosen, onChoose })}
          empty={<NoProducts shown={shown} onAdd={onAdd} />}
          foot={<ProductsFoot total={total} more={more} busy={busy} cut={cut} />}
        />
      )}
    </section>
  )
}
