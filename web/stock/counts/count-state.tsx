import { CircleCheck, ClipboardList, ListChecks, ScanBarcode, X } from 'lucide-react'
import type { CountOut } from '#stock/contract'
import { useText } from '../../text/text.ts'
import { State, type Tone } from '../../ui/chip.tsx'
import type { IconKind } from '../../ui/icon.tsx'

type Status = CountOut['status']
const tones: Record<Status, Tone> = {
  open: 'neutral',
  counting: 'info',
  review: 'warn',
  posted: 'ok',
  cancelled: 'neutral',
}
const icons: Record<Status, IconKind> = {
  open: ClipboardList,
  counting: ScanBarcode,
  review: ListChecks,
  posted: CircleCheck,
  cancelled: X,
}

export function CountState({ status }: { status: Status }) {
  const t = useText().warehouse.counts
  return (
    <State tone={tones[status]} icon={icons[status]}>
      {t.states[status]}
    </State>
  )
}
