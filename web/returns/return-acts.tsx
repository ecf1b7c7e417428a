import { useState } from 'react'
import type { ReturnOut } from '#returns/contract'
import { useMay } from '../api/session-store.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ExchangeDialog } from './exchange-dialog.tsx'
import { ReceiveDialog, RejectDialog } from './receive-dialogs.tsx'
import { SettleDialog } from './settle-dialog.tsx'

type Act = ReturnOut['next'][number]
const permissions: Record<Act, string> = {
  receive: 'returns.take',
  settle: 'returns.settle',
  reject: 'returns.settle',
  decide: 'returns.decide',
}

/** The next step, as the server says it: only what may happen now is offered. */
export function ReturnActs({ back }: { back: ReturnOut }) {
  const words = useText().returns.page
  const may = useMay()
  const [open, setOpen] = useState<'receive' | 'reject' | 'settle' | 'exchange' | null>(null)
  const can = (act: Act) => back.next.includes(act) && may(permissions[act])
  const close = () => setOpen(null)
  return (
    <>
      <PageActions>
        {can('reject') && (
          <Button kind="quiet" onClick={() => setOpen('reject')}>
            {words.reject}
          </Button>
        )}
        {can('receive') && (
          <Button kind="primary" hotkey="r" onClick={() => setOpen('receive')}>
            {words.receive}
          </Button>
        )}
        {can('settle') && (
          <>
            <Button hotkey="c" onClick={() => setOpen('exchange')}>
              {words.exchange_act}
            </Button>
            <Button kind="pay" hotkey="d" onClick={() => setOpen('settle')}>
              {words.settle}
            </Button>
          </>
        )}
      </PageActions>
      {open === 'receive' && <ReceiveDialog back={back} onClose={close} />}
      {open === 'reject' && <RejectDialog back={back} onClose={close} />}
      {open === 'settle' && <SettleDialog back={back} onClose={close} />}
      {open === 'exchange' && <ExchangeDialog back={back} onClose={close} />}
    </>
  )
}
