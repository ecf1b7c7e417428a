import { useState } from 'react'
import type { OfferOut } from '#purchasing/contract'
import { useCommand } from '../../api/use-answer.ts'
import { type PickedProduct, ProductPicker } from '../../catalog/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { offerRoutes } from '../stale-routes.ts'
import type { Supplier } from './supplier-page.tsx'

type DialogProps = { supplier: Supplier; offer: OfferOut | null; onClose: () => void }

const startOf = (offer: OfferOut | null) => ({
  supplier_code: offer?.supplier_code ?? '',
  pack_size: (offer?.pack_size ?? 1) as number | null,
  pack_cost_minor: offer?.pack_cost_minor ?? null,
  minimum_quantity: (offer?.minimum_quantity ?? 0) as number | null,
  lead_time_days: offer?.lead_time_days ?? null,
  is_preferred: offer?.is_preferred ?? false,
})

/** How a supplier sells a product: another one's way is another offer. */
export function OfferDialog({ supplier, offer, onClose }: DialogProps) {
  const t = useText()
  const words = t.purchasing.offers
  const [product, setProduct] = useState<Pick<PickedProduct, 'id' | 'name'> | null>(offer?.product ?? null)
  const form = useForm(startOf(offer))
  const acts = useOfferActs({ onClose, onRefused: form.refuse })
  const submit = () => {
    const { values } = form
    const isWhole = form.judge({
      pack_cost_minor: values.pack_cost_minor === null && t.common.required,
      pack_size: values.pack_size === null && t.common.required,
    })
    if (!isWhole || !product) return
    const body = {
      supplier_code: values.supplier_code.trim() || null,
      pack_size: values.pack_size ?? 1,
      pack_cost_minor: values.pack_cost_minor ?? 0,
      minimum_quantity: values.minimum_quantity ?? 0,
      lead_time_days: values.lead_time_days,
      is_preferred: values.is_preferred,
    }
    if (offer) acts.change.mutate({ params: { id: supplier.id, offer_id: offer.id }, body })
    else acts.attach.mutate({ params: { id: supplier.id }, body: { product_id: product.id, ...body } })
  }
  return (
    <Dialog open onClose={onClose} title={product ? product.name : words.new_title} text={words.text(supplier.name)}>
      <Form problem={acts.problem} onSubmit={submit} className="stack">
        {!offer && <ProductPicker label={product ? words.other_product : words.product} onPick={setProduct} />}
        <div className="supplier-grid">
          <TextField label={words.their_code} optional help={words.their_code_help} {...form.field('supplier_code')} />
          <NumberField label={words.pack} help={words.pack_help} {...form.field('pack_size')} />
          <MoneyField label={words.pack_price} help={words.without_tax} {...form.field('pack_cost_minor')} />
          <NumberField label={words.minimum} {...form.field('minimum_quantity')} />
          <NumberField label={words.lead_time_field} optional {...form.field('lead_time_days')} />
        </div>
        <Checkbox
          checked={form.values.is_preferred}
          onChange={(is_preferred) => form.set('is_preferred', is_preferred)}
          label={words.prefer}
          help={words.prefer_help}
        />
        <div className="dialog-actions">
          {offer && (
            <Button
              kind="danger"
              busy={acts.drop.isPending}
              onClick={() => acts.drop.mutate({ params: { id: supplier.id, offer_id: offer.id } })}
            >
              {words.drop}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" disabled={product === null} busy={acts.busy}>
            {t.common.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type Errors = readonly { path: string; message: string }[]

function useOfferActs({ onClose, onRefused }: { onClose: () => void; onRefused: (errors: Errors) => void }) {
  const t = useText().purchasing.offers
  const options = (says: string) => ({
    refresh: offerRoutes,
    onDone: () => {
      toast(says)
      onClose()
    },
    onRefused: ({ errors }: { errors: Errors }) => onRefused(errors),
  })
  const attach = useCommand('POST /api/suppliers/:id/attach-product', options(t.saved))
  const change = useCommand('PATCH /api/suppliers/:id/products/:offer_id', options(t.saved))
  const drop = useCommand('DELETE /api/suppliers/:id/products/:offer_id', options(t.dropped))
  return {
    attach,
    change,
    drop,
    busy: attach.isPending || change.isPending,
    problem: attach.error ?? change.error ?? drop.error,
  }
}
