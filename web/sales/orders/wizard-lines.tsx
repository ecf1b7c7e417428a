import { useEffect, useRef, useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { call } from '../../api/call.ts'
import type { Problem } from '../../api/problem.ts'
import { problemFrom } from '../../api/problem.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { type Customer, CustomerPart } from '../lines/customer-part.tsx'
import { type Item, itemOf, linesOf, withProduct } from '../lines/draft.ts'
import { DraftLines } from '../lines/draft-lines.tsx'
import { StorePart, useStoreOf } from '../lines/store-part.tsx'
import { useValidation } from '../lines/use-validation.ts'

type Draft = { customer: Customer | null; items: readonly Item[]; notes: string }

const SAVE_AFTER_MS = 400

const draftOf = (order: OrderOut | null): Draft => ({
  customer: order?.customer?.id ? { id: order.customer.id, name: order.customer.name } : null,
  items: (order?.items ?? []).map(itemOf),
  notes: order?.notes ?? '',
})

type LinesStepProps = { id: string; order: OrderOut | null; onKept: () => void; onNext: (kept: OrderOut) => void }

/** Who and what. Each change is saved as the draft a moment later, so that nothing is lost by leaving. */
export function LinesStep({ id, order, onKept, onNext }: LinesStepProps) {
  const t = useText()
  const [draft, setDraft] = useState(() => draftOf(order))
  const [chosenStore, chooseStore] = useState<string | null>(order?.store_id ?? null)
  const place = useStoreOf(chosenStore)
  const { saved, save, isKept, isWorth } = useDraft({ id, draft, order, store_id: place.store_id, onKept })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const asked = { items: draft.items, customer_id: draft.customer?.id ?? null }
  const validation = useValidation({ ...asked, ...(place.store_id ? { store_id: place.store_id } : {}) })
  const next = async () => {
    setBusy(true)
    setProblem(null)
    try {
      // Saved anew even where nothing changed: the draft takes today's prices, which are what is about to be paid.
      onNext(await save())
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setBusy(false)
    }
  }
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  // What was quoted stays on the order, so what the order says counts before what the catalogue says today.
  const total = saved?.of === draft ? saved.order.total : validation?.totals.total
  return (
    <>
      {!order && !saved && <StorePart choice={place} onChange={chooseStore} />}
      <CustomerPart customer={draft.customer} onChange={(customer) => change({ customer })} />
      <h2 className="sign">{t.sales.wizard.products}</h2>
      <ProductPicker
        label={t.sales.wizard.add}
        onPick={(product) => change({ items: withProduct(draft.items, product) })}
      />
      <DraftLines items={draft.items} onChange={(items) => change({ items })} validation={validation} />
      <TextArea
        label={t.sales.wizard.notes}
        optional
        rows={2}
        value={draft.notes}
        onChange={(notes) => change({ notes })}
      />
      {total !== undefined && draft.items.length > 0 && <PlateTotal name={t.sales.orders.total} minor={total} live />}
      <ProblemNote problem={problem} />
      <div className="wizard-foot">
        <span className="quiet">
          {isKept ? t.sales.wizard.kept : isWorth ? t.shell.sync.saving : t.sales.wizard.empty}
        </span>
        <span className="grow" />
        <Button kind="primary" size="l" disabled={draft.items.length === 0} busy={busy} onClick={() => void next()}>
          {t.sales.wizard.to_payment}
        </Button>
      </div>
    </>
  )
}

const bodyOf = ({ customer, items, notes }: Draft) => ({
  customer_id: customer?.id ?? null,
  items: linesOf(items),
  ...(notes.trim() ? { notes: notes.trim() } : {}),
})

type Kept = { id: string; draft: Draft; order: OrderOut | null; store_id: string | undefined; onKept: () => void }

/** Saves a moment after the last change, one save after the other; a refusal waits for the button, which says it. */
function useDraft({ id, draft, order, store_id, onKept }: Kept) {
  const [saved, setSaved] = useState<{ of: Draft; order: OrderOut } | null>(null)
  const kept = useRef(draft)
  const isMade = useRef(order !== null)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const write = async () => {
    const body = bodyOf(draft)
    const order = isMade.current
      ? await call('PATCH /api/orders/:id', { params: { id }, body })
      : await create({ id, ...(store_id ? { store_id } : {}), ...body })
    kept.current = draft
    setSaved({ of: draft, order })
    if (!isMade.current) onKept()
    isMade.current = true
    return order
  }
  const save = () => {
    const next = line.current.catch(() => undefined).then(write)
    line.current = next
    return next
  }
  // What the button saved a moment ago is not saved behind it: the order may have been confirmed since.
  const saveNew = () => {
    const next = line.current.catch(() => undefined).then(() => (kept.current === draft ? undefined : write()))
    line.current = next.catch(() => undefined)
  }
  const isKept = saved ? saved.of === draft : order !== null && kept.current === draft
  const isWorth = isMade.current || draft.items.length > 0 || draft.customer !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft decides when to save, not the function of this render
  useEffect(() => {
    if (!isWorth || draft === kept.current) return
    const timer = setTimeout(saveNew, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft, isWorth])
  const leave = useRef(() => {})
  leave.current = () => {
    if (isWorth) saveNew()
  }
  // Whoever goes to another page a moment after a change takes it along.
  useEffect(() => () => leave.current(), [])
  return { saved, save, isKept, isWorth }
}

/** A first save whose answer was lost may have made the order: then it is edited. */
async function create(body: { id: string; store_id?: string } & ReturnType<typeof bodyOf>): Promise<OrderOut> {
  try {
    return await call('POST /api/orders', { body })
  } catch (error) {
    if (problemFrom(error).code !== 'order.id_taken') throw error
    const { id, store_id: _place, ...change } = body
    return call('PATCH /api/orders/:id', { params: { id }, body: change })
  }
}
