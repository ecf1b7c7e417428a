import { useState } from 'react'
import type { ShipmentOut } from '#fulfilment/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { fulfilmentRoutes } from '../routes.ts'
import { DeliverDialog, EditDialog, FailDialog, RetryDialog } from './shipment-dialogs.tsx'

/** What may happen to a parcel next: the carrier takes it, somebody takes it at the door, or nobody does. */
export function ShipmentActs({ shipment }: { shipment: ShipmentOut }) {
  const words = useText().fulfilment.shipments
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState<'deliver' | 'fail' | 'retry' | 'edit' | null>(null)
  const { id, state, dispatched_at } = shipment
  const hand = useCommand('PATCH /api/shipments/:id', {
    refresh: fulfilmentRoutes,
    onDone: () => toast(words.handed_done),
  })
  if (!may('shipments.ship')) return null
  const close = () => setOpen(null)
  const isOpen = state === 'pending' || state === 'in_transit'
  return (
    <>
      <PageActions>
        {isOpen && <Button onClick={() => setOpen('edit')}>{words.edit}</Button>}
        {isOpen && (
          <Button kind="quiet" onClick={() => setOpen('fail')}>
            {words.fail}
          </Button>
        )}
        {state === 'pending' && (
          <Button
            kind="primary"
            hotkey="d"
            busy={hand.isPending}
            onClick={() => hand.mutate({ params: { id }, body: { state: 'in_transit' } })}
          >
            {words.hand}
          </Button>
        )}
        {state === 'in_transit' && (
          <Button kind="primary" hotkey="e" onClick={() => setOpen('deliver')}>
            {words.deliver}
          </Button>
        )}
        {state === 'failed' && dispatched_at !== null && (
          <Button kind="primary" hotkey="r" onClick={() => setOpen('retry')}>
            {words.retry}
          </Button>
        )}
      </PageActions>
      <ProblemNote problem={hand.error} />
      {open === 'deliver' && <DeliverDialog shipment={shipment} onClose={close} />}
      {open === 'fail' && <FailDialog shipment={shipment} onClose={close} />}
      {open === 'edit' && <EditDialog shipment={shipment} onClose={close} />}
      {open === 'retry' && <RetryDialog shipment={shipment} onClose={close} onDone={(next) => go(to.shipment(next))} />}
    </>
  )
}
