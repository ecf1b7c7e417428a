import { useText } from '../text/text.ts'
import { State } from '../ui/chip.tsx'
import type { StockTotal } from './use-totals.ts'

/** One word for what there is: fine stays quiet, little and nothing speak. */
export function StockState({ total }: { total: StockTotal }) {
  const t = useText().catalog
  const words = t.states
  if (total.available <= 0) return <State tone="bad">{words.out}</State>
  const isEnoughElsewhere = total.available > total.min_stock
  if (total.low_places > 0) {
    return <State tone="warn">{isEnoughElsewhere ? t.low_in(total.low_places) : words.low}</State>
  }
  return <State tone="ok">{words.ok}</State>
}
