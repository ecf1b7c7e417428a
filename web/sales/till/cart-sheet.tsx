import { memo, useEffect, useRef } from 'react'
import type { ValidationOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { Money } from '../../ui/money.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type Cart, type CartAct, type CartLine, discountOf, lineGross, lineTotal } from './cart.ts'

type Verdict = ValidationOut['items'][number]
type CartSheetProps = { cart: Cart; act: (act: CartAct) => void; verdicts: readonly Verdict[] }

/** The page of the ledger the sale is written on: number, red margin, product, quantity, price, amount. */
export const CartSheet = memo(({ cart, act, verdicts }: CartSheetProps) => {
  const t = useText()
  const end = useRef<HTMLTableRowElement>(null)
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.product_id, verdict]))
  useEffect(() => {
    const row = document.querySelector(`[data-line="${cart.hit}"]`) ?? end.current
    row?.scrollIntoView({ block: 'nearest' })
  }, [cart.hit])
  return (
    <div className="cart-sheet" aria-live="polite">
      <table className="cart-lines">
        <caption className="only-read">{t.till.title}</caption>
        <thead>
          <tr>
            <th className="cart-no">{t.till.line_no}</th>
            <th className="cart-product">{t.till.product}</th>
            <th className="cart-quantity">{t.till.quantity}</th>
            <th className="cart-price">{t.till.price}</th>
            <th className="cart-amount">{t.till.amount}</th>
          </tr>
        </thead>
        <tbody>
          {cart.lines.map((line, index) => {
            const { status, available } = verdictOf.get(line.product.id) ?? unjudged
            const isHit = line.product.id === cart.hit
            const shown = { line, number: index + 1, act, isHit, status, available }
            return <LineRow key={line.product.id} {...shown} />
          })}
          <tr ref={end} className="cart-next">
            <td />
            <td colSpan={4}>{cart.lines.length === 0 ? t.till.empty : t.till.next_here}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
})

type Standing = { status: Verdict['status'] | null; available: number }
const unjudged: Standing = { status: null, available: 0 }

type LineRowProps = Standing & {
  line: CartLine
  number: number
  act: CartSheetProps['act']
  isHit: boolean
}

/** Only a line that changed is drawn again: with a long sale in hand, the next scan is on the screen as soon. */
const LineRow = memo(({ line, number, act, isHit, status, available }: LineRowProps) => {
  const { product, quantity, unit_price, discount } = line
  return (
    <tr className={cx(isHit && 'hit')} data-line={product.id}>
      <td className="cart-no">{number}</td>
      <td className="cart-product">
        <span className="cart-name">{product.name}</span>
        <span className="cart-sub">
          <span className="code">{product.sku}</span>
          <Left line={line} status={status} available={available} />
        </span>
      </td>
      <td className="cart-quantity">
        <QuantityStepper
          label={product.name}
          value={quantity}
          step={1}
          onChange={(next) => act({ act: 'quantity', product_id: product.id, quantity: next })}
        />
      </td>
      <td className="cart-price">
        <Money minor={unit_price ?? product.price} />
        {discount && <LineDiscount line={line} />}
      </td>
      <td className="cart-amount">
        <Money minor={lineTotal(line)} />
      </td>
    </tr>
  )
})

function LineDiscount({ line }: { line: CartLine }) {
  const format = useFormat()
  const { discount } = line
  if (!discount) return null
  const share = 'basis_points' in discount ? `−${format.percent(discount.basis_points / 10_000)} · ` : ''
  return (
    <span className="cart-discount">
      {share}
      <Money minor={-discountOf(lineGross(line), discount)} />
    </span>
  )
}

/** What is left is quiet; only a line that is short, or takes the last one, speaks up. */
function Left({ line, status, available }: Standing & { line: CartLine }) {
  const t = useText()
  const format = useFormat()
  if (line.product.kind === 'service') return <> · {t.till.service}</>
  if (status === null || status === 'not_found') return null
  if (status === 'in_stock') {
    const isLast = available === line.quantity
    return <> · {isLast ? <b>{t.till.last_unit}</b> : t.till.left(format.quantity(available))}</>
  }
  return (
    <strong className="cart-short">
      {' '}
      · {t.till.short(format.quantity(available), format.quantity(line.quantity))}
    </strong>
  )
}
