import type { TillSessionOut } from '#money/contract'
import { useText } from '../text/text.ts'
import { State, type Tone } from '../ui/chip.tsx'
import { useFormat } from '../ui/use-format.ts'

type Standing = Pick<TillSessionOut, 'state' | 'difference_minor'>
const tones: Record<TillSessionOut['state'], Tone> = {
  open: 'info',
  closed: 'ok',
  under_review: 'warn',
  settled: 'neutral',
}

/** "Faltan $2.000" says more than "under review". */
export function SessionState({ session }: { session: Standing }) {
  const says = useSessionWords()(session)
  return <State tone={tones[session.state]}>{says}</State>
}

export function useSessionWords(): (session: Standing) => string {
  const t = useText().money.sessions
  const format = useFormat()
  return ({ state, difference_minor }) => {
    if (state !== 'under_review' || difference_minor === null) return t.states[state]
    const amount = format.money(Math.abs(difference_minor))
    return difference_minor < 0 ? t.short(amount) : difference_minor > 0 ? t.over(amount) : t.crossed
  }
}
