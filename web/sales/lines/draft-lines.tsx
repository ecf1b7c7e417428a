import { Trash2 } from 'lucide-react'
import type { ValidationOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type Item, withQuantity } from './draft.ts'
import './lines.css'

type Verdict = ValidationOut['items'][number]
type LinesProps = {
  items: readonly Item[]
  onChange: (items: Item[]) => void
  validation: ValidationOut | null
}

/** The lines being written, each with what is left of it and what to know before promising it. */
export function DraftLines({ items, onChange, validation }: LinesProps) {
  const t = useText()
  const set = (product_id: string, quantity: number) => onChange(withQuantity(items, product_id, quantity))
  return (
    <div>
      {items.map((item) => {
        const verdict = validation?.items.find(({ product_id }) => product_id === item.product_id)
        return (
          <div className="draft-line" key={item.product_id}>
            <span>
              <b>{item.name}</b>
              <LineNotes item={item} verdict={verdict} />
            </span>
            <QuantityStepper
              label={item.name}
              value={item.quantity}
              min={0}
              onChange={(quantity) => set(item.product_id, quantity)}
            />
            <Money minor={verdict?.total ?? item.price * item.quantity} />
            <IconButton
              icon={Trash2}
              label={`${t.common.remove}: ${item.name}`}
              onClick={() => set(item.product_id, 0)}
            />
          </div>
        )
      })}
    </div>
  )
}

function LineNotes({ item, verdict }: { item: Item; verdict: Verdict | undefined }) {
  const t = useText()
  const format = useFormat()
  const isShort = verdict && (verdict.status === 'partial' || verdict.status === 'out_of_stock')
  return (
    <>
      <small className="quiet">
        <span className="code">{item.sku}</span>
        {verdict && ` · ${t.till.left(format.quantity(verdict.available))}`}
        {item.own_price !== null && ` · ${t.sales.wizard.own_price(format.money(item.own_price))}`}
      </small>
      {isShort && (
        <small className="draft-short">
          {t.till.short(format.quantity(verdict.available), format.quantity(verdict.requested))}
        </small>
      )}
      {verdict?.warnings.map((warning) => (
        <small key={warning} className="draft-warn">
          {t.sales.wizard.warnings[warning]}
        </small>
      ))}
    </>
  )
}
