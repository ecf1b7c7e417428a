import type { GoodsReceiptOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { State } from '../../ui/chip.tsx'

type Differences = GoodsReceiptOut['items'][number]['differences']

/** How what came differs from what was ordered, each by its name. */
export function DifferenceNames({ differences }: { differences: Differences }) {
  const t = useText().purchasing.receipts
  return (
    <span className="row wrap">
      {differences.map((one) => (
        <State key={one} tone="warn">
          {t.differences[one]}
        </State>
      ))}
    </span>
  )
}
