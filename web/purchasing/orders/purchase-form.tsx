import { useState } from 'react'
import type { PurchaseOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { purchaseRoutes } from '../stale-routes.ts'
import { type PickedSupplier, SupplierPicker } from '../supplier-picker.tsx'
import { bodyOfLine, type DraftLine, goodsOf, linesOf, withLine } from './draft-line.ts'
import { DraftLines } from './draft-lines.tsx'
import { OfferPicker } from './offer-picker.tsx'
import { TermsGauge } from './terms-gauge.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

type FormProps = { draft: PurchaseOut | null; supplier: PickedSupplier | null }

/** Lines at the supplier's prices, with the sum against what was agreed while one writes. */
export function PurchaseForm({ draft, supplier: given }: FormProps) {
  const t = useText()
  const words = t.purchasing.orders
  const [id] = useState(() => draft?.id ?? crypto.randomUUID())
  const [supplier, setSupplier] = useState<PickedSupplier | null>(given)
  const [lines, setLines] = useState<DraftLine[]>(() => linesOf(draft))
  const [place, setPlace] = useState(() => ({
    warehouse_id: draft?.warehouse.id ?? '',
    expected_on: draft?.expected_on ?? '',
    notes: draft?.notes ?? '',
    freight_minor: null as number | null,
  }))
  const save = useSave({ id, draft })
  return (
    <div className="purchase-page">
      <section className="sheet sheet-pad stack" aria-label={words.new_title}>
        <SupplierPicker
          size="l"
          picked={supplier}
          onPick={(next) => {
            if (draft) return
            setSupplier(next)
            if (next?.id !== supplier?.id) setLines([])
          }}
        />
        <OfferPicker supplier_id={supplier?.id ?? ''} onPick={(line) => setLines((now) => withLine(now, line))} />
        {lines.length === 0 ? (
          <p className="quiet">{words.no_lines}</p>
        ) : (
          <DraftLines lines={lines} onChange={setLines} />
        )}
      </section>
      <aside className="stack">
        <Sum supplier_id={supplier?.id ?? ''} lines={lines} freight_minor={place.freight_minor} />
        <section className="sheet sheet-pad stack" aria-label={words.agreed}>
          <WarehouseSelect
            label={words.deliver_to}
            none={words.usual_warehouse}
            value={place.warehouse_id}
            onChange={(warehouse_id) => setPlace({ ...place, warehouse_id })}
          />
          <TextField
            type="date"
            label={words.expected}
            optional
            value={place.expected_on}
            onChange={(expected_on) => setPlace({ ...place, expected_on })}
            help={words.expected_help}
          />
          <MoneyField
            label={words.freight}
            optional
            value={place.freight_minor}
            onChange={(freight_minor) => setPlace({ ...place, freight_minor })}
            help={words.freight_help}
          />
          <TextArea
            label={words.notes}
            optional
            rows={3}
            value={place.notes}
            onChange={(notes) => setPlace({ ...place, notes })}
            help={words.notes_help}
          />
          <ProblemNote problem={save.problem} />
          <Button
            kind="primary"
            size="l"
            wide
            hotkey="Ctrl+Enter"
            disabled={supplier === null}
            busy={save.busy}
            onClick={() => supplier && save.run({ supplier, lines, ...place })}
          >
            {words.save}
          </Button>
        </section>
      </aside>
    </div>
  )
}

type Given = {
  supplier: PickedSupplier
  lines: readonly DraftLine[]
  warehouse_id: string
  expected_on: string
  notes: string
  freight_minor: number | null
}

function useSave({ id, draft }: { id: string; draft: PurchaseOut | null }) {
  const t = useText().purchasing.orders
  const go = useGo()
  const done = {
    refresh: purchaseRoutes,
    onDone: () => {
      toast(t.saved)
      go(to.purchase(id), { replace: true })
    },
  }
  const create = useCommand('POST /api/purchase-orders', done)
  const change = useCommand('PATCH /api/purchase-orders/:id', done)
  const run = ({ supplier, lines, warehouse_id, expected_on, notes, freight_minor }: Given) => {
    const common = {
      ...(warehouse_id ? { warehouse_id } : {}),
      expected_on: expected_on || null,
      notes: notes.trim() || null,
      ...(freight_minor === null ? {} : { freight_minor }),
      lines: lines.map(bodyOfLine),
    }
    if (draft) change.mutate({ params: { id }, body: common, version: draft.version })
    else create.mutate({ body: { id, supplier_id: supplier.id, ...common } })
  }
  return { run, busy: create.isPending || change.isPending, problem: create.error ?? change.error }
}

type SumProps = { supplier_id: string; lines: readonly DraftLine[]; freight_minor: number | null }

/** The sum while it grows, and what is missing to the minimum and to free freight. */
function Sum({ supplier_id, lines, freight_minor }: SumProps) {
  const t = useText().purchasing.orders
  const format = useFormat()
  const may = useMay()
  const terms = useAnswer(
    'GET /api/suppliers/:id/terms',
    { params: { id: supplier_id } },
    { enabled: supplier_id !== '' },
  )
  if (!may('costs.see')) return null
  const agreed = supplier_id === '' ? undefined : terms.data
  const goods = goodsOf(lines)
  const isFree =
    agreed?.free_freight_minor !== undefined && agreed.free_freight_minor !== null && goods >= agreed.free_freight_minor
  const freight = freight_minor ?? (agreed && !isFree && lines.length > 0 ? agreed.freight_minor : 0)
  const note = freight > 0 ? t.with_freight(format.money(freight)) : t.without_tax
  return (
    <>
      <PlateTotal name={t.net_total} note={note} minor={goods + freight} live />
      {agreed && (agreed.minimum_minor > 0 || agreed.free_freight_minor !== null) && (
        <section className="sheet sheet-pad" aria-label={t.towards_terms}>
          <TermsGauge goods_minor={goods} marks={agreed} />
        </section>
      )}
    </>
  )
}
