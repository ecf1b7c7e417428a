import { Ellipsis } from 'lucide-react'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Came, Verdict } from './came.ts'
import type { Receiving } from './receiving-task.tsx'

type ListProps = {
  receiving: Receiving
  verdict: Verdict
  onOpen: (product_id: string) => void
}

/** What came, the last one first; details are one touch away: broken, lot, bin, price. */
export function CameList({ receiving, verdict, onOpen }: ListProps) {
  const t = useText().receiving
  if (receiving.came.length === 0) return null
  return (
    <section className="hand-list came-list" aria-label={t.here}>
      <h2 className="label">{t.here}</h2>
      <ul>
        {receiving.came.map((line) => (
          <li key={line.product_id}>
            <span className="grow">
              <b>{line.name}</b>
              <small className="code quiet">{line.sku}</small>
              <Remarks line={line} verdict={verdict} />
            </span>
            <QuantityStepper
              label={line.name}
              value={line.quantity}
              onChange={(quantity) => receiving.set({ ...line, quantity })}
            />
            <IconButton
              size="l"
              kind="secondary"
              icon={Ellipsis}
              className="came-more"
              label={t.details_of(line.name)}
              onClick={() => onOpen(line.product_id)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What differs of a line, in words beside it. */
function Remarks({ line, verdict }: { line: Came; verdict: Verdict }) {
  const t = useText().receiving
  const format = useFormat()
  const over = verdict.over.find((one) => one.line === line)
  const lots = line.lots.filter(({ code }) => code.trim() !== '')
  return (
    <span className="row wrap came-remarks">
      {over && <State tone="warn">{t.over_by(format.quantity(over.open))}</State>}
      {verdict.unordered.includes(line) && <State tone="warn">{t.unordered}</State>}
      {line.damaged > 0 && <State tone="bad">{t.damaged_of(format.quantity(line.damaged))}</State>}
      {line.pack_cost_minor !== null && <State tone="warn">{t.at_price(format.money(line.pack_cost_minor))}</State>}
      {verdict.lotless.includes(line) && <State tone="warn">{t.lot_missing}</State>}
      {lots.length > 0 && <State>{t.lots_are(lots.map(({ code }) => code.trim()).join(', '))}</State>}
    </span>
  )
}
