import { Barcode } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { productRoutes } from './bulk-dialogs.tsx'
import type { Product } from './product-panel.tsx'

/** Every code that a scanner may read for this product, and a new one of the shop's own series. */
export function BarcodeList({ product }: { product: Product }) {
  const t = useText().catalog.barcode
  const format = useFormat()
  const may = useMay()
  const generate = useCommand('POST /api/products/:id/generate-barcode', {
    refresh: productRoutes,
    onDone: () => toast(t.generated),
  })
  return (
    <Section title={t.title} level={2}>
      <ProblemNote problem={generate.error} />
      {product.barcodes.length === 0 && <p className="quiet">{t.none}</p>}
      <ul>
        {product.barcodes.map(({ code, pack_quantity }) => (
          <li key={code} className="row">
            <span className="code">{code}</span>
            {pack_quantity !== 1 && <span className="quiet">{t.pack(format.quantity(pack_quantity))}</span>}
          </li>
        ))}
      </ul>
      {may('products.edit') && !product.archived_at && (
        <Button
          size="s"
          icon={Barcode}
          busy={generate.isPending}
          onClick={() => generate.mutate({ params: { id: product.id } })}
        >
          {t.generate}
        </Button>
      )}
    </Section>
  )
}
