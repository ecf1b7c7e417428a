import type { FulfilmentState } from '#fulfilment/contract'
import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'
import { stayOf } from '../stay.ts'

type StepOut = AnswerOf<'GET /api/fulfilments/:number/history'>['items'][number]

/** Every step with who and when, and how long each state lasted. */
export function FulfilmentHistory({ number }: { number: number }) {
  const t = useText().fulfilment.order
  const history = useAnswer('GET /api/fulfilments/:number/history', { params: { number: String(number) } })
  return (
    <section className="sheet sheet-pad" aria-label={t.history}>
      <h2 className="fulfilment-head">{t.history}</h2>
      <QueryState query={history} what={t.history} small rows={3}>
        {({ items }) => (
          <>
            <Stays steps={items} />
            <ol className="fulfilment-history">
              {items.toReversed().map((step) => (
                <HistoryStep key={`${step.at}${step.act}${step.sku}${step.quantity}`} step={step} />
              ))}
            </ol>
          </>
        )}
      </QueryState>
    </section>
  )
}

function HistoryStep({ step }: { step: StepOut }) {
  const t = useText().fulfilment.order
  const format = useFormat()
  const acts: Record<string, string> = t.acts
  const reasons: Record<string, string> = t.short_reasons
  const goods = step.quantity === null ? null : `${format.quantity(step.quantity)} × ${step.name ?? step.sku ?? ''}`
  const reason = step.reason === null ? null : (reasons[step.reason] ?? step.reason)
  const note = step.act === 'pick' || step.act === 'dispatch' || step.act === 'fail' ? step.note : null
  return (
    <li>
      <b>{acts[step.act] ?? step.act}</b> {goods}
      {(reason || note) && <small>{[reason, note].filter(Boolean).join(' · ')}</small>}
      <small className="quiet">
        {format.moment(step.at)} · {step.actor_name}
      </small>
    </li>
  )
}

/** How long each state lasted, from the steps that ended it. */
export function staysOf(steps: readonly Pick<StepOut, 'at' | 'to_state'>[], now: number) {
  const moves = steps.filter((step): step is typeof step & { to_state: FulfilmentState } => step.to_state !== null)
  return moves.map(({ to_state, at }, index) => {
    const left = moves[index + 1]?.at
    return { state: to_state, ms: (left ? new Date(left).getTime() : now) - new Date(at).getTime() }
  })
}

const over: readonly FulfilmentState[] = ['delivered', 'returned', 'cancelled']

function Stays({ steps }: { steps: readonly StepOut[] }) {
  const t = useText().fulfilment
  const stays = staysOf(steps, Date.now()).filter(({ state }) => !over.includes(state))
  if (stays.length === 0) return null
  return (
    <dl className="fulfilment-stays" aria-label={t.order.times}>
      {stays.map(({ state, ms }) => (
        <div key={state}>
          <dt>{t.states[state]}</dt>
          <dd>{stayOf(t, ms)}</dd>
        </div>
      ))}
    </dl>
  )
}
