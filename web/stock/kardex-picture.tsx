import { useText } from '../text/text.ts'
import { StepChart } from '../ui/step-chart.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Kardex } from './use-kardex.ts'

type PictureProps = { card: Kardex; minimum?: number | undefined; height?: number }

/** The balance as steps, from what there was to what there is. */
export function KardexPicture({ card, minimum, height }: PictureProps) {
  const t = useText().stock.kardex
  const format = useFormat()
  if (card.rows.length === 0) return <p className="quiet">{t.none}</p>
  const points = [
    { at: `${card.from}T12:00:00Z`, value: card.opening.quantity },
    ...card.rows.map(({ at, balance }) => ({ at, value: balance })),
    ...(card.next_cursor === null ? [{ at: endOf(card), value: card.closing.quantity }] : []),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <StepChart
      says={t.says(card.product.name, format.quantity(card.closing.quantity))}
      points={points}
      minimum={minimum}
      {...(height && { height })}
    />
  )
}

/** Now, or the end of a period that has passed. */
function endOf({ to, rows }: Kardex): string {
  const last = rows.at(-1)?.at ?? to
  const end = Math.min(Date.now(), Date.parse(`${to}T23:59:59Z`))
  return new Date(Math.max(end, Date.parse(last))).toISOString()
}
