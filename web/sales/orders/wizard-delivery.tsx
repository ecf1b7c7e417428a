import { useState } from 'react'
import type { OrderOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { type ReadRoute, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { TextArea } from '../../ui/text-field.tsx'

const refresh: readonly ReadRoute[] = ['GET /api/orders/:id', 'GET /api/orders', 'GET /api/orders/:id/history']
const ways = ['takeaway', 'pickup', 'delivery'] as const
type Way = (typeof ways)[number]

/** The goods leave now, wait for somebody to come, or are sent to an address. */
export function DeliveryStep({ order, onNext }: { order: OrderOut; onNext: () => void }) {
  const t = useText()
  const may = useMay()
  const words = t.sales.wizard
  const offered = ways.filter((way) => way !== 'takeaway' || may('orders.hand_over'))
  const [way, setWay] = useState<Way>(startOf(order, offered))
  const [address, setAddress] = useState(order.delivery_address ?? order.customer?.address ?? '')
  const [missing, setMissing] = useState(false)
  const handOver = useCommand('POST /api/orders/:id/hand-over', { refresh, onDone: onNext })
  const keep = useCommand('PATCH /api/orders/:id', { refresh, onDone: onNext })
  const params = { id: order.id }
  const submit = () => {
    if (way === 'takeaway') return handOver.mutate({ params, body: {} })
    if (way === 'pickup') return keep.mutate({ params, body: { fulfilment: way } })
    if (address.trim() === '') return setMissing(true)
    keep.mutate({ params, body: { fulfilment: way, delivery_address: address.trim() } })
  }
  return (
    <Form onSubmit={submit} problem={handOver.error ?? keep.error} className="stack">
      <h2 className="sign">{words.delivery_title}</h2>
      <Segmented
        label={words.steps[2] ?? words.delivery_title}
        hideLabel
        size="l"
        value={way}
        onChange={setWay}
        options={offered.map((value) => ({ value, label: words.ways[value] }))}
      />
      <p className="quiet">{words.way_notes[way]}</p>
      {way === 'delivery' && (
        <TextArea
          label={words.address}
          rows={2}
          autoFocus
          maxLength={300}
          autoComplete="street-address"
          value={address}
          error={missing && address.trim() === '' ? t.common.required : undefined}
          onChange={setAddress}
        />
      )}
      <div className="wizard-foot">
        <span className="grow" />
        <Button kind="primary" size="l" type="submit" busy={handOver.isPending || keep.isPending}>
          {way === 'takeaway' ? t.sales.orders.hand_over : words.finish}
        </Button>
      </div>
    </Form>
  )
}

function startOf(order: OrderOut, offered: readonly Way[]): Way {
  if (order.delivery_address !== null) return 'delivery'
  const [first = 'pickup'] = offered
  return first
}
