import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MoneyField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import { familyRoutes } from './family-dialog.tsx'

type Family = AnswerOf<'GET /api/product-families/:id'>

/** One more of the family: what differs is written, the rest is taken from the one before. */
export function VariantDialog({ family, onClose }: { family: Family; onClose: () => void }) {
  const t = useText()
  const words = t.catalog.families
  const may = useMay()
  const like = family.variants.at(-1)
  const [options, setOptions] = useState<Readonly<Record<string, string>>>({})
  const [told, setTold] = useState(false)
  const form = useForm({
    price: like?.price ?? (null as number | null),
    cost: like?.cost ?? null,
    barcode: '',
    sku: '',
  })
  const typed = (option: string) => options[option]?.trim() ?? ''
  const name = [family.name, ...family.option_names.map(typed)].filter(Boolean).join(' ')
  const isTaken = family.variants.some((one) =>
    family.option_names.every((option) => one.options[option]?.toLowerCase() === typed(option).toLowerCase()),
  )
  const create = useCommand('POST /api/products', {
    refresh: [...familyRoutes, ...productRoutes],
    onDone: (saved) => {
      toast(t.catalog.created(saved.name))
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    setTold(true)
    const { price, cost, barcode, sku } = form.values
    const isWhole = form.judge({ price: price === null && t.catalog.form.price_missing })
    if (!isWhole || price === null || isTaken || family.option_names.some((option) => !typed(option))) return
    const body = {
      kind: like?.kind ?? ('good' as const),
      name,
      price,
      family_id: family.id,
      options: Object.fromEntries(family.option_names.map((option) => [option, typed(option)])),
      ...(may('costs.see') && cost !== null && { cost }),
      ...(sku.trim() && { sku: sku.trim() }),
      ...(barcode.trim() && { barcodes: [{ code: barcode.trim(), pack_quantity: 1 }] }),
      ...(like && { category_id: like.category_id, unit: like.unit, tax_class: like.tax_class }),
    }
    create.mutate({ body })
  }
  return (
    <Dialog open onClose={onClose} title={words.new_variant_title(family.name)} text={words.named(name)}>
      <Form className="stack" problem={create.error} onSubmit={submit}>
        <div className="form-grid">
          {family.option_names.map((option, index) => (
            <TextField
              key={option}
              label={option}
              autoFocus={index === 0}
              value={options[option] ?? ''}
              onChange={(value) => setOptions({ ...options, [option]: value })}
              error={told ? (typed(option) ? (isTaken ? words.taken : undefined) : t.common.required) : undefined}
            />
          ))}
          <MoneyField label={t.catalog.form.price} {...form.field('price')} />
          {may('costs.see') && <MoneyField label={t.catalog.form.cost} optional {...form.field('cost')} />}
          <TextField label={words.barcode} optional autoComplete="off" {...form.field('barcode')} />
          <TextField label={t.catalog.form.sku} optional autoComplete="off" {...form.field('sku')} />
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending}>
            {words.add_variant}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
