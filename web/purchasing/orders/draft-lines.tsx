import { Trash2 } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { Money } from '../../ui/money.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { costOfLine, type DraftLine } from './draft-line.ts'

type LinesProps = { lines: readonly DraftLine[]; onChange: (lines: DraftLine[]) => void }

/** Quantities in whole packs; the price of a pack may be written over. */
export function DraftLines({ lines, onChange }: LinesProps) {
  const set = (product_id: string, part: Partial<DraftLine>) =>
    onChange(lines.map((one) => (one.product_id === product_id ? { ...one, ...part } : one)))
  return (
    <ul className="draft-purchase">
      {lines.map((line) => (
        <Line
          key={line.product_id}
          line={line}
          onChange={(part) => set(line.product_id, part)}
          onRemove={() => onChange(lines.filter(({ product_id }) => product_id !== line.product_id))}
        />
      ))}
    </ul>
  )
}

type LineProps = { line: DraftLine; onChange: (part: Partial<DraftLine>) => void; onRemove: () => void }

function Line({ line, onChange, onRemove }: LineProps) {
  const t = useText()
  const words = t.purchasing.orders
  const format = useFormat()
  const seesCosts = useMay()('costs.see')
  const packs = line.quantity / line.pack_size
  const isOpen = Math.abs(packs - Math.round(packs)) > 1e-9
  return (
    <li>
      <span className="grow">
        <b>{line.name}</b>
        <small className={isOpen ? 'bad' : 'quiet'}>
          <span className="code">{line.supplier_code ?? line.sku}</span>
          {line.pack_size !== 1 &&
            ` · ${isOpen ? words.opens_pack(format.quantity(line.pack_size)) : words.packs(format.quantity(packs), format.quantity(line.pack_size))}`}
        </small>
      </span>
      <QuantityStepper
        label={line.name}
        value={line.quantity}
        step={line.pack_size}
        min={0}
        onChange={(quantity) => (quantity > 0 ? onChange({ quantity }) : onRemove())}
      />
      {seesCosts && (
        <>
          <NumberField
            className="draft-pack"
            size="s"
            label={words.pack}
            value={line.pack_size}
            onChange={(size) => size !== null && size > 0 && onChange({ pack_size: size })}
          />
          <MoneyField
            className="draft-price"
            size="s"
            label={words.pack_price}
            value={line.pack_cost_minor}
            onChange={(pack_cost_minor) => onChange({ pack_cost_minor })}
            error={line.pack_cost_minor === null ? words.price_missing : undefined}
          />
          <span className="draft-sum">
            <Money minor={costOfLine(line)} />
          </span>
        </>
      )}
      <IconButton icon={Trash2} label={`${t.common.remove}: ${line.name}`} onClick={onRemove} />
    </li>
  )
}
