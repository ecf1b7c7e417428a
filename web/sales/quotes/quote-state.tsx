import type { QuoteOut } from '#sales/contract'
import { useText } from '../../text/text.ts'
import { Chip, State, type Tone } from '../../ui/chip.tsx'

type Status = QuoteOut['status']
const tones: Record<Status, Tone> = {
  draft: 'info',
  sent: 'warn',
  accepted: 'ok',
  declined: 'neutral',
  expired: 'bad',
}

/** A quote that waits for an answer speaks; one that was answered is quiet. */
export function QuoteState({ status }: { status: Status }) {
  return <State tone={tones[status]}>{useText().quotes.statuses[status]}</State>
}

export function QuoteChip({ status }: { status: Status }) {
  return <Chip tone={tones[status]}>{useText().quotes.statuses[status]}</Chip>
}
