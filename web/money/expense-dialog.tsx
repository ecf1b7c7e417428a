import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { type ReadRoute, useAnswer, useCommand } from '../api/use-answer.ts'
import { useUpload } from '../api/use-upload.ts'
import { useWorkingStore } from '../api/working-store.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MoneyField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { CategoryField } from './category-field.tsx'
import { useTillName } from './names.ts'

const refresh: readonly ReadRoute[] = ['GET /api/expenses', 'GET /api/expenses/summary']

/** Writes down what was spent: out of one's open till, or paid by the shop itself. */
export function ExpenseDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const words = t.money.expenses
  const format = useFormat()
  const may = useMay()
  const place = usePlace()
  const [file_id, setFile] = useState('')
  const form = useForm({ amount: null as number | null, category: '', description: '', method: 'cash' })
  const upload = useUpload('POST /api/files', { onDone: ({ id }) => setFile(id) })
  const spend = useCommand('POST /api/expenses', {
    refresh,
    onDone: ({ amount }) => {
      toast(words.recorded(format.money(-amount)))
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    const { amount, category, description, method } = form.values
    const isWhole = form.judge({
      amount: !amount && words.amount_missing,
      category: category.trim() === '' && words.category_missing,
      description: description.trim() === '' && words.description_missing,
    })
    if (!isWhole || !amount) return
    const what = { amount, category: category.trim(), description: description.trim(), method }
    spend.mutate({ body: { ...what, ...place.body, ...(file_id && { file_id }) } })
  }
  return (
    <Dialog open onClose={onClose} title={words.dialog_title} text={place.says}>
      <Form problem={spend.error ?? upload.error} onSubmit={submit} className="stack">
        <MoneyField label={t.money.entries.amount} size="l" autoFocus {...form.field('amount')} />
        <CategoryField label={words.category} {...form.field('category')} />
        <TextField label={t.money.entries.detail} help={words.detail_help} {...form.field('description')} />
        <MethodSelect value={form.values.method} onChange={(method) => form.set('method', method)} />
        {place.choice}
        {may('files.add') && (
          <label className="field">
            <span className="field-label">{words.receipt}</span>
            <input
              type="file"
              accept="image/png,image/jpeg,image/webp"
              onChange={({ target }) => {
                const [file] = target.files ?? []
                if (file) upload.mutate({ file })
              }}
            />
          </label>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={spend.isPending || upload.isPending}>
            {words.record}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

/** Whoever holds an open till pays from it; others say which store pays, where there are several. */
function usePlace() {
  const t = useText()
  const words = t.money.expenses
  const may = useMay()
  const nameOf = useTillName()
  const working = useWorkingStore()
  const [chosen, setChosen] = useState(working ?? '')
  const own = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const stores = useAnswer('GET /api/stores', { query: { limit: '200' } }, { enabled: may('stores.see') })
  const till = own.data?.items[0]
  if (till) return { says: words.from_till(nameOf(till.till_id)), body: { till_session_id: till.id }, choice: null }
  const items = stores.data?.items ?? []
  const store_id = items.find(({ id }) => id === chosen)?.id ?? items[0]?.id
  const choice = items.length > 1 && (
    <Select
      label={t.stock.places.store}
      value={store_id ?? ''}
      onChange={setChosen}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
  return { says: words.from_shop, body: store_id ? { store_id } : {}, choice }
}

function MethodSelect({ value, onChange }: { value: string; onChange: (method: string) => void }) {
  const t = useText()
  const may = useMay()
  const methods = useAnswer(
    'GET /api/payment-methods',
    { query: { is_active: 'true' } },
    { enabled: may('payments.see') },
  )
  const paid = (methods.data?.items ?? []).filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
  if (paid.length < 2) return null
  return (
    <Select
      label={t.money.expenses.paid_with}
      value={value}
      onChange={onChange}
      options={paid.map(({ code, name }) => ({ value: code, label: name }))}
    />
  )
}
