import { CircleCheck, FilePen, PackageOpen, Send, X } from 'lucide-react'
import type { PurchaseSummaryOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { State, type Tone } from '../../ui/chip.tsx'
import type { IconKind } from '../../ui/icon.tsx'

type Status = PurchaseSummaryOut['status']
const tones: Record<Status, Tone> = {
  draft: 'neutral',
  sent: 'info',
  partially_received: 'info',
  received: 'ok',
  cancelled: 'neutral',
}
const icons: Record<Status, IconKind> = {
  draft: FilePen,
  sent: Send,
  partially_received: PackageOpen,
  received: CircleCheck,
  cancelled: X,
}

/** How far an order is; that it is late speaks louder. */
export function PurchaseState({ order }: { order: Pick<PurchaseSummaryOut, 'status' | 'is_late'> }) {
  const t = useText().purchasing.orders
  return (
    <span className="row wrap">
      <State tone={tones[order.status]} icon={icons[order.status]}>
        {t.states[order.status]}
      </State>
      {order.is_late && <State tone="bad">{t.late}</State>}
    </span>
  )
}
