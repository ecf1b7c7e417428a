import type { EntryOut } from '#money/contract'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import type { Column } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useMethodName } from './names.ts'

/** The columns of the money ledger, wherever its entries are listed. */
export function useEntryColumns(): Column<EntryOut>[] {
  const t = useText()
  const words = t.money.entries
  const format = useFormat()
  const nameOf = useMethodName()
  return [
    { key: 'at', head: words.when, cell: ({ created_at }) => format.moment(created_at) },
    { key: 'kind', head: words.kind, card: 'title', cell: ({ kind }) => <b>{words.kinds[kind]}</b> },
    { key: 'method', head: words.method, cell: ({ method }) => nameOf(method) },
    { key: 'says', head: words.detail, cell: (entry) => <Detail entry={entry} /> },
    { key: 'who', head: words.who, card: 'hidden', cell: ({ created_by_name }) => created_by_name },
    {
      key: 'amount',
      head: words.amount,
      align: 'number',
      card: 'side',
      cell: ({ amount }) => (
        <b>
          <Money minor={amount} />
        </b>
      ),
    },
  ]
}

function Detail({ entry }: { entry: EntryOut }) {
  const t = useText().money.entries
  const says = [entry.category, entry.description, entry.reference].filter(Boolean).join(' · ')
  return (
    <>
      {says}
      {says && entry.order_id && ' · '}
      {entry.order_id && <Link to={to.order(entry.order_id)}>{t.see_sale}</Link>}
    </>
  )
}
