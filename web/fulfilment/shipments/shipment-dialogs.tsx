import { type ReactNode, useState } from 'react'
import type { ShipmentOut } from '#fulfilment/contract'
import type { Problem } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useUpload } from '../../api/use-upload.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { momentOf, wallClock } from '../../ui/wall-clock.ts'
import { fulfilmentRoutes } from '../routes.ts'

type DialogProps = { shipment: ShipmentOut; onClose: () => void }
type SheetProps = {
  title: string
  text?: string
  act: string
  busy: boolean
  problem: Problem | null
  onClose: () => void
  onSubmit: () => void
  children: ReactNode
  isBad?: boolean
}

function ActSheet({ title, text, act, busy, problem, onClose, onSubmit, children, isBad }: SheetProps) {
  const t = useText()
  return (
    <Dialog open onClose={onClose} title={title} {...(text ? { text } : {})}>
      <Form problem={problem} onSubmit={onSubmit} className="stack">
        {children}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind={isBad ? 'danger-solid' : 'primary'} type="submit" busy={busy}>
            {act}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function useEdit(says: string, onClose: () => void) {
  return useCommand('PATCH /api/shipments/:id', {
    refresh: [...fulfilmentRoutes, 'GET /api/orders/:id'],
    onDone: () => {
      toast(says)
      onClose()
    },
  })
}

const given = (words: Record<string, string>) =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== ''))

/** At the door: when it was, who took it, and a picture of it. */
export function DeliverDialog({ shipment, onClose }: DialogProps) {
  const words = useText().fulfilment.shipments
  const may = useMay()
  const [received_by, setReceivedBy] = useState('')
  const [proof_file_id, setProof] = useState('')
  const arrival = useArrival(shipment)
  const deliver = useEdit(words.delivered_done, onClose)
  const upload = useUpload('POST /api/files', { onDone: ({ id }) => setProof(id) })
  const submit = () => {
    if (!arrival.isGood()) return
    deliver.mutate({
      params: { id: shipment.id },
      body: { state: 'delivered', ...arrival.body, ...given({ received_by, proof_file_id }) },
    })
  }
  return (
    <ActSheet
      title={words.deliver_title}
      act={words.deliver}
      busy={deliver.isPending || upload.isPending}
      problem={deliver.error ?? upload.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField label={words.who} optional value={received_by} onChange={setReceivedBy} autoFocus name="who" />
      <TextField label={words.arrived} help={words.arrived_help} type="datetime-local" {...arrival.field} />
      {may('files.add') && (
        <label className="field ship-photo">
          <span className="field-label">{words.photo}</span>
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp"
            capture="environment"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file) upload.mutate({ file })
            }}
          />
          <span className="field-help">{words.photo_help}</span>
        </label>
      )}
    </ActSheet>
  )
}

/** When it arrived: now, unless somebody says otherwise; never later than now, nor before it left. */
function useArrival({ dispatched_at }: ShipmentOut) {
  const words = useText().fulfilment.shipments
  const { shop, moment } = useFormat()
  const clock = (at: Date) => wallClock(at, shop.time_zone)
  const [opened] = useState(() => clock(new Date()))
  const [value, setValue] = useState(opened)
  const [told, setTold] = useState(false)
  const at = momentOf(value, shop.time_zone)
  const left = dispatched_at === null ? null : new Date(dispatched_at)
  const isTooEarly = at !== null && left !== null && value < clock(left)
  const error =
    at === null
      ? words.arrived_missing
      : at > new Date()
        ? words.arrived_later
        : isTooEarly && words.arrived_before(moment(left))
  // The field knows no seconds: of the minute in which it left, it is the moment it left.
  const told_at = at && left && at < left ? left : at
  return {
    field: {
      name: 'delivered_at',
      value,
      onChange: setValue,
      max: clock(new Date()),
      error: (told && error) || undefined,
      ...(left && { min: clock(left) }),
    },
    isGood: () => {
      setTold(true)
      return !error
    },
    body: value === opened || told_at === null ? {} : { delivered_at: told_at.toISOString() },
  }
}

export function FailDialog({ shipment, onClose }: DialogProps) {
  const words = useText().fulfilment.shipments
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const fail = useEdit(words.failed_done, onClose)
  const isMissing = reason.trim() === ''
  const submit = () => {
    setTold(true)
    if (isMissing) return
    fail.mutate({ params: { id: shipment.id }, body: { state: 'failed', failed_reason: reason.trim() } })
  }
  return (
    <ActSheet
      title={words.fail_title}
      text={words.fail_text}
      act={words.fail}
      isBad
      busy={fail.isPending}
      problem={fail.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField
        label={words.fail_reason}
        value={reason}
        onChange={setReason}
        error={told && isMissing ? words.fail_need : undefined}
        autoFocus
        name="failed_reason"
      />
    </ActSheet>
  )
}

export function RetryDialog({ shipment, onClose, onDone }: DialogProps & { onDone: (id: string) => void }) {
  const t = useText().fulfilment
  const words = t.shipments
  const form = useForm({ carrier: shipment.carrier ?? '', tracking: '' })
  const retry = useCommand('POST /api/shipments/:id/retry', {
    refresh: fulfilmentRoutes,
    onDone: ({ id, number }) => {
      toast(words.retried_done(number))
      onClose()
      onDone(id)
    },
  })
  return (
    <ActSheet
      title={words.retry_title}
      text={words.retry_text}
      act={words.retry}
      busy={retry.isPending}
      problem={retry.error}
      onClose={onClose}
      onSubmit={() => retry.mutate({ params: { id: shipment.id }, body: given(form.values) })}
    >
      <TextField label={t.ship.carrier} optional autoFocus {...form.field('carrier')} />
      <TextField label={t.ship.tracking} optional autoCapitalize="off" {...form.field('tracking')} />
    </ActSheet>
  )
}

export function EditDialog({ shipment, onClose }: DialogProps) {
  const t = useText().fulfilment
  const words = t.shipments
  const may = useMay()
  const form = useForm({
    carrier: shipment.carrier ?? '',
    tracking: shipment.tracking ?? '',
    address: shipment.address ?? '',
    expected: shipment.expected_on ?? '',
    cost: shipment.cost_minor ?? null,
  })
  const edit = useEdit(words.edited_done, onClose)
  const orNull = (value: string) => (value.trim() === '' ? null : value.trim())
  const submit = () => {
    const { carrier, tracking, address, expected, cost } = form.values
    edit.mutate({
      params: { id: shipment.id },
      version: shipment.version,
      body: {
        carrier: orNull(carrier),
        tracking: orNull(tracking),
        address: orNull(address),
        expected_on: orNull(expected),
        ...(may('costs.see') ? { cost_minor: cost } : {}),
      },
    })
  }
  return (
    <ActSheet
      title={words.edit_title}
      act={words.edit}
      busy={edit.isPending}
      problem={edit.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField label={t.ship.carrier} optional autoFocus {...form.field('carrier')} />
      <TextField label={t.ship.tracking} optional autoCapitalize="off" {...form.field('tracking')} />
      <TextField label={t.ship.address} optional {...form.field('address')} />
      <TextField label={t.ship.expected} type="date" optional {...form.field('expected')} />
      {may('costs.see') && <MoneyField label={t.ship.cost} optional {...form.field('cost')} />}
    </ActSheet>
  )
}
