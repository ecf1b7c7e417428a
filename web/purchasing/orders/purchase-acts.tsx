import { Download, PackageCheck, Pencil, Send } from 'lucide-react'
import { useState } from 'react'
import type { PurchaseOut } from '#purchasing/contract'
import { download } from '../../api/download.ts'
import { problemFrom } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { EndDialog } from './end-dialog.tsx'
import { SendDialog } from './send-dialog.tsx'

type Asking = 'send' | 'cancel' | 'close' | null

/** The next step of an order first, and the ways out of it. */
export function PurchaseActs({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const may = useMay()
  const go = useGo()
  const [asking, setAsking] = useState<Asking>(null)
  const { status, receipts } = order
  const edits = may('purchases.edit')
  const isOnTheWay = status === 'sent' || status === 'partially_received'
  return (
    <>
      <PageActions>
        {edits && (status === 'draft' || (status === 'sent' && receipts.length === 0)) && (
          <Button kind="quiet" onClick={() => setAsking('cancel')}>
            {t.cancel}
          </Button>
        )}
        {edits && status === 'partially_received' && (
          <Button kind="quiet" onClick={() => setAsking('close')}>
            {t.close}
          </Button>
        )}
        {may('costs.see') && order.lines > 0 && <PaperButton order={order} />}
        {edits && status === 'draft' && (
          <>
            <Button icon={Pencil} hotkey="e" onClick={() => go(to.editPurchase(order.id))}>
              {t.edit}
            </Button>
            <Button
              kind="primary"
              icon={Send}
              hotkey="x"
              disabled={order.lines === 0}
              onClick={() => setAsking('send')}
            >
              {t.send}
            </Button>
          </>
        )}
        {may('purchases.receive') && isOnTheWay && (
          <Button kind="primary" icon={PackageCheck} hotkey="r" onClick={() => go(to.receive(order.id))}>
            {t.receive}
          </Button>
        )}
      </PageActions>
      {asking === 'send' && <SendDialog order={order} onClose={() => setAsking(null)} />}
      {(asking === 'cancel' || asking === 'close') && (
        <EndDialog order={order} how={asking} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

/** The paper as the supplier gets it. */
function PaperButton({ order }: { order: PurchaseOut }) {
  const t = useText().purchasing.orders
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await download(`${t.file(order.number)}.pdf`, 'GET /api/purchase-orders/:id/pdf', { params: { id: order.id } })
    } catch (error) {
      toast(problemFrom(error).title, { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={Download} busy={busy} onClick={() => void save()}>
      {t.paper}
    </Button>
  )
}
