import type { FulfilmentOut, LineOut } from '#fulfilment/contract'
import { useText } from '../../text/text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** What was asked for, and how much of it is through each step. */
export function FulfilmentLines({ order }: { order: FulfilmentOut }) {
  const t = useText().fulfilment
  const words = t.order
  const format = useFormat()
  const step = (key: 'picked' | 'packed' | 'shipped'): Column<LineOut> => ({
    key,
    head: words[key],
    align: 'number',
    cell: (line) => (
      <span className={line[key] === line.quantity && line.quantity > 0 ? 'fulfilment-full' : 'quiet'}>
        {format.quantity(line[key])}
      </span>
    ),
  })
  const columns: Column<LineOut>[] = [
    { key: 'code', head: words.code, width: '124px', cell: ({ sku }) => <span className="code">{sku}</span> },
    {
      key: 'name',
      head: words.product,
      card: 'title',
      cell: ({ name, short }) => (
        <>
          {name}
          {short > 0 && <small className="fulfilment-short"> {words.short(format.quantity(short))}</small>}
        </>
      ),
    },
    ...(order.items.some(({ bin }) => bin !== null)
      ? [{ key: 'bin', head: words.bin, cell: ({ bin }: LineOut) => bin && <span className="code">{bin}</span> }]
      : []),
    {
      key: 'asked',
      head: words.asked,
      align: 'number',
      card: 'side',
      cell: ({ quantity }) => <b>{format.quantity(quantity)}</b>,
    },
    step('picked'),
    step('packed'),
    step('shipped'),
  ]
  return (
    <Table
      caption={words.lines}
      columns={columns}
      rows={order.items}
      rowKey={({ id }) => id}
      isHit={({ short }) => short > 0}
      foot={<span>{t.products_units(order.lines, format.quantity(order.units))}</span>}
    />
  )
}
