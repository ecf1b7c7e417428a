import { Plus, Trash2 } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Came, CameLot, Expected } from './came.ts'

type LineProps = {
  line: Came
  expected: Expected | undefined
  warehouse_id: string
  onChange: (line: Came) => void
  onClose: () => void
}

/** What a scanner cannot say: how many are broken, which lot, where it is put, and what the paper says it costs. */
export function LineDialog({ line, expected, warehouse_id, onChange, onClose }: LineProps) {
  const t = useText()
  const words = t.receiving
  const may = useMay()
  const format = useFormat()
  const rule = useAnswer(
    'GET /api/products/:id/lot-rule',
    { params: { id: line.product_id } },
    { enabled: expected === undefined && may('stock.see') },
  )
  const keepsLots = expected?.tracks_lots ?? rule.data?.tracks_lots ?? false
  const set = (part: Partial<Came>) => onChange({ ...line, ...part })
  return (
    <Dialog
      open
      onClose={onClose}
      title={line.name}
      text={words.details_text}
      actions={
        <Button kind="primary" size="l" onClick={onClose}>
          {words.done}
        </Button>
      }
    >
      <div className="stack">
        <div className="receiving-pair">
          <NumberField
            size="l"
            label={words.good}
            value={line.quantity}
            onChange={(quantity) => quantity !== null && quantity >= 0 && set({ quantity })}
            name="quantity"
          />
          <NumberField
            size="l"
            label={words.damaged}
            help={words.damaged_help}
            value={line.damaged}
            onChange={(damaged) => damaged !== null && damaged >= 0 && set({ damaged })}
            name="damaged"
          />
        </div>
        {keepsLots && <Lots line={line} onChange={(lots) => set({ lots })} />}
        <BinChoice line={line} expected={expected} warehouse_id={warehouse_id} onChange={(bin_id) => set({ bin_id })} />
        {may('costs.see') && (
          <MoneyField
            label={words.price}
            optional
            help={
              expected?.pack_cost_minor === undefined
                ? words.price_help
                : words.ordered_at(format.money(expected.pack_cost_minor))
            }
            value={line.pack_cost_minor}
            onChange={(pack_cost_minor) => set({ pack_cost_minor })}
            name="price"
          />
        )}
      </div>
    </Dialog>
  )
}

const noLot: CameLot = { code: '', expires_on: '', quantity: null }

function Lots({ line, onChange }: { line: Came; onChange: (lots: CameLot[]) => void }) {
  const t = useText()
  const words = t.receiving
  const lots = line.lots.length > 0 ? line.lots : [noLot]
  const set = (at: number, part: Partial<CameLot>) =>
    onChange(lots.map((lot, index) => (index === at ? { ...lot, ...part } : lot)))
  return (
    <fieldset className="receiving-lots">
      <legend className="field-label">{words.lots}</legend>
      {lots.map((lot, at) => (
        // A lot has no name of its own until it is written: its place in the list is what it is.
        <div key={`${line.product_id}-${String(at)}`} className="receiving-lot">
          <TextField label={words.lot_code} value={lot.code} onChange={(code) => set(at, { code })} />
          <TextField
            type="date"
            label={words.expires}
            optional
            value={lot.expires_on}
            onChange={(expires_on) => set(at, { expires_on })}
          />
          {lots.length > 1 && (
            <>
              <NumberField
                label={t.common.quantity}
                value={lot.quantity}
                onChange={(quantity) => set(at, { quantity })}
              />
              <IconButton
                icon={Trash2}
                label={`${t.common.remove}: ${lot.code}`}
                onClick={() => onChange(lots.filter((_, index) => index !== at))}
              />
            </>
          )}
        </div>
      ))}
      <Button size="s" icon={Plus} onClick={() => onChange([...lots, { ...noLot, quantity: 0 }])}>
        {words.another_lot}
      </Button>
    </fieldset>
  )
}

type BinProps = { line: Came; expected: Expected | undefined; warehouse_id: string; onChange: (bin_id: string) => void }
const binsMax = '200'

/** Only where the warehouse has bins: the usual one is kept unless another is chosen. */
function BinChoice({ line, expected, warehouse_id, onChange }: BinProps) {
  const t = useText().receiving
  const may = useMay()
  const bins = useAnswer(
    'GET /api/bins',
    { query: { warehouse_id, limit: binsMax } },
    { enabled: warehouse_id !== '' && may('stock.see') },
  )
  const options = (bins.data?.items ?? []).map(({ id, code, name }) => ({
    value: id,
    label: [code, name].filter(Boolean).join(' · '),
  }))
  if (options.length === 0) return null
  return (
    <Select
      label={t.bin}
      value={line.bin_id}
      onChange={onChange}
      options={[{ value: '', label: expected?.bin ? t.usual_bin(expected.bin.code) : t.no_bin }, ...options]}
    />
  )
}
