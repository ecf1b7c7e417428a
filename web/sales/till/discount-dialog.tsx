import { useState } from 'react'
import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import type { Cart, CartAct, Discount } from './cart.ts'

type Kind = 'percent' | 'amount'

/** A discount on the line at hand or on the whole sale; above one's limit the supervisor's PIN is asked when paying. */
export function DiscountDialog({
  cart,
  act,
  onClose,
}: {
  cart: Cart
  act: (act: CartAct) => void
  onClose: () => void
}) {
  const t = useText()
  const may = useMay()
  const line = cart.lines.find(({ product }) => product.id === cart.hit)
  const [target, setTarget] = useState<'line' | 'all'>(line ? 'line' : 'all')
  const [kind, setKind] = useState<Kind>('percent')
  const [figure, setFigure] = useState<number | null>(null)
  const [price, setPrice] = useState<number | null>(null)
  const put = (discount: Discount | null) => {
    if (target === 'line' && line) act({ act: 'line-discount', product_id: line.product.id, discount })
    else act({ act: 'discount', discount })
    onClose()
  }
  const apply = () => {
    if (price !== null && line && target === 'line')
      act({ act: 'price', product_id: line.product.id, unit_price: price })
    if (figure !== null && figure > 0) put(asDiscount(kind, figure))
    else onClose()
  }
  const targets = [
    ...(line ? [{ value: 'line' as const, label: t.till.discount_of_line(line.product.name) }] : []),
    { value: 'all' as const, label: t.till.discount_of_all },
  ]
  return (
    <Dialog open onClose={onClose} title={t.till.discount_title}>
      <Form onSubmit={apply}>
        <Segmented label={t.till.discount_title} hideLabel value={target} onChange={setTarget} options={targets} />
        <Segmented
          label={t.till.discount_title}
          hideLabel
          value={kind}
          onChange={setKind}
          options={[
            { value: 'percent', label: t.till.discount_percent },
            { value: 'amount', label: t.till.discount_amount },
          ]}
        />
        {kind === 'percent' ? (
          <NumberField label={t.till.discount_percent} value={figure} onChange={setFigure} autoFocus size="l" />
        ) : (
          <MoneyField label={t.till.discount_amount} value={figure} onChange={setFigure} autoFocus size="l" />
        )}
        {target === 'line' && may('orders.price') && (
          <MoneyField label={t.till.new_price} optional value={price} onChange={setPrice} />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button kind="quiet" onClick={() => put(null)}>
            {t.till.discount_none}
          </Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter">
            {t.till.apply}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

const asDiscount = (kind: Kind, figure: number): Discount =>
  kind === 'amount' ? { minor: figure } : { basis_points: Math.min(10_000, Math.round(figure * 100)) }
