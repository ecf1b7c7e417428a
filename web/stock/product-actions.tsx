import { Archive, ArchiveRestore, PackagePlus, Pencil, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { ReorderDialog } from '../purchasing/parts.tsx'
import { useGo } from '../shell/link.tsx'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import { ProductFormDialog } from './product-form.tsx'
import type { Product } from './product-panel.tsx'

/** What one does with a product: correct its stock, ask for more of it, edit it, put it away or bring it back. */
export function ProductActions({ product }: { product: Product }) {
  const t = useText()
  const may = useMay()
  const [open, setOpen] = useState<'adjust' | 'edit' | 'archive' | 'reorder' | null>(null)
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
      {may('purchases.edit') && product.kind === 'good' && !product.archived_at && (
        <Button icon={PackagePlus} hotkey="r" onClick={() => setOpen('reorder')}>
          {t.purchasing.reorders.button}
        </Button>
      )}
      {may('stock.adjust') && product.kind === 'good' && (
        <Button kind="primary" icon={SlidersHorizontal} hotkey="a" onClick={() => setOpen('adjust')}>
          {t.stock.adjust.button}
        </Button>
      )}
      {open === 'adjust' && <AdjustDialog product={product} onClose={close} />}
      {open === 'edit' && <ProductFormDialog product={product} onClose={close} onSaved={close} />}
      {open === 'reorder' && <ReorderDialog product={product} onClose={close} />}
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
