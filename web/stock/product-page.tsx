import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Chip } from '../ui/chip.tsx'
import { Section } from '../ui/section.tsx'
import { useFormat } from '../ui/use-format.ts'
import { AmountHistory } from './amount-history.tsx'
import { BarcodeList } from './barcode-list.tsx'
import { KardexSheet } from './kardex-sheet.tsx'
import { LevelsEditor } from './levels-editor.tsx'
import { ProductActions } from './product-actions.tsx'
import { ProductFacts, ProductFigures } from './product-facts.tsx'
import type { Product } from './product-panel.tsx'
import { ProductPicture } from './product-picture.tsx'
import { WarehouseLevels } from './warehouse-levels.tsx'
import './inventory.css'

/** `/inventario/{id}`: one product whole, its stock card first. */
export function ProductPage({ params }: PageProps) {
  const t = useText()
  const product = useAnswer('GET /api/products/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={product} what={t.catalog.the_product}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.inventory()} />
          <ProductActions product={data} />
          <ProductSheets product={data} />
        </>
      )}
    </QueryState>
  )
}

function ProductSheets({ product }: { product: Product }) {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const isGood = product.kind === 'good'
  return (
    <div className="product-page">
      <div className="stack">
        <section className="sheet sheet-pad">
          <p className="code">{product.sku}</p>
          {product.archived_at && <Chip tone="info">{t.catalog.archived_since(format.day(product.archived_at))}</Chip>}
          {isGood && may('stock.see') ? <StockOf product={product} /> : null}
        </section>
        {isGood && may('kardex.see') && <KardexSheet product_id={product.id} />}
      </div>
      <aside className="stack">
        <section className="sheet sheet-pad">
          <ProductPicture product={product} />
          <Section title={t.catalog.facts} level={2}>
            <ProductFacts product={product} />
          </Section>
          {isGood && <BarcodeList product={product} />}
        </section>
        {isGood && may('warehouses.see') && <LevelsEditor product={product} />}
        <AmountHistory product={product} of="price" />
        {may('costs.see') && <AmountHistory product={product} of="cost" />}
      </aside>
    </div>
  )
}

function StockOf({ product }: { product: Product }) {
  const t = useText().stock
  const stock = useAnswer('GET /api/products/:id/stock-by-warehouse', { params: { id: product.id } })
  return (
    <QueryState query={stock} what={t.the_stock} small rows={4}>
      {(data) => (
        <>
          <ProductFigures product={product} stock={data} />
          <Section title={t.by_warehouse} level={2}>
            <WarehouseLevels stock={data} />
          </Section>
        </>
      )}
    </QueryState>
  )
}
