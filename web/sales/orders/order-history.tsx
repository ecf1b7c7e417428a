import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'

/** Who did what to the order, and when. */
export function OrderHistory({ order_id }: { order_id: string }) {
  const t = useText()
  const format = useFormat()
  const history = useAnswer('GET /api/orders/:id/history', { params: { id: order_id } })
  const names: Record<string, string> = t.sales.orders.actions
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.orders.history}>
      <h2 className="sign today-head">{t.sales.orders.history}</h2>
      <QueryState query={history} what={t.sales.orders.history} small rows={3}>
        {({ items }) => (
          <ol className="order-history">
            {items.map((one) => (
              <li key={`${one.at}${one.action}`}>
                <b>{names[one.action] ?? one.action}</b>
                <small className="quiet">
                  {format.moment(one.at)} · {t.sales.orders.history_says(one.actor_name)}
                </small>
                {one.reason && <small>{one.reason}</small>}
              </li>
            ))}
          </ol>
        )}
      </QueryState>
    </section>
  )
}
