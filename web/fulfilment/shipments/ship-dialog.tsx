import { useState } from 'react'
import type { FulfilmentOut, LineOut } from '#fulfilment/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented } from '../../ui/choice-fields.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { fulfilmentRoutes } from '../routes.ts'
import '../order/fulfilment.css'

type ShipProps = { order: FulfilmentOut; onClose: () => void; onDone?: () => void }

/** What is in parcels that wait for the carrier is packed and not shipped, and belongs to them. */
const readyOf = ({ packed, shipped }: LineOut) => Math.round((packed - shipped) * 1000) / 1000

/** One parcel: what it holds, who takes it, where to, and whether it leaves now. */
export function ShipDialog({ order, onClose, onDone }: ShipProps) {
  const t = useText()
  const words = t.fulfilment.ship
  const ready = order.items.filter((line) => readyOf(line) > 0)
  const [part, setPart] = useState<'all' | 'some'>('all')
  const [some, setSome] = useState<Record<string, number>>({})
  const form = useForm({
    carrier: '',
    tracking: '',
    address: order.delivery_address ?? '',
    cost: null as number | null,
    expected: '',
    now: true,
  })
  const { carrier, tracking, address, cost, expected, now } = form.values
  const ship = useCommand('POST /api/shipments', {
    refresh: [...fulfilmentRoutes, 'GET /api/orders/:id'],
    onDone: ({ number, state }) => {
      toast(state === 'pending' ? words.prepared(number) : words.done(number))
      onClose()
      onDone?.()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const lines = Object.entries(some)
    .filter(([, quantity]) => quantity > 0)
    .map(([line_id, quantity]) => ({ line_id, quantity }))
  const written = (given: Record<string, string>) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''))
  const submit = () =>
    ship.mutate({
      body: {
        fulfilment_id: order.id,
        state: now ? 'in_transit' : 'pending',
        ...written({ carrier, tracking, address, expected_on: expected }),
        ...(cost === null ? {} : { cost_minor: cost }),
        ...(part === 'some' ? { lines } : {}),
      },
    })
  return (
    <Dialog open onClose={onClose} title={words.title(order.number)}>
      <Form problem={ship.error} onSubmit={submit} className="stack">
        {(ready.length > 1 || ready.some((line) => readyOf(line) > 1)) && (
          <Segmented
            label={words.what}
            value={part}
            onChange={setPart}
            options={[
              { value: 'all', label: words.all },
              { value: 'some', label: words.some },
            ]}
          />
        )}
        {part === 'some' && <Part lines={ready} some={some} onChange={setSome} />}
        <TextField label={words.carrier} help={words.carrier_help} optional autoFocus {...form.field('carrier')} />
        <TextField label={words.tracking} optional autoCapitalize="off" {...form.field('tracking')} />
        <TextField label={words.address} optional {...form.field('address')} />
        <div className="ship-two">
          <MoneyField label={words.cost} optional {...form.field('cost')} />
          <TextField label={words.expected} type="date" optional {...form.field('expected')} />
        </div>
        <Checkbox label={words.now} help={words.now_help} checked={now} onChange={(next) => form.set('now', next)} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={ship.isPending} disabled={part === 'some' && lines.length === 0}>
            {now ? words.ship_now : words.prepare}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type PartProps = {
  lines: readonly LineOut[]
  some: Record<string, number>
  onChange: (some: Record<string, number>) => void
}

function Part({ lines, some, onChange }: PartProps) {
  return (
    <ul className="fulfilment-choice">
      {lines.map((line) => (
        <li key={line.id}>
          <b className="grow">{line.name}</b>
          <QuantityStepper
            label={line.name}
            max={readyOf(line)}
            value={some[line.id] ?? 0}
            onChange={(next) => onChange({ ...some, [line.id]: next })}
          />
        </li>
      ))}
    </ul>
  )
}
