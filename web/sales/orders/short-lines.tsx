import type { Problem } from '../../api/problem.ts'
import { useText } from '../../text/text.ts'
import { ProblemNote } from '../../ui/form.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Short = { product_id: string; requested: number; available: number }
type ShortLinesProps = { problem: Problem | null; items: readonly { product_id: string; name: string }[] }

/** A refusal that names each short line says so line by line, by the names of the order's own lines; any other as it is. */
export function ShortLines({ problem, items }: ShortLinesProps) {
  const t = useText()
  const format = useFormat()
  if (!problem) return null
  const short = problem.members.short_lines
  if (!Array.isArray(short)) return <ProblemNote problem={problem} />
  const names = new Map(items.map(({ product_id, name }) => [product_id, name]))
  return (
    <div className="short-lines" role="alert">
      <b>{t.sales.orders.short_title}</b>
      <ul>
        {(short as Short[]).map((line) => (
          <li key={line.product_id}>
            {t.sales.orders.short(
              names.get(line.product_id) ?? '',
              format.quantity(line.available),
              format.quantity(line.requested),
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
