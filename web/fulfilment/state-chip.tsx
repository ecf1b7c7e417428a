import type { FulfilmentState, ShipmentState } from '#fulfilment/contract'
import { useText } from '../text/text.ts'
import { State, type Tone } from '../ui/chip.tsx'

const tones: Record<FulfilmentState, Tone> = {
  received: 'info',
  picking: 'info',
  packing: 'info',
  shipped: 'info',
  delivered: 'ok',
  returned: 'neutral',
  cancelled: 'neutral',
}

/** What waits for somebody speaks in colour; what is over is quiet. */
export function FulfilmentStateChip({ state, waits }: { state: FulfilmentState; waits?: boolean }) {
  const t = useText().fulfilment
  return waits ? <State tone="warn">{t.waits}</State> : <State tone={tones[state]}>{t.states[state]}</State>
}

const parcelTones: Record<ShipmentState, Tone> = { pending: 'info', in_transit: 'info', delivered: 'ok', failed: 'bad' }

export function ShipmentStateChip({ state, isLate }: { state: ShipmentState; isLate?: boolean }) {
  const t = useText().fulfilment.shipments
  if (isLate) return <State tone="warn">{t.late}</State>
  return <State tone={parcelTones[state]}>{t.states[state]}</State>
}
