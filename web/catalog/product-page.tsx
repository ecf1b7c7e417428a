import { Archive, ArchiveRestore, Pencil, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { AdjustDialog } from '../stock/adjust-dialog.tsx'
import { KardexSheet } from '../stock/kardex-sheet.tsx'
import { WarehouseLevels } from '../stock/warehouse-levels.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { AmountHistory } from './amount-history.tsx'
import { BarcodeList } from './barcode-list.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import { LevelsEditor } from './levels-editor.tsx'
import { ProductFacts, ProductFigures } from './product-facts.tsx'
import { ProductFormDialog } from './product-form.tsx'
import type { Product } from './product-panel.tsx'
import { ProductPicture } from './product-picture.tsx'
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
          <Actions product={data} />
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

function Actions({ product }: { product: Product }) {
  const t = useText()
  const may = useMay()
  const [open, setOpen] = useState<'adjust' | 'edit' | 'archive' | null>(null)
  const restore = useCommand('POST /api/products/:id/restore', { refresh: productRoutes })
  const undo = () => restore.mutate({ params: { id: product.id } })
  const close = () => setOpen(null)
  const mayEdit = may('products.edit')
  return (
    <PageActions>
      {mayEdit && product.archived_at && (
        <Button icon={ArchiveRestore} busy={restore.isPending} onClick={undo}>
          {t.catalog.restore}
        </Button>
      )}
      {mayEdit && !product.archived_at && (
        <Button kind="quiet" icon={Archive} onClick={() => setOpen('archive')}>
          {t.catalog.archive}
        </Button>
      )}
      {mayEdit && (
        <Button icon={Pencil} hotkey="e" onClick={() => setOpen('edit')}>
          {t.catalog.edit}
        </Button>
      )}
      {may('stock.adjust') && product.kind === 'good' && (
        <Button kind="primary" icon={SlidersHorizontal} hotkey="a" onClick={() => setOpen('adjust')}>
          {t.stock.adjust.button}
        </Button>
      )}
      {open === 'adjust' && <AdjustDialog product={product} onClose={close} />}
      {open === 'edit' && <ProductFormDialog product={product} onClose={close} onSaved={close} />}
      {open === 'archive' && <ArchiveDialog product={product} onClose={close} onUndo={undo} />}
    </PageActions>
  )
}

type ArchiveProps = { product: Product; onClose: () => void; onUndo: () => void }
function ArchiveDialog({ product, onClose, onUndo }: ArchiveProps) {
  const t = useText()
  const go = useGo()
  const archive = useCommand('DELETE /api/products/:id', {
    refresh: productRoutes,
    onDone: () => {
      toast(t.catalog.archived(product.name), { undo: onUndo })
      go(to.inventory())
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.catalog.archive_title(product.name)}
      text={t.catalog.archive_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind="danger-solid"
            busy={archive.isPending}
            onClick={() => archive.mutate({ params: { id: product.id } })}
          >
            {t.catalog.archive}
          </Button>
        </>
      }
    >
      {archive.error && <ProblemNote problem={archive.error} />}
    </Dialog>
  )
}
