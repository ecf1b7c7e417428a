import { useState } from 'react'
import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented, Select } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { fulfilmentRoutes } from '../routes.ts'
import { leftOf, type Stop } from './walk.ts'

type Outcome = 'back_order' | 'other_warehouse' | 'cancel'
type Reason = 'not_found' | 'damaged' | 'expired' | 'other'
type ShortProps = { stop: Stop; warehouse_id: string; onClose: () => void }

/** What is not on the shelf: how much, why, and which way it goes instead. */
export function ShortDialog({ stop, warehouse_id, onClose }: ShortProps) {
  const t = useText()
  const words = t.fulfilment.picking
  const may = useMay()
  const open = stop.orders.filter((one) => leftOf(one) > 0)
  const [line_id, setLine] = useState(open[0]?.line_id ?? '')
  const line = open.find((one) => one.line_id === line_id) ?? open[0]
  const form = useForm({
    quantity: (line ? leftOf(line) : null) as number | null,
    reason: 'not_found' as Reason,
    outcome: 'back_order' as Outcome,
    other: '',
    note: '',
    write_off: false,
  })
  const { quantity, reason, outcome, other, note, write_off } = form.values
  const start = useCommand('POST /api/fulfilments/:number/start')
  const short = useCommand('POST /api/fulfilments/:number/short-picks', {
    refresh: [...fulfilmentRoutes, 'GET /api/orders/:id'],
    onDone: () => {
      toast(words.short_done)
      onClose()
    },
  })
  const submit = async () => {
    if (!line || quantity === null) return
    const params = { number: line.fulfilment_id }
    // Something can only be missing for who looks for it: the first word about an order starts it.
    if (line.picked === 0) await start.mutateAsync({ params, body: {} }).catch(() => null)
    const terms = { line_id: line.line_id, quantity, reason, outcome, write_off }
    short.mutate({
      params,
      body: {
        ...terms,
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(outcome === 'other_warehouse' && other ? { warehouse_id: other } : {}),
      },
    })
  }
  const reasons = t.fulfilment.order.short_reasons
  return (
    <Dialog open onClose={onClose} title={words.short_title(stop.name)} text={words.short_text}>
      <Form problem={short.error} onSubmit={() => void submit()} className="stack">
        {open.length > 1 && (
          <Select
            label={words.short_line}
            value={line?.line_id ?? ''}
            onChange={(next) => {
              setLine(next)
              const chosen = open.find((one) => one.line_id === next)
              if (chosen) form.set('quantity', leftOf(chosen))
            }}
            options={open.map((one) => ({ value: one.line_id, label: t.fulfilment.title_of(one.number) }))}
          />
        )}
        <NumberField label={words.short_quantity} {...form.field('quantity')} />
        <Select
          label={words.short_reason}
          value={reason}
          onChange={(next) => form.set('reason', next)}
          options={(Object.keys(reasons) as Reason[]).map((value) => ({ value, label: reasons[value] }))}
        />
        <Segmented
          label={words.short_outcome}
          help={words.outcome_says[outcome]}
          value={outcome}
          onChange={(next) => form.set('outcome', next)}
          options={(Object.keys(words.outcomes) as Outcome[]).map((value) => ({ value, label: words.outcomes[value] }))}
        />
        {outcome === 'other_warehouse' && (
          <OtherWarehouse except={warehouse_id} value={other} onChange={(next) => form.set('other', next)} />
        )}
        <TextField label={words.short_note} optional {...form.field('note')} />
        {may('stock.adjust') && (
          <Checkbox
            label={words.write_off}
            help={words.write_off_help}
            checked={write_off}
            onChange={(next) => form.set('write_off', next)}
          />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={short.isPending || start.isPending}>
            {words.short_do}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type OtherProps = { except: string; value: string; onChange: (id: string) => void }
const placesMax = '200'

function OtherWarehouse({ except, value, onChange }: OtherProps) {
  const words = useText().fulfilment.picking
  const may = useMay()
  const warehouses = useAnswer(
    'GET /api/warehouses',
    { query: { limit: placesMax } },
    { enabled: may('warehouses.see') },
  )
  const others = (warehouses.data?.items ?? []).filter(({ id }) => id !== except)
  if (others.length === 0) return <p className="quiet">{words.one_warehouse}</p>
  return (
    <Select
      label={words.short_warehouse}
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: words.choose_warehouse },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
