import { useState } from 'react'
import type { TillSessionOut } from '#money/contract'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choice-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'

type HandOverProps = { session: TillSessionOut; onClose: () => void; onGone: () => void }

/** The till changes hands with its cash and its sales; from then on the other one answers for it. */
export function HandOverForm({ session, onClose, onGone }: HandOverProps) {
  const t = useText()
  const successors = useAnswer('GET /api/till-sessions/:id/successors', { params: { id: session.id } })
  return (
    <QueryState query={successors} what={t.till.successors} small>
      {({ items }) =>
        items.length === 0 ? (
          <>
            <p>{t.till.no_successors}</p>
            <div className="dialog-actions">
              <Button onClick={onClose}>{t.common.back}</Button>
            </div>
          </>
        ) : (
          <ChooseSuccessor session={session} people={items} onClose={onClose} onGone={onGone} />
        )
      }
    </QueryState>
  )
}

type ChooseProps = HandOverProps & { people: readonly { id: string; full_name: string }[] }

function ChooseSuccessor({ session, people, onClose, onGone }: ChooseProps) {
  const t = useText()
  const [user_id, setUser] = useState('')
  const name = people.find(({ id }) => id === user_id)?.full_name ?? ''
  const handOver = useCommand('POST /api/till-sessions/:id/hand-over', {
    refresh: ['GET /api/till-sessions', 'GET /api/till-sessions/:id', 'GET /api/till-sessions/:id/successors'],
    onDone: () => {
      toast(t.till.handed_over(name))
      onGone()
    },
  })
  return (
    <Form problem={handOver.error} onSubmit={() => handOver.mutate({ params: { id: session.id }, body: { user_id } })}>
      <Select
        label={t.till.successor}
        value={user_id}
        onChange={setUser}
        size="l"
        name="user_id"
        options={[
          { value: '', label: t.till.choose_successor },
          ...people.map(({ id, full_name }) => ({ value: id, label: full_name })),
        ]}
      />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t.common.back}</Button>
        <span className="grow" />
        <Button kind="primary" type="submit" busy={handOver.isPending} disabled={user_id === ''}>
          {t.till.hand_over_now}
        </Button>
      </div>
    </Form>
  )
}
