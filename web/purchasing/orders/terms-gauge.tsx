import { CircleCheck } from 'lucide-react'
import type { PurchaseOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Marks = { minimum_minor: number; free_freight_minor: number | null }
type GaugeProps = { goods_minor: number; marks: Marks }

/** How far an order's sum is from the supplier's minimum, and from the point where freight costs nothing. */
export function TermsGauge({ goods_minor, marks }: GaugeProps) {
  const t = useText().purchasing.terms
  const { minimum_minor, free_freight_minor } = marks
  if (minimum_minor === 0 && free_freight_minor === null) return null
  return (
    <div className="terms-gauge">
      {minimum_minor > 0 && (
        <Gauge name={t.minimum} goods_minor={goods_minor} mark={minimum_minor} reached={t.minimum_met} />
      )}
      {free_freight_minor !== null && (
        <Gauge name={t.free_freight} goods_minor={goods_minor} mark={free_freight_minor} reached={t.freight_is_free} />
      )}
    </div>
  )
}

function Gauge({
  name,
  goods_minor,
  mark,
  reached,
}: {
  name: string
  goods_minor: number
  mark: number
  reached: string
}) {
  const t = useText().purchasing.terms
  const format = useFormat()
  const missing = Math.max(mark - goods_minor, 0)
  return (
    <div className="terms-mark" data-reached={missing === 0 || undefined}>
      <span className="terms-words">
        <b>{name}</b> <span className="quiet">{format.money(mark)}</span>
      </span>
      <span className="terms-says">
        {missing === 0 ? (
          <>
            <Icon of={CircleCheck} size="s" /> {reached}
          </>
        ) : (
          t.missing(format.money(missing))
        )}
      </span>
      <meter min={0} max={Math.max(mark, 1)} value={Math.min(goods_minor, mark)} aria-label={name}>
        {format.money(goods_minor)}
      </meter>
    </div>
  )
}

export const marksOf = (order: PurchaseOut): Marks | null => order.cost_terms ?? null
