import type { Problem } from '../../api/problem.ts'
import { useText } from '../../text/text.ts'
import { ProblemNote } from '../../ui/form.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Short = { name?: string; sku?: string; requested: number; available: number }

/** A refusal that names each short line says so line by line; any other is shown as it is. */
export function ShortLines({ problem }: { problem: Problem | null }) {
  const t = useText()
  const format = useFormat()
  if (!problem) return null
  const short = problem.members.short_lines
  if (!Array.isArray(short)) return <ProblemNote problem={problem} />
  return (
    <div className="short-lines" role="alert">
      <b>{t.sales.orders.short_title}</b>
      <ul>
        {(short as Short[]).map((line) => (
          <li key={line.sku ?? line.name}>
            {t.sales.orders.short(
              line.name ?? line.sku ?? '',
              format.quantity(line.available),
              format.quantity(line.requested),
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
