import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented, Select } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { stockRoutes } from './refresh.ts'
import './stock.css'
import type { StockByWarehouse } from './warehouse-levels.tsx'

type Operation = 'set' | 'add' | 'subtract'
type AdjustProps = { product: { id: string; name: string }; warehouse_id?: string; onClose: () => void }

/** Corrects what a warehouse has, with the reason that stays in the ledger. */
export function AdjustDialog({ product, warehouse_id, onClose }: AdjustProps) {
  const t = useText().stock
  const stock = useAnswer('GET /api/products/:id/stock-by-warehouse', { params: { id: product.id } })
  return (
    <Dialog open onClose={onClose} title={t.adjust.title(product.name)}>
      <QueryState query={stock} what={t.the_stock} small rows={4}>
        {(data) => <AdjustForm stock={data} first={warehouse_id} onClose={onClose} />}
      </QueryState>
    </Dialog>
  )
}

type FormProps = { stock: StockByWarehouse; first: string | undefined; onClose: () => void }
function AdjustForm({ stock, first, onClose }: FormProps) {
  const t = useText()
  const format = useFormat()
  const words = t.stock.adjust
  const form = useForm({
    warehouse_id: first ?? fullest(stock) ?? '',
    operation: 'set' as Operation,
    quantity: null as number | null,
    reason: '',
  })
  const [told, setTold] = useState(false)
  const { warehouse_id, operation, quantity, reason } = form.values
  const before = stock.warehouses.find(({ warehouse }) => warehouse.id === warehouse_id)?.on_hand ?? 0
  const after = quantity === null ? null : afterwards(before, operation, quantity)
  const isBelowZero = after !== null && operation === 'subtract' && after < 0
  const adjust = useCommand('POST /api/products/:id/adjust-stock', {
    refresh: stockRoutes,
    onDone: ({ on_hand }) => {
      toast(words.done(stock.product.name, format.quantity(on_hand)))
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    setTold(true)
    const isFine = form.judge({
      quantity: quantity === null && words.quantity_missing,
      reason: reason.trim() === '' && words.reason_missing,
    })
    if (!isFine || quantity === null || isBelowZero) return
    adjust.mutate({
      params: { id: stock.product.id },
      body: { warehouse_id, operation, quantity, reason: reason.trim() },
    })
  }
  return (
    <Form className="adjust-form" problem={adjust.error} onSubmit={submit}>
      {stock.warehouses.length > 1 && (
        <Select
          label={words.warehouse}
          {...form.field('warehouse_id')}
          options={stock.warehouses.map(({ warehouse }) => ({ value: warehouse.id, label: warehouse.name }))}
        />
      )}
      <Segmented
        label={words.operation}
        value={operation}
        onChange={(next) => form.set('operation', next)}
        options={operations.map((value) => ({ value, label: words.operations[value] }))}
      />
      <NumberField label={words.quantity} autoFocus size="l" {...form.field('quantity')} />
      <p className="adjust-change" aria-live="polite">
        <span className="label">{words.before}</span> <b>{format.quantity(before)}</b>
        <Icon of={ArrowRight} size="s" />
        <span className="label">{words.after}</span> <b>{after === null ? '…' : format.quantity(after)}</b>
        <span className={isBelowZero && told ? 'bad' : 'quiet'}>
          {after === before && words.same}
          {isBelowZero && words.below_zero(format.quantity(before))}
        </span>
      </p>
      <TextField label={words.reason} help={words.reason_help} {...form.field('reason')} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" keys="Enter" busy={adjust.isPending}>
          {words.submit}
        </Button>
      </div>
    </Form>
  )
}

/** Where most of it stands is most often where it is corrected. */
const fullest = ({ warehouses }: StockByWarehouse): string | undefined =>
  [...warehouses].sort((a, b) => b.on_hand - a.on_hand)[0]?.warehouse.id

const operations: readonly Operation[] = ['set', 'add', 'subtract']

/** In thousandths, as the ledger counts. */
function afterwards(before: number, operation: Operation, quantity: number): number {
  if (operation === 'set') return quantity
  const change = operation === 'add' ? quantity : -quantity
  return Math.round((before + change) * 1000) / 1000
}
