import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type Payment, RefundDialog } from './refund-dialog.tsx'

/** The entries of the money ledger that belong to this order; a refund is a new entry. */
export function OrderPayments({ order }: { order: OrderOut }) {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const [refunding, setRefunding] = useState<Payment | null>(null)
  const payments = useAnswer('GET /api/payments', { query: { order_id: order.id } }, { enabled: may('payments.see') })
  const methods = useAnswer('GET /api/payment-methods', { query: {} }, { enabled: may('payments.see') })
  const nameOf = (code: string | null) => methods.data?.items.find((method) => method.code === code)?.name ?? code
  if (!may('payments.see')) return null
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.orders.payments}>
      <h2 className="sign today-head">{t.sales.orders.payments}</h2>
      <QueryState query={payments} what={t.sales.orders.payments} small rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t.sales.orders.no_payments}</p>
          ) : (
            <ul className="order-payments">
              {items.map((one) => (
                <li key={one.id}>
                  <span className="grow">
                    {nameOf(one.method)}
                    <small className="quiet">
                      {format.moment(one.created_at)}
                      {one.reference ? ` · ${one.reference}` : ''}
                    </small>
                  </span>
                  <Money minor={one.amount} />
                  {one.kind === 'charge' && may('payments.take') && (
                    <IconButton
                      size="s"
                      icon={Undo2}
                      label={`${t.sales.orders.refund}: ${format.money(one.amount)}`}
                      onClick={() => setRefunding(one)}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      <dl className="order-sums">
        <div>
          <dt>{t.sales.orders.paid}</dt>
          <dd>
            <Money minor={order.paid_minor} />
          </dd>
        </div>
        {order.refunded_minor > 0 && (
          <div>
            <dt>{t.sales.orders.refunded}</dt>
            <dd>
              <Money minor={-order.refunded_minor} />
            </dd>
          </div>
        )}
        {order.due_minor > 0 && (
          <div>
            <dt>{t.sales.orders.due}</dt>
            <dd>
              <b>
                <Money minor={order.due_minor} />
              </b>
            </dd>
          </div>
        )}
      </dl>
      {refunding && <RefundDialog payment={refunding} onClose={() => setRefunding(null)} />}
    </section>
  )
}
