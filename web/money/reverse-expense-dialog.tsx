import type { ExpenseOut } from '#money/contract'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useTillName } from './names.ts'

/** Takes an expense back that was a mistake, with its reason. Cash may go into one's own open till. */
export function ReverseExpenseDialog({ expense, onClose }: { expense: ExpenseOut; onClose: () => void }) {
  const t = useText()
  const words = t.money.expenses
  const format = useFormat()
  const nameOf = useTillName()
  const form = useForm({ reason: '', to_till: false })
  const own = useAnswer('GET /api/till-sessions', { query: { state: 'open', mine: 'true' } })
  const till = own.data?.items[0]
  const mayChoose =
    till && expense.method === 'cash' && till.store_id === expense.store_id && till.id !== expense.till_session_id
  const reverse = useCommand('POST /api/expenses/:id/reverse', {
    refresh: ['GET /api/expenses', 'GET /api/expenses/summary', 'GET /api/till-sessions'],
    onDone: () => {
      toast(words.reversed_done)
      onClose()
    },
    onRefused: ({ errors }) => form.refuse(errors),
  })
  const submit = () => {
    const reason = form.values.reason.trim()
    if (!form.judge({ reason: reason === '' && words.reverse_reason_missing })) return
    const where = mayChoose && form.values.to_till ? { till_session_id: till.id } : {}
    reverse.mutate({ params: { id: expense.id }, body: { reason, ...where } })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.reverse_title(expense.category ?? '')}
      text={words.reverse_text(format.money(-expense.amount))}
    >
      <Form problem={reverse.error} onSubmit={submit} className="stack">
        <TextField label={words.reverse_reason} autoFocus {...form.field('reason')} />
        {mayChoose && (
          <Checkbox
            label={words.reverse_to_till(nameOf(till.till_id))}
            checked={form.values.to_till}
            onChange={(to_till) => form.set('to_till', to_till)}
          />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="danger" type="submit" busy={reverse.isPending}>
            {words.reverse}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
