import type { LineOut, OrderOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { useFormat } from '../../ui/use-format.ts'

export function OrderLines({ lines }: { lines: readonly Omit<LineOut, 'cost_minor'>[] }) {
  const t = useText()
  const format = useFormat()
  const words = t.sales.orders
  return (
    <ScrollBox>
      <table className="order-lines">
        <caption className="only-read">{words.lines}</caption>
        <thead>
          <tr>
            <th>{words.product}</th>
            <th>{words.quantity}</th>
            <th>{words.price}</th>
            <th>{words.amount}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <b>{line.name}</b>
                <small className="code quiet">
                  {line.sku}
                  {line.note ? ` · ${line.note}` : ''}
                </small>
              </td>
              <td>{format.quantity(line.quantity)}</td>
              <td>
                <Money minor={line.unit_price} />
                {line.discount_minor > 0 && (
                  <small className="order-discount">
                    <Money minor={-line.discount_minor} />
                  </small>
                )}
              </td>
              <td>
                <b>
                  <Money minor={line.total} />
                </b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

type Sums = Pick<
  OrderOut,
  'subtotal_minor' | 'discount_minor' | 'net_minor' | 'exempt_minor' | 'total' | 'margin_minor'
>

export function OrderSums({ order }: { order: Sums }) {
  const words = useText().sales.orders
  const rows: [string, number, boolean][] = [
    [words.subtotal, order.subtotal_minor, order.discount_minor > 0],
    [words.discount, -order.discount_minor, order.discount_minor > 0],
    [words.net, order.net_minor, order.net_minor !== order.total],
    [words.exempt, order.exempt_minor, order.exempt_minor > 0],
  ]
  return (
    <dl className="order-sums">
      {rows
        .filter(([, , shown]) => shown)
        .map(([name, minor]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Money minor={minor} />
            </dd>
          </div>
        ))}
      <div className="order-total">
        <dt>{words.total}</dt>
        <dd>
          <Money minor={order.total} raised />
        </dd>
      </div>
      {order.margin_minor !== undefined && order.margin_minor !== null && (
        <div>
          <dt>{words.margin}</dt>
          <dd>
            <Money minor={order.margin_minor} bad />
          </dd>
        </div>
      )}
    </dl>
  )
}
