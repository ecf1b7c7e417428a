import { ImagePlus, Trash2 } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { type Problem, problemFrom } from '../api/problem.ts'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import type { Product } from './product-panel.tsx'

/** The picture of a product, and another one in its place. */
export function ProductPicture({ product }: { product: Product }) {
  const t = useText().catalog.picture
  const may = useMay()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState(false)
  const [refused, setRefused] = useState<Problem | null>(null)
  const change = useCommand('PATCH /api/products/:id', { refresh: productRoutes, onRefused: setRefused })
  const put = (image_file_id: string | null) => change.mutate({ params: { id: product.id }, body: { image_file_id } })
  const upload = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (!file) return
    setRefused(null)
    setSending(true)
    try {
      put(await sendPicture(file))
    } catch (error) {
      setRefused(problemFrom(error))
    } finally {
      setSending(false)
    }
  }
  const mayChange = may('products.edit') && may('files.add')
  return (
    <div className="product-picture">
      {product.image_file_id ? (
        <img
          src={urlOf('/api/files/:id', { params: { id: product.image_file_id } })}
          alt={t.alt(product.name)}
          width={320}
          height={240}
        />
      ) : (
        <div className="no-picture quiet">{t.none}</div>
      )}
      <ProblemNote problem={refused} />
      {mayChange && (
        <div className="row wrap">
          <input
            ref={input}
            type="file"
            className="only-read"
            accept="image/png,image/jpeg,image/webp"
            aria-label={product.image_file_id ? t.change : t.add}
            tabIndex={-1}
            onChange={(event) => void upload(event)}
          />
          <Button
            size="s"
            icon={ImagePlus}
            title={t.help}
            busy={sending || change.isPending}
            onClick={() => input.current?.click()}
          >
            {product.image_file_id ? t.change : t.add}
          </Button>
          {product.image_file_id && (
            <Button size="s" kind="quiet" icon={Trash2} onClick={() => put(null)}>
              {t.remove}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

async function sendPicture(file: File): Promise<string> {
  const form = new FormData()
  form.append('file', file)
  const { id } = await call('POST /api/files', {}, { form })
  return id
}
