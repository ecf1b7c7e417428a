import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { useMay, useSession } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import { ProductConflict } from './product-conflict.tsx'
import { ProductFields } from './product-fields.tsx'
import type { Product } from './product-panel.tsx'
import { bodyOf, changesSince, type Kind, valuesOf } from './product-values.ts'
import { stockRoutes } from './refresh.ts'
import './inventory.css'

type DialogProps = {
  /** Null makes a new one. */
  product: Product | null
  barcode?: string
  kind?: Kind
  onClose: () => void
  onSaved: (product: Product) => void
}

/** Makes a product or changes one; what the server refuses stands beside its field. */
export function ProductFormDialog({ product, barcode = '', kind = 'good', onClose, onSaved }: DialogProps) {
  const t = useText().catalog
  return (
    <Dialog open stays size="l" onClose={onClose} title={product ? product.name : t.new_title}>
      <ProductForm product={product} barcode={barcode} kind={kind} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  )
}

function ProductForm({ product, barcode, kind, onClose, onSaved }: Required<DialogProps>) {
  const t = useText()
  const words = t.catalog.form
  const [base, setBase] = useState(product)
  const form = useForm(valuesOf(product, kind, barcode))
  const refused = ({ errors }: Problem) => form.refuse(errors.map(ofField))
  const refresh = [...productRoutes, ...stockRoutes]
  const create = useCommand('POST /api/products', {
    refresh,
    onDone: (saved) => {
      toast(t.catalog.created(saved.name))
      onSaved(saved)
    },
    onRefused: refused,
  })
  const change = useCommand('PATCH /api/products/:id', {
    refresh,
    onDone: (saved) => {
      toast(t.catalog.saved)
      onSaved(saved)
    },
    onRefused: refused,
  })
  const hidden = useHidden(base)
  const save = (from: Product) => {
    const changes = without(changesSince(valuesOf(from, kind, ''), form.values, from.barcodes), hidden)
    if (Object.keys(changes).length === 0) onClose()
    else change.mutate({ params: { id: from.id }, body: changes, version: from.version })
  }
  const submit = () => {
    if (!form.judge({ price: form.values.price === null && words.price_missing })) return
    if (base) save(base)
    else create.mutate({ body: { kind: form.values.kind, ...without(bodyOf(form.values), hidden) } })
  }
  const takeTheirs = (current: Product) => {
    setBase(current)
    form.restart(valuesOf(current, kind, ''))
    change.reset()
  }
  const conflict = change.error?.status === 412 ? change.error : null
  return (
    <Form problem={conflict ? null : (create.error ?? change.error)} onSubmit={submit}>
      {conflict && (
        <ProductConflict
          problem={conflict}
          onMine={(current) => {
            setBase(current)
            save({ ...(base ?? current), version: current.version })
          }}
          onTheirs={takeTheirs}
        />
      )}
      {!base && (
        <Segmented
          label={words.kind}
          value={form.values.kind}
          onChange={(next) => form.set('kind', next)}
          options={[
            { value: 'good', label: words.good },
            { value: 'service', label: words.service },
          ]}
        />
      )}
      <ProductFields form={form} isNew={!base} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" keys="Enter" busy={create.isPending || change.isPending}>
          {base ? words.save : words.create}
        </Button>
      </div>
    </Form>
  )
}

/** What this person or this kind of product has no field for is not sent at all. */
function useHidden(product: Product | null): ReadonlySet<string> {
  const may = useMay()
  const { business } = useSession()
  return new Set([
    ...(may('costs.see') ? [] : ['cost']),
    ...(product && !may('prices.edit') ? ['price'] : []),
    ...(business ? [] : ['tax_class']),
  ])
}

const without = <Body extends object>(body: Body, hidden: ReadonlySet<string>): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !hidden.has(key))) as Body

/** A refusal of one barcode belongs to the field of all of them. */
const ofField = <Refused extends { path: string }>(error: Refused): Refused =>
  /barcode/.test(error.path) ? { ...error, path: 'barcodes' } : error
