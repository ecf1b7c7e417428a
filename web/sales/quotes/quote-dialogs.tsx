import { useState } from 'react'
import type { QuoteOut } from '#sales/contract'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { staleQuotes } from './stale.ts'

type QuoteDialogProps = { quote: QuoteOut; onClose: () => void }

/** By e-mail, or given by hand: from then on the customer's answer is awaited. */
export function SendDialog({ quote, onClose }: QuoteDialogProps) {
  const t = useText()
  const format = useFormat()
  const [email, setEmail] = useState(quote.customer?.email ?? '')
  const send = useCommand('POST /api/quotes/:id/send', {
    refresh: staleQuotes,
    onDone: (_, { body }) => {
      toast(body?.email ? t.quotes.mailed(body.email) : t.quotes.marked_sent)
      onClose()
    },
  })
  const params = { id: quote.id }
  const address = email.trim()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.quotes.send_title(quote.number)}
      text={t.quotes.send_text(format.money(quote.total), format.documentDay(quote.valid_until))}
    >
      <Form
        problem={send.error}
        className="stack"
        onSubmit={() => send.mutate({ params, body: address === '' ? {} : { email: address } })}
      >
        <TextField
          label={t.quotes.email}
          help={t.quotes.email_help}
          optional
          type="email"
          name="email"
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={send.isPending}>
            {address === '' ? t.quotes.mark_sent : t.quotes.send_mail}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

export function DeclineDialog({ quote, onClose }: QuoteDialogProps) {
  const t = useText()
  const [reason, setReason] = useState('')
  const decline = useCommand('POST /api/quotes/:id/decline', {
    refresh: staleQuotes,
    onDone: () => {
      toast(t.quotes.declined)
      onClose()
    },
  })
  const said = reason.trim()
  return (
    <Dialog open onClose={onClose} title={t.quotes.decline_title(quote.number)} text={t.quotes.decline_text}>
      <Form
        problem={decline.error}
        onSubmit={() => decline.mutate({ params: { id: quote.id }, body: said ? { reason: said } : {} })}
      >
        <TextField label={t.quotes.reason} optional autoFocus name="reason" value={reason} onChange={setReason} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.back}</Button>
          <span className="grow" />
          <Button kind="danger-solid" type="submit" keys="Enter" busy={decline.isPending}>
            {t.quotes.decline}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
