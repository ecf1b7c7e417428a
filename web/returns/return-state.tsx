import type { ReturnState } from '#returns/contract'
import { useText } from '../text/text.ts'
import { State, type Tone } from '../ui/chip.tsx'

const tones: Record<ReturnState, Tone> = { requested: 'info', received: 'warn', settled: 'ok', rejected: 'neutral' }

export function ReturnStateChip({ state }: { state: ReturnState }) {
  const t = useText().returns
  return <State tone={tones[state]}>{t.states[state]}</State>
}
