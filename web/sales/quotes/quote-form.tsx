import { useState } from 'react'
import type { QuoteOut } from '#sales/contract'
import { useCommand } from '../../api/use-answer.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { type Customer, CustomerPart } from '../lines/customer-part.tsx'
import { type Item, itemOf, linesOf, withProduct } from '../lines/draft.ts'
import { DraftLines } from '../lines/draft-lines.tsx'
import { StorePart, useStoreOf } from '../lines/store-part.tsx'
import { useValidation } from '../lines/use-validation.ts'
import { ApprovalDialog } from '../till/approval-dialog.tsx'
import { staleQuotes } from './stale.ts'
import './quotes.css'

type Values = {
  customer: Customer | null
  items: readonly Item[]
  discount_percent: number | null
  valid_until: string
  notes: string
}

const BASIS = 100

const startOf = (quote: QuoteOut | null, isEdited: boolean): Values => ({
  customer: quote?.customer?.id ? { id: quote.customer.id, name: quote.customer.name } : null,
  items: (quote?.items ?? []).map(itemOf),
  discount_percent: quote?.order_discount_basis_points ? quote.order_discount_basis_points / BASIS : null,
  valid_until: isEdited ? (quote?.valid_until ?? '') : '',
  notes: quote?.notes ?? '',
})

/** A discount in money that an API wrote stays until somebody writes a percentage. */
function discountIn(percent: number | null, quote: QuoteOut | null) {
  if (percent !== null) return { discount_basis_points: Math.round(percent * BASIS) }
  return quote?.order_discount_basis_points ? { discount_basis_points: 0 } : {}
}

type QuoteFormProps = { quote: QuoteOut | null; model: QuoteOut | null }

/** Who, what, until when: written once, priced by the server. `model` is what it begins with. */
export function QuoteForm({ quote, model }: QuoteFormProps) {
  const t = useText()
  const form = useForm<Values>(startOf(model, quote !== null), { draft: `quote.${quote?.id ?? 'new'}` })
  const { values } = form
  const [chosenStore, chooseStore] = useState<string | null>(quote?.store_id ?? null)
  const place = useStoreOf(chosenStore)
  const discount = discountIn(values.discount_percent, quote)
  const validation = useValidation({
    items: values.items,
    customer_id: values.customer?.id ?? null,
    ...discount,
    ...(place.store_id ? { store_id: place.store_id } : {}),
  })
  const { save, busy, problem, approving, stopApproving, id } = useSave({ quote, form, discount, place })
  return (
    <section className="sheet quote-sheet stack">
      {!quote && <StorePart choice={place} onChange={chooseStore} />}
      <CustomerPart customer={values.customer} onChange={(customer) => form.set('customer', customer)} />
      <ProductPicker
        label={t.sales.wizard.add}
        onPick={(product) => form.set('items', withProduct(values.items, product))}
      />
      <DraftLines items={values.items} onChange={(items) => form.set('items', items)} validation={validation} />
      <Form onSubmit={() => save()} problem={problem} className="stack">
        <div className="quote-terms">
          <NumberField label={t.quotes.discount} optional {...form.field('discount_percent')} />
          <TextField
            label={t.quotes.valid_until}
            help={quote ? undefined : t.quotes.until_help}
            optional={!quote}
            type="date"
            {...form.field('valid_until')}
          />
        </div>
        <TextArea label={t.quotes.notes} help={t.quotes.notes_help} optional rows={3} {...form.field('notes')} />
        {validation && values.items.length > 0 && (
          <PlateTotal name={t.sales.orders.total} minor={validation.totals.total} live />
        )}
        <div className="quote-foot">
          <Link className={buttonClass({ size: 'l' })} to={quote ? to.quote(quote.id) : to.quotes()}>
            {t.common.cancel}
          </Link>
          <Button kind="primary" size="l" type="submit" disabled={values.items.length === 0} busy={busy}>
            {quote ? t.common.save : t.quotes.save_new}
          </Button>
        </div>
      </Form>
      {approving && (
        <ApprovalDialog
          needed={validation?.needs_approval ?? []}
          document_id={id}
          onClose={stopApproving}
          onApproved={save}
        />
      )}
    </section>
  )
}

type Saving = {
  quote: QuoteOut | null
  form: ReturnType<typeof useForm<Values>>
  discount: { discount_basis_points?: number }
  place: ReturnType<typeof useStoreOf>
}

/** Saves; a discount above the writer's limit asks for the supervisor's PIN and saves again with it. */
function useSave({ quote, form, discount, place }: Saving) {
  const t = useText()
  const go = useGo()
  const [id] = useState(() => quote?.id ?? crypto.randomUUID())
  const [approving, setApproving] = useState(false)
  const done = {
    refresh: staleQuotes,
    onDone: (saved: { id: string }) => {
      form.restart()
      toast(t.quotes.saved)
      go(to.quote(saved.id), { replace: true })
    },
    onRefused: ({ code, errors }: { code: string; errors: readonly { path: string; message: string }[] }) => {
      if (code.endsWith('approval_needed')) setApproving(true)
      form.refuse(errors)
    },
  }
  const create = useCommand('POST /api/quotes', done)
  const edit = useCommand('PATCH /api/quotes/:id', done)
  const save = (approval_token?: string) => {
    setApproving(false)
    const { values } = form
    const body = {
      customer_id: values.customer?.id ?? null,
      items: linesOf(values.items),
      ...discount,
      ...(values.valid_until ? { valid_until: values.valid_until } : {}),
      ...(approval_token ? { approval_token } : {}),
    }
    const notes = values.notes.trim()
    if (quote) edit.mutate({ params: { id }, body: { ...body, notes: notes || null } })
    else {
      const where = place.store_id ? { store_id: place.store_id } : {}
      create.mutate({ body: { id, ...where, ...body, ...(notes ? { notes } : {}) } })
    }
  }
  const problem = approving ? null : (create.error ?? edit.error)
  return {
    save,
    id,
    problem,
    busy: create.isPending || edit.isPending,
    approving,
    stopApproving: () => setApproving(false),
  }
}
