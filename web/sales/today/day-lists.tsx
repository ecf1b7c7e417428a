import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'

const SHOWN = 6

export function TopProducts({ store_id }: { store_id: string | undefined }) {
  const t = useText()
  const format = useFormat()
  const top = useAnswer('GET /api/dashboard/top-products', { query: { store_id, days: '7', limit: String(SHOWN) } })
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.today.top}>
      <h2 className="sign today-head">
        {t.sales.today.top} <small className="quiet">{t.sales.today.top_note}</small>
      </h2>
      <QueryState query={top} what={t.sales.today.top} small rows={SHOWN}>
        {({ items }) => (
          <table className="day-table">
            <thead>
              <tr>
                <th>{t.sales.orders.product}</th>
                <th>{t.sales.today.units}</th>
                <th>{t.sales.today.sales_word}</th>
                <th className="day-wide">{t.sales.today.share}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.product_id}>
                  <td>
                    <Link to={to.product(one.product_id)}>{one.name}</Link>
                  </td>
                  <td>{format.quantity(one.units)}</td>
                  <td>
                    <b>
                      <Money minor={one.sales_minor} />
                    </b>
                  </td>
                  <td className="day-wide">{format.percent(one.share_basis_points / 10_000)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </QueryState>
    </section>
  )
}

export function LowStock() {
  const t = useText()
  const format = useFormat()
  const alerts = useAnswer('GET /api/stock-alerts', { query: { limit: String(SHOWN) } })
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.today.low}>
      <div className="today-row">
        <h2 className="sign today-head">{t.sales.today.low}</h2>
        <Link to={to.lowStock()}>{t.sales.today.low_all}</Link>
      </div>
      <QueryState query={alerts} what={t.sales.today.low} small rows={SHOWN}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t.sales.today.low_none}</p>
          ) : (
            <table className="day-table">
              <thead>
                <tr>
                  <th>{t.sales.orders.product}</th>
                  <th>{t.sales.today.left}</th>
                  <th>{t.sales.today.minimum}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ product, warehouse, available, min_stock, level }) => (
                  <tr key={product.id + warehouse.id}>
                    <td>
                      <Link to={to.product(product.id)}>{product.name}</Link>
                    </td>
                    <td>
                      <b className={cx(level === 'critical' && 'day-bad')}>{format.quantity(available)}</b>
                    </td>
                    <td>{format.quantity(min_stock)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryState>
    </section>
  )
}
