import type { InvoiceOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import type { Column } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { InvoiceState, MatchState } from './invoice-state.tsx'

export function useInvoiceColumns({ withSupplier }: { withSupplier: boolean }): Column<InvoiceOut>[] {
  const t = useText().purchasing
  const words = t.invoices
  const format = useFormat()
  const columns: Column<InvoiceOut>[] = [
    {
      key: 'label',
      head: words.document,
      card: withSupplier ? 'line' : 'title',
      cell: ({ document_label }) => <b className="code">{document_label}</b>,
    },
  ]
  if (withSupplier) {
    columns.push({
      key: 'supplier',
      head: t.supplier,
      sort: 'supplier',
      card: 'title',
      cell: ({ supplier }) => <b>{supplier.name}</b>,
    })
  }
  columns.push(
    { key: 'state', head: words.state, card: 'plain', cell: (invoice) => <InvoiceState invoice={invoice} /> },
    { key: 'match', head: words.match, card: 'plain', cell: ({ match }) => <MatchState match={match} /> },
    { key: 'issued', head: words.issued, sort: 'issued_on', cell: ({ issued_on }) => format.day(issued_on) },
    { key: 'due_on', head: words.due_on, sort: 'due_on', cell: ({ due_on }) => format.day(due_on) },
    { key: 'total', head: words.total, align: 'number', sort: 'total', cell: ({ total }) => <Money minor={total} /> },
    {
      key: 'due',
      head: words.open_amount,
      align: 'number',
      card: 'side',
      cell: ({ due_minor }) => <Money minor={due_minor} blankZero />,
    },
  )
  return columns
}
