import type { PaymentMethodOut } from '#money/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { OpenTill } from './open-till.tsx'
import { Register } from './register.tsx'
import { TillFailed } from './till-failed.tsx'
import { TillFrame } from './till-frame.tsx'
import './till.css'
import './till-phone.css'

/** `/caja`: the register. Without an open session of one's own, it first asks for the float. */
export function TillPage() {
  const t = useText()
  const sessions = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const settings = useAnswer('GET /api/settings')
  const methods = useAnswer('GET /api/payment-methods', { query: { is_active: 'true' } })
  const failed = sessions.error ?? settings.error ?? methods.error
  if (failed) {
    const retry = () => void Promise.all([sessions.refetch(), settings.refetch(), methods.refetch()])
    return <TillFailed error={failed} onRetry={retry} />
  }
  if (!sessions.data || !settings.data || !methods.data) {
    return (
      <TillFrame>
        <main className="till-alone">
          <Skeleton rows={8} label={t.till.title} />
        </main>
      </TillFrame>
    )
  }
  const session = sessions.data.items[0]
  if (!session) return <OpenTill onOpen={() => void sessions.refetch()} />
  return (
    <Register
      key={session.id}
      session={session}
      settings={settings.data}
      methods={inOrder(methods.data.items)}
      onClosed={() => void sessions.refetch()}
    />
  )
}

/** Notes first, then cards, transfer and credit, as hands know them; the rest after. */
const order: readonly PaymentMethodOut['kind'][] = [
  'cash',
  'card',
  'transfer',
  'credit',
  'mobile',
  'cheque',
  'store_credit',
]

function inOrder(methods: readonly PaymentMethodOut[]): PaymentMethodOut[] {
  return [...methods].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.position - b.position)
}
