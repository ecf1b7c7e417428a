import { useState } from 'react'
import type { FulfilmentOut } from '#fulfilment/contract'
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
import { ShipDialog } from '../shipments/ship-dialog.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { useSlip } from './use-slip.ts'

type Act = FulfilmentOut['next'][number]
const permissions: Partial<Record<Act, string>> = {
  ship: 'shipments.ship',
  deliver: 'shipments.ship',
  cancel: 'fulfilments.cancel',
  return: 'returns.take',
}

/** The next step, as the server says it: only what may happen now is offered. */
export function FulfilmentActs({ order }: { order: FulfilmentOut }) {
  const words = useText().fulfilment.order
  const may = useMay()
  const go = useGo()
  const slip = useSlip(order.number)
  const [open, setOpen] = useState<'ship' | 'split' | 'cancel' | null>(null)
  const params = { number: order.id }
  const reserve = useCommand('POST /api/fulfilments/:number/reserve', {
    refresh: fulfilmentRoutes,
    onDone: () => toast(words.reserved_done),
  })
  const deliver = useCommand('PATCH /api/fulfilments/:number', {
    refresh: fulfilmentRoutes,
    onDone: () => toast(words.delivered_done),
  })
  const can = (act: Act) => order.next.includes(act) && may(permissions[act] ?? 'fulfilments.work')
  const isReady = order.packed > order.shipped
  const close = () => setOpen(null)
  return (
    <>
      <PageActions>
        {can('cancel') && (
          <Button kind="quiet" onClick={() => setOpen('cancel')}>
            {words.cancel}
          </Button>
        )}
        {can('split') && order.units > 1 && <Button onClick={() => setOpen('split')}>{words.split}</Button>}
        {order.state !== 'received' && order.state !== 'cancelled' && (
          <Button busy={slip.busy} onClick={slip.run}>
            {words.slip}
          </Button>
        )}
        {can('return') && <Button onClick={() => go(to.newReturnOf(order.order_id))}>{words.give_back}</Button>}
        {can('reserve') && (
          <Button
            kind="primary"
            hotkey="r"
            busy={reserve.isPending}
            onClick={() => reserve.mutate({ params, body: {} })}
          >
            {words.reserve}
          </Button>
        )}
        {(can('start') || can('pick')) && (
          <Button kind="primary" hotkey="b" onClick={() => go(to.picking(order.id))}>
            {can('start') ? words.start : words.pick}
          </Button>
        )}
        {can('pack') && order.packed < order.picked && (
          <Button kind="primary" hotkey="e" onClick={() => go(to.packing(order.number))}>
            {words.pack}
          </Button>
        )}
        {can('ship') && isReady && (
          <Button
            kind={order.packed < order.picked ? 'secondary' : 'primary'}
            hotkey="d"
            onClick={() => setOpen('ship')}
          >
            {words.ship}
          </Button>
        )}
        {can('deliver') && (
          <Button
            kind="primary"
            hotkey="e"
            busy={deliver.isPending}
            onClick={() => deliver.mutate({ params, body: { state: 'delivered' } })}
          >
            {words.deliver}
          </Button>
        )}
      </PageActions>
      <ProblemNote problem={reserve.error ?? deliver.error} />
      {open === 'ship' && <ShipDialog order={order} onClose={close} />}
      {open === 'split' && <SplitDialog order={order} onClose={close} />}
      {open === 'cancel' && <CancelDialog order={order} onClose={close} />}
    </>
  )
}
