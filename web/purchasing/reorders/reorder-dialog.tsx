import { useState } from 'react'
import { useCommand } from '../../api/use-answer.ts'
import { type PickedProduct, ProductPicker } from '../../catalog/parts.tsx'
import { WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { reorderRoutes } from '../stale-routes.ts'
import { type PickedSupplier, SupplierPicker } from '../supplier-picker.tsx'

type Product = Pick<PickedProduct, 'id' | 'name'>

/** Asks for more of a product. What is left open follows the product: its usual quantity, its preferred supplier. */
export function ReorderDialog({ product: given = null, onClose }: { product?: Product | null; onClose: () => void }) {
  const t = useText()
  const words = t.purchasing.reorders
  const [product, setProduct] = useState<Product | null>(given)
  const [supplier, setSupplier] = useState<PickedSupplier | null>(null)
  const [quantity, setQuantity] = useState<number | null>(null)
  const [warehouse_id, setWarehouse] = useState('')
  const [notes, setNotes] = useState('')
  const request = useCommand('POST /api/reorders', {
    refresh: reorderRoutes,
    onDone: (made) => {
      toast(words.requested(made.product.name, made.quantity))
      onClose()
    },
  })
  const submit = () => {
    if (!product) return
    request.mutate({
      body: {
        product_id: product.id,
        ...(supplier ? { supplier_id: supplier.id } : {}),
        ...(quantity === null ? {} : { quantity }),
        ...(warehouse_id ? { warehouse_id } : {}),
        ...(notes.trim() ? { notes: notes.trim() } : {}),
      },
    })
  }
  return (
    <Dialog open onClose={onClose} title={product ? product.name : words.new_title} text={words.new_text}>
      <Form problem={request.error} onSubmit={submit} className="stack">
        {!given && (
          <ProductPicker
            label={product ? t.purchasing.offers.other_product : t.purchasing.orders.product}
            onPick={setProduct}
          />
        )}
        <NumberField
          label={words.quantity}
          optional
          value={quantity}
          onChange={setQuantity}
          help={words.quantity_help}
          name="quantity"
        />
        <SupplierPicker optional picked={supplier} onPick={setSupplier} />
        <WarehouseSelect
          label={t.stock.warehouse}
          none={t.purchasing.orders.usual_warehouse}
          value={warehouse_id}
          onChange={setWarehouse}
        />
        <TextField label={t.purchasing.orders.notes} optional value={notes} onChange={setNotes} name="notes" />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" disabled={!product} busy={request.isPending}>
            {words.request}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
