import { useState } from 'react'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { type PickedProduct, ProductPicker } from '../../catalog/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Loose } from './lots-page.tsx'

const days = 30

/** Puts units into a lot; for a product that keeps none yet, first says that it does. */
export function LotDialog({ loose, onClose }: { loose: Loose | null; onClose: () => void }) {
  return loose ? <PutDialog loose={loose} onClose={onClose} /> : <KeepDialog onClose={onClose} />
}

function PutDialog({ loose, onClose }: { loose: Loose; onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.lots
  const [code, setCode] = useState('')
  const [expires_on, setExpires] = useState('')
  const [quantity, setQuantity] = useState<number | null>(loose.quantity)
  const put = useCommand('POST /api/stock-lots', {
    refresh: ['GET /api/stock-lots', 'GET /api/stock-lots/loose'],
    onDone: () => {
      toast(words.put_done(code))
      onClose()
    },
  })
  const submit = () => {
    if (quantity === null) return
    const { product, warehouse } = loose
    const expires = expires_on ? { expires_on } : {}
    put.mutate({
      body: { product_id: product.id, warehouse_id: warehouse.id, code: code.trim(), quantity, ...expires },
    })
  }
  return (
    <Dialog open onClose={onClose} title={words.put_title(loose.product.name)} text={loose.warehouse.name}>
      <Form className="bins-form" problem={put.error} onSubmit={submit}>
        <TextField label={words.code} value={code} onChange={setCode} autoFocus name="code" />
        <TextField
          label={words.expires}
          type="date"
          optional
          value={expires_on}
          onChange={setExpires}
          name="expires_on"
        />
        <NumberField label={t.common.quantity} value={quantity} onChange={setQuantity} name="quantity" />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={put.isPending} disabled={code.trim() === '' || quantity === null}>
            {words.put}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function KeepDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.lots
  const [product, setProduct] = useState<PickedProduct | null>(null)
  const [warn_days, setWarn] = useState<number | null>(days)
  const rule = useAnswer(
    'GET /api/products/:id/lot-rule',
    { params: { id: product?.id ?? '' } },
    { enabled: product !== null },
  )
  const set = useCommand('PUT /api/products/:id/lot-rule', {
    refresh: ['GET /api/stock-lots', 'GET /api/stock-lots/loose', 'GET /api/products/:id/lot-rule'],
    onDone: ({ tracks_lots }) => {
      toast(tracks_lots ? words.kept(product?.name ?? '') : words.not_kept(product?.name ?? ''))
      onClose()
    },
  })
  const keeps = product !== null && rule.data?.tracks_lots === true
  const change = (tracks_lots: boolean) => {
    if (!product) return
    const body = { tracks_lots, ...(warn_days === null ? {} : { warn_days }) }
    set.mutate({ params: { id: product.id }, body })
  }
  return (
    <Dialog open onClose={onClose} title={words.keep_title} text={words.keep_text}>
      <Form className="bins-form" problem={set.error} onSubmit={() => change(true)}>
        {product ? (
          <p className="row">
            <b className="grow">{product.name}</b>
            <Button size="s" onClick={() => setProduct(null)}>
              {words.other}
            </Button>
          </p>
        ) : (
          <ProductPicker label={words.product} onPick={setProduct} />
        )}
        <NumberField label={words.warn} help={words.warn_help} value={warn_days} onChange={setWarn} name="warn_days" />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          {keeps && (
            <Button kind="danger" busy={set.isPending} onClick={() => change(false)}>
              {words.stop}
            </Button>
          )}
          <Button kind="primary" type="submit" busy={set.isPending} disabled={product === null}>
            {words.keep}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
