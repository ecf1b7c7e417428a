import { useState } from 'react'
import type { FulfilmentOut } from '#fulfilment/contract'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { fulfilmentRoutes } from '../routes.ts'

const left = ({ quantity, picked }: FulfilmentOut['items'][number]) => Math.round((quantity - picked) * 1000) / 1000

/** What goes on its own: how many of each line that is not picked yet. */
export function SplitDialog({ order, onClose }: { order: FulfilmentOut; onClose: () => void }) {
  const t = useText()
  const words = t.fulfilment.order
  const format = useFormat()
  const go = useGo()
  const [apart, setApart] = useState<Record<string, number>>({})
  const split = useCommand('POST /api/fulfilments/:number/split', {
    refresh: fulfilmentRoutes,
    onDone: ({ number }) => {
      toast(words.split_done(number))
      onClose()
      go(to.fulfilment(number))
    },
  })
  const lines = Object.entries(apart)
    .filter(([, quantity]) => quantity > 0)
    .map(([line_id, quantity]) => ({ line_id, quantity }))
  return (
    <Dialog open onClose={onClose} title={words.split_title} text={words.split_text}>
      <Form problem={split.error} onSubmit={() => split.mutate({ params: { number: order.id }, body: { lines } })}>
        <ul className="fulfilment-choice">
          {order.items
            .filter((line) => line.tracks_stock && left(line) > 0)
            .map((line) => (
              <li key={line.id}>
                <span className="grow">
                  <b>{line.name}</b>
                  <small className="quiet">{words.split_of(format.quantity(left(line)))}</small>
                </span>
                <QuantityStepper
                  label={line.name}
                  max={left(line)}
                  value={apart[line.id] ?? 0}
                  onChange={(next) => setApart({ ...apart, [line.id]: next })}
                />
              </li>
            ))}
        </ul>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={split.isPending} disabled={lines.length === 0}>
            {words.split}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
