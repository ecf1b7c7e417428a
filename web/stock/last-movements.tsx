import { useText } from '../text/text.ts'
import { useFormat } from '../ui/use-format.ts'
import { MovementDocument } from './kardex-table.tsx'
import type { KardexRow } from './use-kardex.ts'

/** The latest movements as a small ledger that stays one beside a list; the red margin stands before the balance. */
export function LastMovements({ rows }: { rows: readonly KardexRow[] }) {
  const t = useText().stock.kardex
  const format = useFormat()
  return (
    <table className="table ledger last-movements">
      <caption className="only-read">{t.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.date}</th>
          <th scope="col">{t.document}</th>
          <th scope="col" className="number">
            {t.enters}
          </th>
          <th scope="col" className="number">
            {t.leaves}
          </th>
          <th scope="col" className="number margin">
            {t.balance}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="second">{format.moment(row.at)}</td>
            <td>
              <MovementDocument row={row} />
            </td>
            <td className="number good">{row.quantity > 0 && format.quantity(row.quantity)}</td>
            <td className="number">{row.quantity < 0 && format.quantity(-row.quantity)}</td>
            <td className="number margin">
              <b>{format.quantity(row.balance)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
