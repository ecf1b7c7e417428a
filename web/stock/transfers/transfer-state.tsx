import { CircleCheck, FilePen, Truck, X } from 'lucide-react'
import type { TransferOut } from '#stock/contract'
import { useText } from '../../text/text.ts'
import { State, type Tone } from '../../ui/chip.tsx'
import type { IconKind } from '../../ui/icon.tsx'

type Status = TransferOut['status']
const tones: Record<Status, Tone> = { draft: 'neutral', in_transit: 'info', received: 'ok', cancelled: 'neutral' }
const icons: Record<Status, IconKind> = { draft: FilePen, in_transit: Truck, received: CircleCheck, cancelled: X }

export function TransferState({ status }: { status: Status }) {
  const t = useText().warehouse.transfers
  return (
    <State tone={tones[status]} icon={icons[status]}>
      {t.states[status]}
    </State>
  )
}
