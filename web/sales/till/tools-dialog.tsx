import { useState } from 'react'
import type { PaymentMethodOut, TillSessionOut } from '#money/contract'
import { useSession } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { CategoryField } from '../../money/parts.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Money } from '../../ui/money.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { HandOverForm } from './hand-over-form.tsx'

export const tools = ['cash-in', 'cash-out', 'expense', 'hand-over', 'close'] as const
export type Tool = (typeof tools)[number]

type ToolsProps = {
  tool: Tool
  session: TillSessionOut
  methods: readonly PaymentMethodOut[]
  onClose: () => void
  onClosed: () => void
}

export function ToolsDialog(props: ToolsProps) {
  const t = useText()
  const titles = {
    'cash-in': t.till.cash_in,
    'cash-out': t.till.cash_out,
    expense: t.till.expense,
    'hand-over': t.till.hand_over_title,
    close: t.till.close_title,
  }
  const texts: Partial<Record<Tool, string>> = { close: t.till.close_text, 'hand-over': t.till.hand_over_text }
  return (
    <Dialog open onClose={props.onClose} title={titles[props.tool]} text={texts[props.tool]}>
      {props.tool === 'close' ? (
        <CloseForm {...props} />
      ) : props.tool === 'expense' ? (
        <ExpenseForm {...props} />
      ) : props.tool === 'hand-over' ? (
        <HandOverForm session={props.session} onClose={props.onClose} onGone={props.onClosed} />
      ) : (
        <MoveForm {...props} tool={props.tool} />
      )}
    </Dialog>
  )
}

function MoveForm({ tool, session, onClose }: ToolsProps & { tool: 'cash-in' | 'cash-out' }) {
  const t = useText()
  const [amount, setAmount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const done = {
    onDone: () => {
      toast(t.till.moved)
      onClose()
    },
  }
  const put = useCommand('POST /api/till-sessions/:id/cash-in', done)
  const take = useCommand('POST /api/till-sessions/:id/cash-out', done)
  const move = tool === 'cash-in' ? put : take
  return (
    <Form
      problem={move.error}
      onSubmit={() => move.mutate({ params: { id: session.id }, body: { amount: amount ?? 0, reason } })}
    >
      <MoneyField label={t.till.move_amount} value={amount} onChange={setAmount} autoFocus size="l" name="amount" />
      <TextField label={t.till.move_reason} value={reason} onChange={setReason} name="reason" />
      <Submit busy={move.isPending} onClose={onClose} says={t.till.register} />
    </Form>
  )
}

function ExpenseForm({ session, onClose }: ToolsProps) {
  const t = useText()
  const [amount, setAmount] = useState<number | null>(null)
  const [category, setCategory] = useState('')
  const [description, setDescription] = useState('')
  const spend = useCommand('POST /api/expenses', {
    refresh: ['GET /api/expenses', 'GET /api/expenses/summary'],
    onDone: () => {
      toast(t.till.moved)
      onClose()
    },
  })
  return (
    <Form
      problem={spend.error}
      onSubmit={() =>
        spend.mutate({ body: { till_session_id: session.id, amount: amount ?? 0, category, description } })
      }
    >
      <MoneyField label={t.till.move_amount} value={amount} onChange={setAmount} autoFocus size="l" name="amount" />
      <CategoryField label={t.till.category} value={category} onChange={setCategory} name="category" />
      <TextField label={t.till.move_reason} value={description} onChange={setDescription} name="description" />
      <Submit busy={spend.isPending} onClose={onClose} says={t.till.register} />
    </Form>
  )
}

/** A blind count: the expected figures come only with the answer. */
function CloseForm({ session, methods, onClose, onClosed }: ToolsProps) {
  const t = useText()
  const counted = methods.filter(({ kind }) => kind !== 'credit' && kind !== 'store_credit')
  const [figures, setFigures] = useState<Readonly<Record<string, number | null>>>({})
  const close = useCommand('POST /api/till-sessions/:id/close')
  const submit = () => {
    const counts = counted.map(({ code }) => ({ method: code, counted_minor: figures[code] ?? 0 }))
    close.mutate({ params: { id: session.id }, body: { counts } })
  }
  if (close.data) return <CloseResult closed={close.data} methods={methods} onClose={onClosed} />
  return (
    <Form problem={close.error} onSubmit={submit}>
      {counted.map(({ code, name, kind }) => (
        <MoneyField
          key={code}
          label={t.till.counted(name)}
          value={figures[code] ?? null}
          onChange={(figure) => setFigures({ ...figures, [code]: figure })}
          autoFocus={kind === 'cash'}
        />
      ))}
      <Submit busy={close.isPending} onClose={onClose} says={t.till.close_now} />
    </Form>
  )
}

function CloseResult({
  closed,
  methods,
  onClose,
}: {
  closed: TillSessionOut
  methods: readonly PaymentMethodOut[]
  onClose: () => void
}) {
  const t = useText()
  const format = useFormat()
  const { user } = useSession()
  const difference = closed.difference_minor ?? 0
  const firstName = user.full_name.split(' ')[0] ?? ''
  const says =
    difference === 0
      ? t.till.closed_even(firstName)
      : difference < 0
        ? t.till.closed_short(format.money(-difference))
        : t.till.closed_over(format.money(difference))
  const nameOf = (code: string) => methods.find((method) => method.code === code)?.name ?? code
  return (
    <>
      <p role="status">{says}</p>
      <table className="close-table">
        <thead>
          <tr>
            <th>{t.till.pay_with}</th>
            <th>{t.till.expected}</th>
            <th>{t.till.counted_head}</th>
            <th>{t.till.difference}</th>
          </tr>
        </thead>
        <tbody>
          {closed.counts.map(({ method, expected_minor, counted_minor, difference_minor }) => (
            <tr key={method}>
              <th scope="row">{nameOf(method)}</th>
              <td>
                <Money minor={expected_minor ?? 0} />
              </td>
              <td>
                <Money minor={counted_minor ?? 0} />
              </td>
              <td>
                <Money minor={difference_minor ?? 0} bad blankZero />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="dialog-actions">
        <span className="grow" />
        <Button kind="primary" onClick={onClose} autoFocus>
          {t.common.close}
        </Button>
      </div>
    </>
  )
}

function Submit({ busy, onClose, says }: { busy: boolean; onClose: () => void; says: string }) {
  const t = useText()
  return (
    <div className="dialog-actions">
      <Button onClick={onClose}>{t.common.back}</Button>
      <span className="grow" />
      <Button kind="primary" type="submit" keys="Enter" busy={busy}>
        {says}
      </Button>
    </div>
  )
}
