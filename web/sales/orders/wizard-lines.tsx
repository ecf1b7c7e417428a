import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OrderOut, ValidationOut } from '#sales/contract'
import { call } from '../../api/call.ts'
import type { Problem } from '../../api/problem.ts'
import { problemFrom } from '../../api/problem.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { CustomerPicker } from '../../contacts/parts.tsx'
import { useNewsOf } from '../../live/use-live.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ShortLines } from './short-lines.tsx'

type Draft = { customer: { id: string; name: string } | null; items: Item[]; notes: string }
type Item = { product_id: string; name: string; sku: string; price: number; quantity: number }

const SAVE_AFTER_MS = 400
const STOCK = ['stock', 'reservation']

const draftOf = (order: OrderOut | null): Draft => ({
  customer: order?.customer?.id ? { id: order.customer.id, name: order.customer.name } : null,
  items: (order?.items ?? []).map(({ product_id, name, sku, unit_price, quantity }) => ({
    product_id,
    name,
    sku,
    price: unit_price,
    quantity,
  })),
  notes: order?.notes ?? '',
})

/** Who and what. Each change is saved as the draft a moment later, so that nothing is lost by leaving. */
export function LinesStep({ order, onSaved }: { order: OrderOut | null; onSaved: (id: string) => void }) {
  const t = useText()
  const [draft, setDraft] = useState(() => draftOf(order))
  const [id] = useState(() => order?.id ?? crypto.randomUUID())
  const [isMade, setMade] = useState(order !== null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const validation = useValidation(draft)
  const save = async () => {
    const body = bodyOf(draft)
    if (isMade) await call('PATCH /api/orders/:id', { params: { id }, body })
    else await call('POST /api/orders', { body: { id, ...body } }, { key: id })
    setMade(true)
  }
  useAutosave(draft, draft.items.length > 0, save)
  const confirm = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await save()
      await call('POST /api/orders/:id/confirm', { params: { id }, body: {} })
      onSaved(id)
    } catch (error) {
      // The refusal stays where the lines are; the draft itself is kept.
      setProblem(problemFrom(error))
    } finally {
      setBusy(false)
    }
  }
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  return (
    <>
      <CustomerPart draft={draft} change={change} />
      <h2 className="sign">{t.sales.wizard.products}</h2>
      <ProductPicker
        label={t.sales.wizard.add}
        onPick={(product) =>
          change({
            items: added(draft.items, {
              product_id: product.id,
              name: product.name,
              sku: product.sku,
              price: product.price,
              quantity: 1,
            }),
          })
        }
      />
      <DraftLines draft={draft} change={change} validation={validation} />
      <TextArea
        label={t.sales.wizard.notes}
        optional
        rows={2}
        value={draft.notes}
        onChange={(notes) => change({ notes })}
      />
      {validation && <PlateTotal name={t.sales.orders.total} minor={validation.totals.total} live />}
      <ShortLines problem={problem} />
      <div className="wizard-foot">
        <span className="quiet">
          {isMade ? t.sales.wizard.kept : draft.items.length === 0 ? t.sales.wizard.empty : ''}
        </span>
        <span className="grow" />
        <Button kind="primary" size="l" disabled={draft.items.length === 0} busy={busy} onClick={() => void confirm()}>
          {t.sales.wizard.to_payment}
        </Button>
      </div>
    </>
  )
}

const bodyOf = ({ customer, items, notes }: Draft) => ({
  customer_id: customer?.id ?? null,
  items: items.map(({ product_id, quantity }) => ({ product_id, quantity })),
  ...(notes.trim() ? { notes: notes.trim() } : {}),
})

function added(items: Item[], item: Item): Item[] {
  const known = items.find(({ product_id }) => product_id === item.product_id)
  return known ? items.map((one) => (one === known ? { ...one, quantity: one.quantity + 1 } : one)) : [...items, item]
}

function CustomerPart({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const t = useText()
  if (!draft.customer) return <CustomerPicker onPick={({ id, name }) => change({ customer: { id, name } })} />
  return (
    <>
      <p className="row">
        <b className="grow">{draft.customer.name}</b>
        <Button size="s" onClick={() => change({ customer: null })}>
          {t.sales.wizard.change_customer}
        </Button>
      </p>
      <LastOrders customer_id={draft.customer.id} />
    </>
  )
}

function LastOrders({ customer_id }: { customer_id: string }) {
  const t = useText()
  const format = useFormat()
  const orders = useAnswer('GET /api/orders', { query: { customer_id, limit: '3' } })
  const items = orders.data?.items ?? []
  if (items.length === 0) return null
  return (
    <ul className="order-payments" aria-label={t.sales.wizard.last_orders}>
      {items.map((one) => (
        <li key={one.id}>
          <span className="grow quiet">{format.nearDay(one.created_at)}</span>
          <Link to={to.order(one.id)}>{t.sales.orders.title_of(one.number)}</Link>
          <Money minor={one.total} />
        </li>
      ))}
    </ul>
  )
}

type LinesProps = { draft: Draft; change: (part: Partial<Draft>) => void; validation: ValidationOut | null }

function DraftLines({ draft, change, validation }: LinesProps) {
  const t = useText()
  const format = useFormat()
  const set = (product_id: string, quantity: number) =>
    change({
      items: draft.items.flatMap((one) =>
        one.product_id !== product_id ? [one] : quantity > 0 ? [{ ...one, quantity }] : [],
      ),
    })
  return (
    <div>
      {draft.items.map((item) => {
        const verdict = validation?.items.find(({ product_id }) => product_id === item.product_id)
        const isShort = verdict && (verdict.status === 'partial' || verdict.status === 'out_of_stock')
        return (
          <div className="wizard-line" key={item.product_id}>
            <span>
              <b>{item.name}</b>
              <small className="quiet">
                <span className="code">{item.sku}</span> ·{' '}
                {verdict ? t.till.left(format.quantity(verdict.available)) : ''}
              </small>
              {isShort && (
                <small className="day-bad">
                  {t.till.short(format.quantity(verdict.available), format.quantity(verdict.requested))}
                </small>
              )}
              {verdict?.warnings.map((warning) => (
                <small key={warning} className="wizard-warn">
                  {t.sales.wizard.warnings[warning]}
                </small>
              ))}
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

function useValidation(draft: Draft): ValidationOut | null {
  const [answer, setAnswer] = useState<ValidationOut | null>(null)
  const news = useNewsOf(STOCK)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others sell changes what is left for this order
  useEffect(() => {
    if (draft.items.length === 0) return setAnswer(null)
    const asked = new AbortController()
    const timer = setTimeout(() => {
      const body = bodyOf({ ...draft, notes: '' })
      call('POST /api/orders/validate', { body }, { signal: asked.signal }).then(setAnswer, () => undefined)
    }, SAVE_AFTER_MS / 2)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [draft, news])
  return answer
}

/** Saves a moment after the last change; a refusal waits for the button, which says it. */
function useAutosave(draft: Draft, isWorth: boolean, save: () => Promise<void>) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft decides when to save, not the function of this render
  useEffect(() => {
    if (!isWorth) return
    const timer = setTimeout(() => void save().catch(() => undefined), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft, isWorth])
}
