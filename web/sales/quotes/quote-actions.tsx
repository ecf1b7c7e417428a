import { Copy, Pencil, Printer, Send } from 'lucide-react'
import { useState } from 'react'
import type { QuoteOut } from '#sales/contract'
import type { Problem } from '../../api/problem.ts'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeclineDialog, SendDialog } from './quote-dialogs.tsx'
import { staleQuotes } from './stale.ts'

/** What may be done with a quote now: each state offers its own next step. */
export function QuoteActions({ quote }: { quote: QuoteOut }) {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState<'send' | 'decline' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const params = { id: quote.id }
  const accept = useCommand('POST /api/quotes/:id/accept', {
    refresh: staleQuotes,
    onDone: () => toast(t.quotes.accepted),
    onRefused: setProblem,
  })
  const order = useCommand('POST /api/quotes/:id/order', {
    refresh: [...staleQuotes, 'GET /api/orders'],
    onDone: ({ id }) => go(to.resumeOrder(id)),
    onRefused: setProblem,
  })
  const mayEdit = may('quotes.edit')
  const isOver = quote.status === 'expired' || quote.status === 'declined'
  return (
    <>
      <PageActions>
        <Button kind="quiet" icon={Printer} onClick={() => window.print()}>
          {t.quotes.print}
        </Button>
        {mayEdit && quote.status === 'draft' && (
          <>
            <Button icon={Pencil} hotkey="e" onClick={() => go(to.editQuote(quote.id))}>
              {t.quotes.edit}
            </Button>
            <Button kind="primary" icon={Send} onClick={() => setOpen('send')}>
              {t.quotes.send}
            </Button>
          </>
        )}
        {mayEdit && quote.status === 'sent' && (
          <>
            <Button onClick={() => setOpen('decline')}>{t.quotes.decline}</Button>
            <Button kind="primary" busy={accept.isPending} onClick={() => accept.mutate({ params, body: {} })}>
              {t.quotes.accept}
            </Button>
          </>
        )}
        {mayEdit && quote.status === 'accepted' && quote.order_id === null && (
          <Button kind="primary" busy={order.isPending} onClick={() => order.mutate({ params, body: {} })}>
            {t.quotes.make_order}
          </Button>
        )}
        {mayEdit && isOver && (
          <Button kind="primary" icon={Copy} onClick={() => go(to.newQuoteFrom(quote.id))}>
            {t.quotes.again}
          </Button>
        )}
      </PageActions>
      <ProblemNote problem={problem} />
      {open === 'send' && <SendDialog quote={quote} onClose={() => setOpen(null)} />}
      {open === 'decline' && <DeclineDialog quote={quote} onClose={() => setOpen(null)} />}
    </>
  )
}
