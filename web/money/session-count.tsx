import { useState } from 'react'
import type { TillSessionOut } from '#money/contract'
import { useMay } from '../api/session-store.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Money } from '../ui/money.tsx'
import { Figures, Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useMethodName } from './names.ts'
import { useSessionWords } from './session-state.tsx'
import './money.css'
import { ScrollBox } from '../ui/scroll-box.tsx'

/** One shift: its float, its count by method, and the difference that somebody still has to explain. */
export function SessionCount({ session, level }: { session: TillSessionOut; level: 2 | 3 }) {
  const t = useText().money.sessions
  const format = useFormat()
  const says = useSessionWords()
  return (
    <>
      <Figures
        figures={[
          ...(level === 2 ? [{ name: t.holder, value: session.holder_name }] : []),
          { name: t.state, value: says(session) },
          { name: t.float, value: <Money minor={session.opening_minor} /> },
          { name: t.opened, value: format.moment(session.opened_at) },
          { name: t.closed, value: session.closed_at ? format.moment(session.closed_at) : t.not_yet },
        ]}
      />
      <Section title={t.count_title} level={level}>
        {session.counts.length === 0 ? <p className="quiet">{t.count_hidden}</p> : <CountTable session={session} />}
        {session.notes && <p className="money-note">{session.notes}</p>}
        {session.settled_at && (
          <p className="money-note">{t.settled_says(format.moment(session.settled_at), session.settle_reason ?? '')}</p>
        )}
      </Section>
      {session.state === 'under_review' && <Settle session={session} level={level} />}
    </>
  )
}

function CountTable({ session }: { session: TillSessionOut }) {
  const t = useText()
  const nameOf = useMethodName()
  const isCounted = session.counts.some(({ counted_minor }) => counted_minor !== null)
  return (
    <ScrollBox>
      <table className="money-table">
        <thead>
          <tr>
            <th>{t.till.pay_with}</th>
            <th>{t.till.expected}</th>
            {isCounted && <th>{t.till.counted_head}</th>}
            {isCounted && <th>{t.till.difference}</th>}
          </tr>
        </thead>
        <tbody>
          {session.counts.map(({ method, expected_minor, counted_minor, difference_minor }) => (
            <tr key={method}>
              <th scope="row">{nameOf(method)}</th>
              <td>{expected_minor !== null && <Money minor={expected_minor} />}</td>
              {isCounted && <td>{counted_minor !== null && <Money minor={counted_minor} />}</td>}
              {isCounted && <td>{difference_minor !== null && <Money minor={difference_minor} bad blankZero />}</td>}
            </tr>
          ))}
        </tbody>
        {isCounted && (
          <tfoot>
            <tr>
              <th scope="row">{t.money.sessions.difference}</th>
              <td />
              <td />
              <td>
                <b>
                  <Money minor={session.difference_minor ?? 0} bad />
                </b>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </ScrollBox>
  )
}

/** Accepting a difference needs a reason, and is written in the books as an entry of its own. */
function Settle({ session, level }: { session: TillSessionOut; level: 2 | 3 }) {
  const t = useText().money.sessions
  const may = useMay()
  const [reason, setReason] = useState('')
  const settle = useCommand('POST /api/till-sessions/:id/settle', {
    refresh: ['GET /api/till-sessions', 'GET /api/till-sessions/:id', 'GET /api/till-sessions/:id/entries'],
    onDone: () => toast(t.settled_done),
  })
  if (!may('till_sessions.settle')) return <p className="money-note">{t.needs_supervisor}</p>
  return (
    <Section title={t.settle_title} level={level}>
      <Form
        className="stack no-print"
        problem={settle.error}
        onSubmit={() => settle.mutate({ params: { id: session.id }, body: { reason: reason.trim() } })}
      >
        <TextField
          label={t.reason}
          help={t.reason_help}
          maxLength={200}
          value={reason}
          onChange={setReason}
          name="reason"
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={settle.isPending} disabled={reason.trim() === ''}>
            {t.settle}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
