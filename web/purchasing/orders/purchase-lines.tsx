import type { PurchaseOut } from '#purchasing/contract'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { State } from '../../ui/chip.tsx'
import { Money } from '../../ui/money.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Item = PurchaseOut['items'][number]

/** What was asked, what came of it, and what it costs. */
export function PurchaseLines({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const columns = useColumns(order)
  return (
    <Table
      caption={t.products}
      columns={columns}
      rows={order.items}
      rowKey={({ id }) => id}
      empty={<p className="quiet sheet-pad">{t.no_lines}</p>}
      foot={<Sums order={order} />}
    />
  )
}

function Sums({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const format = useFormat()
  const { goods_cost_minor, freight_cost_minor } = order
  return (
    <>
      <span>{t.lines(order.lines)}</span>
      {goods_cost_minor !== undefined && (
        <span>
          {t.goods} <b>{format.money(goods_cost_minor)}</b>
        </span>
      )}
      {freight_cost_minor !== undefined && (
        <span>
          {t.freight} <b>{freight_cost_minor === 0 ? t.no_freight : format.money(freight_cost_minor)}</b>
        </span>
      )}
    </>
  )
}

function useColumns({ status, items }: PurchaseOut): Column<Item>[] {
  const t = useText().purchasing.orders
  const format = useFormat()
  const columns: Column<Item>[] = [
    {
      key: 'code',
      head: t.code_head,
      width: '120px',
      cell: ({ sku, supplier_code }) => (
        <span className="code">
          {sku}
          {supplier_code && <small className="quiet block">{supplier_code}</small>}
        </span>
      ),
    },
    {
      key: 'name',
      head: t.product,
      card: 'title',
      cell: ({ name, product_id }) => <Link to={to.product(product_id)}>{name}</Link>,
    },
    {
      key: 'quantity',
      head: t.ordered,
      align: 'number',
      cell: ({ quantity, pack_size }) => (
        <>
          <b>{format.quantity(quantity)}</b>
          {pack_size !== 1 && (
            <small className="quiet block">
              {t.packs(format.quantity(quantity / pack_size), format.quantity(pack_size))}
            </small>
          )}
        </>
      ),
    },
  ]
  if (status !== 'draft' && status !== 'cancelled') {
    columns.push({ key: 'came', head: t.came, align: 'number', cell: (item) => <Came item={item} /> })
  }
  if (items.some(({ cost_minor }) => cost_minor !== undefined)) {
    columns.push(
      {
        key: 'price',
        head: t.pack_price,
        align: 'number',
        cell: ({ pack_cost_minor }) => pack_cost_minor !== undefined && <Money minor={pack_cost_minor} />,
      },
      {
        key: 'cost',
        head: t.net,
        align: 'number',
        card: 'side',
        cell: ({ cost_minor }) => cost_minor !== undefined && <Money minor={cost_minor} />,
      },
    )
  }
  return columns
}

function Came({ item: { quantity, received_quantity, closed_at } }: { item: Item }) {
  const t = useText().purchasing.orders
  const format = useFormat()
  const isGivenUp = closed_at !== null && received_quantity < quantity
  return (
    <>
      {format.quantity(received_quantity)}
      {isGivenUp && <State tone="warn">{t.given_up}</State>}
      {!isGivenUp && received_quantity >= quantity && <State tone="ok">{t.whole}</State>}
    </>
  )
}
