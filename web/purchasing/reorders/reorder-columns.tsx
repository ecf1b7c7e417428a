import type { ReorderOut } from '#purchasing/contract'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { State } from '../../ui/chip.tsx'
import type { Column } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ReorderState } from './reorder-state.tsx'

export function useReorderColumns(): Column<ReorderOut>[] {
  const t = useText()
  const words = t.purchasing.reorders
  const format = useFormat()
  return [
    {
      key: 'code',
      head: t.purchasing.orders.code_head,
      width: '104px',
      cell: ({ product }) => <span className="code">{product.sku}</span>,
    },
    {
      key: 'product',
      head: t.purchasing.orders.product,
      sort: 'name',
      card: 'title',
      cell: ({ product }) => <b>{product.name}</b>,
    },
    {
      key: 'supplier',
      head: t.purchasing.supplier,
      card: 'plain',
      cell: ({ supplier }) => (supplier ? supplier.name : <State tone="warn">{words.no_supplier}</State>),
    },
    { key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }) => warehouse.name },
    { key: 'state', head: words.state, card: 'plain', cell: ({ status }) => <ReorderState status={status} /> },
    {
      key: 'order',
      head: words.order,
      cell: ({ purchase_order }) =>
        purchase_order && (
          <Link to={to.purchase(purchase_order.id)}>{t.purchasing.orders.code(purchase_order.number)}</Link>
        ),
    },
    { key: 'source', head: words.source, card: 'hidden', cell: ({ source }) => words.sources[source] },
    { key: 'when', head: words.when, sort: 'created_at', cell: ({ created_at }) => format.nearDay(created_at) },
    {
      key: 'quantity',
      head: words.quantity,
      align: 'number',
      sort: 'quantity',
      card: 'side',
      cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
    },
  ]
}
