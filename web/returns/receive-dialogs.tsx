import { useState } from 'react'
import type { Disposition, ReturnOut } from '#returns/contract'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { DispositionSelect } from './disposition-select.tsx'
import { returnRoutes } from './routes.ts'

type Props = { back: ReturnOut; onClose: () => void }

/** The goods are here: where each of them goes. */
export function ReceiveDialog({ back, onClose }: Props) {
  const t = useText()
  const words = t.returns.page
  const [where, setWhere] = useState<Record<string, Disposition>>({})
  const receive = useCommand('POST /api/returns/:id/receive', {
    refresh: returnRoutes,
    onDone: () => {
      toast(words.received_done)
      onClose()
    },
  })
  const whereOf = (line: ReturnOut['items'][number]) => where[line.id] ?? line.disposition ?? 'restock'
  const submit = () => {
    const lines = back.items.map((line) => ({ line_id: line.id, disposition: whereOf(line) }))
    receive.mutate({ params: { id: back.id }, body: { lines } })
  }
  return (
    <Dialog open onClose={onClose} title={words.receive_title}>
      <Form problem={receive.error} onSubmit={submit} className="stack">
        {back.items.map((line) => (
          <DispositionSelect
            key={line.id}
            label={line.name}
            value={whereOf(line)}
            onChange={(next) => setWhere({ ...where, [line.id]: next })}
          />
        ))}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" busy={receive.isPending}>
            {words.receive}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

export function RejectDialog({ back, onClose }: Props) {
  const t = useText()
  const words = t.returns.page
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const isMissing = reason.trim() === ''
  const reject = useCommand('POST /api/returns/:id/reject', {
    refresh: returnRoutes,
    onDone: () => {
      toast(words.rejected_done)
      onClose()
    },
  })
  const submit = () => {
    setTold(true)
    if (!isMissing) reject.mutate({ params: { id: back.id }, body: { reason: reason.trim() } })
  }
  return (
    <Dialog open onClose={onClose} title={words.reject_title} text={words.reject_text}>
      <Form problem={reject.error} onSubmit={submit} className="stack">
        <TextField
          label={words.reject_reason}
          value={reason}
          onChange={setReason}
          error={told && isMissing ? words.reject_need : undefined}
          autoFocus
          name="reason"
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="danger-solid" type="submit" busy={reject.isPending}>
            {words.reject}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
