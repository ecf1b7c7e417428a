import { History, Pencil, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { Link, useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { ScrollBox } from '../ui/scroll-box.tsx'
import { Section } from '../ui/section.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'
import { KardexPicture } from './kardex-picture.tsx'
import { LastMovements } from './last-movements.tsx'
import { ProductFacts, ProductFigures } from './product-facts.tsx'
import { ProductFormDialog } from './product-form.tsx'
import { useKardex } from './use-kardex.ts'
import { useTotals } from './use-totals.ts'
import { WarehouseLevels } from './warehouse-levels.tsx'

export type Product = AnswerOf<'GET /api/products/:id'>

/** A product beside the list: what there is, where, what happened lately, and what one does with it. */
export function ProductPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const may = useMay()
  const [open, setOpen] = useState<'adjust' | 'edit' | null>(null)
  const product = useAnswer('GET /api/products/:id', { params: { id } })
  const now = product.data
  const close = () => setOpen(null)
  const isGood = now?.kind === 'good'
  return (
    <Panel
      title={now?.name ?? t.catalog.new_product}
      codes={now && [now.sku, ...now.barcodes.map(({ code }) => code)].join(' · ')}
      onClose={onClose}
      onExpand={() => go(to.product(id))}
      foot={
        now && (
          <>
            {may('stock.adjust') && isGood && (
              <Button kind="primary" icon={SlidersHorizontal} onClick={() => setOpen('adjust')}>
                {t.stock.adjust.button}
              </Button>
            )}
            {may('products.edit') && (
              <Button icon={Pencil} hotkey="e" onClick={() => setOpen('edit')}>
                {t.catalog.edit}
              </Button>
            )}
            {may('kardex.see') && isGood && (
              <Button icon={History} onClick={() => go(to.product(id))}>
                {t.stock.kardex.see}
              </Button>
            )}
          </>
        )
      }
    >
      <QueryState query={product} what={t.catalog.the_product} small>
        {(data) => <Body product={data} />}
      </QueryState>
      {open === 'adjust' && now && <AdjustDialog product={now} onClose={close} />}
      {open === 'edit' && now && <ProductFormDialog product={now} onClose={close} onSaved={close} />}
    </Panel>
  )
}

function Body({ product }: { product: Product }) {
  const may = useMay()
  const hasStock = product.kind === 'good' && may('stock.see')
  return (
    <>
      {hasStock ? <StockOf product={product} /> : <ProductFacts product={product} />}
      {product.kind === 'good' && may('kardex.see') && <KardexOf product={product} />}
    </>
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
          <Section title={t.by_warehouse}>
            <WarehouseLevels stock={data} />
          </Section>
        </>
      )}
    </QueryState>
  )
}

const lastRows = 6

function KardexOf({ product }: { product: Product }) {
  const t = useText().stock.kardex
  const may = useMay()
  const total = useTotals([product.id], '', may('stock.see'))(product.id)
  const card = useKardex({ product_id: product.id })
  return (
    <Section title={t.title} link={<Link to={to.product(product.id)}>{t.whole}</Link>}>
      <QueryState query={card} what={t.the_kardex} small rows={5}>
        {(data) => (
          <>
            <KardexPicture card={data} minimum={total?.min_stock} />
            {data.rows.length > 0 && (
              <ScrollBox>
                <LastMovements rows={data.rows.slice(-lastRows).reverse()} />
              </ScrollBox>
            )}
          </>
        )}
      </QueryState>
    </Section>
  )
}
