import { CircleCheck, Clock, Truck, X } from 'lucide-react'
import type { ReorderOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { State, type Tone } from '../../ui/chip.tsx'
import type { IconKind } from '../../ui/icon.tsx'

type Status = ReorderOut['status']
const tones: Record<Status, Tone> = { requested: 'warn', ordered: 'info', received: 'ok', cancelled: 'neutral' }
const icons: Record<Status, IconKind> = { requested: Clock, ordered: Truck, received: CircleCheck, cancelled: X }

export function ReorderState({ status }: { status: Status }) {
  const t = useText().purchasing.reorders
  return (
    <State tone={tones[status]} icon={icons[status]}>
      {t.states[status]}
    </State>
  )
}
