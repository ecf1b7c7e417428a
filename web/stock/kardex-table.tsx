import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { KardexRow } from './use-kardex.ts'

/** `several` when movements of more than one warehouse may stand there. */
type TableProps = { rows: readonly KardexRow[]; several: boolean; foot: React.ReactNode }

/** Movements, latest first; the red margin stands before the running balance. */
export function KardexTable({ rows, several, foot }: TableProps) {
  const t = useText().stock
  const columns = useColumns({ several, costs: rows.some(({ value_minor }) => value_minor !== undefined) })
  return (
    <Table
      caption={t.kardex.title}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => String(id)}
      foot={foot}
      empty={<p className="quiet kardex-none">{t.kardex.none}</p>}
    />
  )
}

function DocumentCell({ row }: { row: KardexRow }) {
  const reasons: Readonly<Record<string, string>> = useText().returns.reasons
  // A return writes the code of its reason; people write sentences.
  const reason = row.reason && (reasons[row.reason] ?? row.reason)
  return (
    <>
      <MovementDocument row={row} />
      {reason && <small className="quiet movement-reason">{reason}</small>}
    </>
  )
}

function useColumns({ several, costs }: { several: boolean; costs: boolean }) {
  const t = useText().stock
  const format = useFormat()
  const columns: Column<KardexRow>[] = [
    { key: 'at', head: t.kardex.date, width: '104px', cell: ({ at }) => format.moment(at), card: 'plain' },
    { key: 'document', head: t.kardex.document, card: 'title', cell: (row) => <DocumentCell row={row} /> },
  ]
  if (several) columns.push({ key: 'warehouse', head: t.warehouse, cell: ({ warehouse }) => warehouse.name })
  columns.push({ key: 'who', head: t.kardex.who, cell: ({ actor_name }) => actor_name })
  columns.push(
    {
      key: 'enters',
      head: t.kardex.enters,
      align: 'number',
      cell: ({ quantity }) => quantity > 0 && <span className="good">{format.quantity(quantity)}</span>,
    },
    {
      key: 'leaves',
      head: t.kardex.leaves,
      align: 'number',
      cell: ({ quantity }) => quantity < 0 && format.quantity(-quantity),
    },
    {
      key: 'balance',
      head: t.kardex.balance,
      align: 'number',
      margin: true,
      card: 'side',
      cell: ({ balance }) => <b>{format.quantity(balance)}</b>,
    },
  )
  if (costs) {
    columns.push({
      key: 'value',
      head: t.kardex.value,
      align: 'number',
      cell: ({ value_minor }) => value_minor !== undefined && <Money minor={value_minor} />,
    })
  }
  return columns
}

/** What made goods move, and the way to it where it is a sale. */
export function MovementDocument({ row }: { row: KardexRow }) {
  const t = useText().stock
  const label = row.cause_label
  // A bare number says nothing: "Recepción 12", but "B-12" and "T-4" speak for themselves.
  const name = label && /^\d+$/.test(label) ? `${t.kinds[row.kind]} ${label}` : (label ?? t.kinds[row.kind])
  const isSale = row.cause_kind === 'order' || row.cause_kind === 'sale'
  return isSale ? <Link to={to.order(row.cause_id)}>{name}</Link> : <span>{name}</span>
}
