import { Undo2 } from 'lucide-react'
import type { EntryOut, ExpenseOut } from '#money/contract'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Money } from '../ui/money.tsx'
import type { Column } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useMethodName } from './names.ts'

/** An expense as it is read in a list of expenses: what was spent is positive there. */
export function useExpenseColumns(onReverse: (expense: ExpenseOut) => void): Column<ExpenseOut>[] {
  const t = useText()
  const words = t.money.expenses
  const format = useFormat()
  const nameOf = useMethodName()
  const may = useMay()
  return [
    { key: 'at', head: t.money.entries.when, cell: ({ created_at }) => format.moment(created_at) },
    { key: 'category', head: words.category, card: 'title', cell: ({ category }) => <b>{category}</b> },
    { key: 'says', head: t.money.entries.detail, cell: (entry) => <Detail entry={entry} /> },
    { key: 'method', head: t.money.entries.method, cell: ({ method }) => nameOf(method) },
    { key: 'from', head: words.from, cell: (entry) => <From entry={entry} /> },
    { key: 'who', head: t.money.entries.who, cell: ({ created_by_name }) => created_by_name },
    {
      key: 'amount',
      head: t.money.entries.amount,
      align: 'number',
      card: 'side',
      cell: ({ amount }) => (
        <b>
          <Money minor={-amount} />
        </b>
      ),
    },
    ...(may('expenses.reverse')
      ? [
          {
            key: 'reverse',
            head: words.reverse,
            cell: (expense: ExpenseOut) =>
              isLive(expense) && (
                <IconButton
                  icon={Undo2}
                  label={words.reverse_this(expense.category ?? '', format.money(-expense.amount))}
                  onClick={() => onReverse(expense)}
                />
              ),
          },
        ]
      : []),
  ]
}

const isLive = ({ kind, reversed_by_id }: ExpenseOut) => kind === 'expense' && reversed_by_id === null

function Detail({ entry }: { entry: ExpenseOut }) {
  const { description, file_id, kind, reversed_by_id } = entry
  const words = useText().money.expenses
  const may = useMay()
  return (
    <>
      {description} {kind === 'expense_reversal' && <Chip>{words.reversal}</Chip>}
      {reversed_by_id !== null && <Chip>{words.reversed}</Chip>}
      {file_id && may('files.see') && (
        <>
          {' · '}
          <a href={urlOf('/api/files/:id', { params: { id: file_id } })} target="_blank" rel="noreferrer">
            {words.see_receipt}
          </a>
        </>
      )}
    </>
  )
}

/** The shift it was paid in, or none: paid by the shop itself. */
function From({ entry: { till_session_id } }: { entry: EntryOut }) {
  const words = useText().money.expenses
  const may = useMay()
  if (till_session_id === null) return <span className="quiet">{words.no_till}</span>
  if (!may('till_sessions.see')) return words.till
  return <Link to={to.tillSession(till_session_id)}>{words.till}</Link>
}
