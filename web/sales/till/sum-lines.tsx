import type { Settings } from '#company/contract'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import type { Cart } from './cart.ts'
import type { Checkout } from './use-checkout.ts'

/** The sums above the plate; a zero that says nothing is left out. */
export function SumLines({ cart, checkout, settings }: { cart: Cart; checkout: Checkout; settings: Settings }) {
  const t = useText()
  const { local, validation, total, paid, giving, isCash } = checkout
  const rounding =
    giving && isCash(giving.method) && paid.isCovered ? (giving.amount ?? 0) - paid.change - cashPart(checkout) : 0
  const tax = validation?.totals.tax_minor ?? null
  return (
    <dl className="sum-lines">
      <dt>{t.till.subtotal}</dt>
      <dd>
        <Money minor={local.subtotal} />
      </dd>
      {local.discount > 0 && (
        <>
          <dt>{t.till.discount}</dt>
          <dd className="discount">
            <Money minor={-local.discount} />
          </dd>
        </>
      )}
      {rounding !== 0 && (
        <>
          <dt>{t.till.rounding}</dt>
          <dd>
            <Money minor={rounding} />
          </dd>
        </>
      )}
      {cart.lines.length > 0 && tax !== null && validation?.totals.total === total && (
        <>
          <dt>
            {settings.prices_include_tax ? t.till.tax_included(settings.tax_name) : t.till.tax_added(settings.tax_name)}
          </dt>
          <dd>
            <Money minor={tax} />
          </dd>
        </>
      )}
    </dl>
  )
}

const cashPart = ({ total, tenders, isCash }: Checkout): number =>
  total - tenders.filter(({ method }) => !isCash(method)).reduce((sum, { amount }) => sum + amount, 0)
