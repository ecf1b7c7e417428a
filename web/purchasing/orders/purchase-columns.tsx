import type { PurchaseSummaryOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import type { Column } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PurchaseState } from './purchase-state.tsx'

const whole = 100

/** An order in a list; its supplier is left out on the supplier's own page. */
export function usePurchaseColumns({ withSupplier }: { withSupplier: boolean }): Column<PurchaseSummaryOut>[] {
  const t = useText()
  const words = t.purchasing.orders
  const format = useFormat()
  const may = useMay()
  const columns: Column<PurchaseSummaryOut>[] = [
    {
      key: 'number',
      head: words.number,
      width: '84px',
      sort: 'number',
      ...(withSupplier ? {} : { card: 'title' as const }),
      cell: ({ number }) => <span className="code">{words.code(number)}</span>,
    },
  ]
  if (withSupplier) {
    columns.push({
      key: 'supplier',
      head: t.purchasing.supplier,
      sort: 'supplier',
      card: 'title',
      cell: ({ supplier }) => <b>{supplier.name}</b>,
    })
  }
  columns.push(
    { key: 'state', head: words.state, card: 'plain', cell: (order) => <PurchaseState order={order} /> },
    {
      key: 'expected',
      head: words.expected,
      sort: 'expected_on',
      cell: ({ expected_on }) => expected_on && format.day(expected_on),
    },
    { key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }) => warehouse.name },
    { key: 'lines', head: words.products, align: 'number', cell: ({ lines }) => format.quantity(lines) },
    {
      key: 'came',
      head: words.came,
      align: 'number',
      cell: ({ received_percent, status }) =>
        status !== 'draft' && status !== 'cancelled' && format.percent(received_percent / whole, 0),
    },
  )
  if (may('costs.see')) {
    columns.push({
      key: 'cost',
      head: words.net_total,
      align: 'number',
      sort: 'cost_minor',
      card: 'side',
      cell: ({ cost_minor }) => cost_minor !== undefined && <Money minor={cost_minor} />,
    })
  }
  return columns
}
