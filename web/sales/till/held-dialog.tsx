import { useState } from 'react'
import type { TillSessionOut } from '#money/contract'
import type { HeldCartOut } from '#sales/contract'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form, ProblemNote } from '../../ui/form.tsx'
import { Money } from '../../ui/money.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { asOrder, type Cart, type CartLine, emptyCart } from './cart.ts'
import { sellableOf } from './lookup.ts'
import { newId } from './new-id.ts'
import type { CartInHand } from './use-cart.ts'

type HeldProps = CartInHand & { session: TillSessionOut; onClose: () => void }

/** F10: with a cart in hand it is put aside; with an empty one, those put aside are shown. */
export function HeldDialog(props: HeldProps) {
  const t = useText()
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t.till.held_title}
      actions={<Button onClick={props.onClose}>{t.common.back}</Button>}
    >
      {props.cart.lines.length > 0 ? <HoldForm {...props} /> : <HeldList {...props} />}
    </Dialog>
  )
}

function HoldForm({ cart, whileSent, session, onClose }: HeldProps) {
  const t = useText()
  const [label, setLabel] = useState(cart.buyer?.name ?? '')
  const hold = useCommand('POST /api/held-carts', { refresh: ['GET /api/held-carts'], onDone: onClose })
  const putAside = () =>
    whileSent(async () => {
      await hold.mutateAsync({
        body: { ...asOrder(cart), store_id: session.store_id, ...(label.trim() ? { label: label.trim() } : {}) },
      })
      return emptyCart(newId())
    })
  return (
    // What is refused is drawn from `hold.error`.
    <Form problem={hold.error} onSubmit={() => void putAside().catch(() => undefined)}>
      <TextField label={t.till.held_label} optional value={label} onChange={setLabel} autoFocus maxLength={80} />
      <Button kind="primary" type="submit" keys="Enter" busy={hold.isPending}>
        {t.till.hold}
      </Button>
    </Form>
  )
}

function HeldList({ whileSent, session, onClose }: HeldProps) {
  const t = useText()
  const format = useFormat()
  const [problem, setProblem] = useState<Problem | null>(null)
  const held = useAnswer('GET /api/held-carts', { query: { store_id: session.store_id } })
  const recall = useCommand('POST /api/held-carts/:id/recall', { refresh: ['GET /api/held-carts'] })
  const take = async (one: HeldCartOut) => {
    try {
      await whileSent(async () => {
        // Everything is at hand before the shop gives it up: a lost line in between loses no cart.
        const cart = await cartOf(one)
        await recall.mutateAsync({ params: { id: one.id } })
        onClose()
        return cart
      })
    } catch (error) {
      setProblem(problemFrom(error))
    }
  }
  const items = held.data?.items ?? []
  if (held.data && items.length === 0) return <p className="quiet">{t.till.held_empty}</p>
  return (
    <>
      <ProblemNote problem={problem} />
      <ul className="held-list">
        {items.map((one, at) => (
          <li key={one.id}>
            <span>
              <b>{one.label ?? format.time(one.created_at)}</b>
              <small className="quiet">
                {one.created_by_name} · {format.moment(one.created_at)}
              </small>
            </span>
            <Money minor={one.total} />
            <Button autoFocus={at === 0} onClick={() => void take(one)}>
              {t.till.recall}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A held cart keeps products by id; their names and prices are today's. */
async function cartOf(held: HeldCartOut): Promise<Cart> {
  const lines = await Promise.all(
    held.items.map(async (item): Promise<CartLine> => {
      const product = await call('GET /api/products/:id', { params: { id: item.product_id } })
      return {
        product: sellableOf(product),
        quantity: item.quantity,
        unit_price: item.unit_price ?? null,
        discount: discountIn(item),
      }
    }),
  )
  const buyer = held.customer_id ? await call('GET /api/customers/:id', { params: { id: held.customer_id } }) : null
  return {
    id: newId(),
    lines,
    hit: lines.at(-1)?.product.id ?? null,
    buyer: buyer && { id: buyer.id, name: buyer.name, tax_id: buyer.tax_id_text },
    discount: discountIn({
      discount_basis_points: held.discount_basis_points ?? undefined,
      discount_minor: held.discount_minor ?? undefined,
    }),
  }
}

function discountIn(given: { discount_basis_points?: number | undefined; discount_minor?: number | undefined }) {
  if (given.discount_basis_points !== undefined) return { basis_points: given.discount_basis_points }
  return given.discount_minor === undefined ? null : { minor: given.discount_minor }
}
