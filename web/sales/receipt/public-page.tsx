import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import type { PageProps } from '../../routes.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Receipt } from './receipt.tsx'
import './public-page.css'

type ReceiptData = AnswerOf<'GET /api/receipts/:token'>

/** `/r/{token}`: the receipt a customer opens from a link, without an account. */
export function PublicReceiptPage({ params }: PageProps) {
  const t = useText()
  const { receipt, problem, retry } = useReceipt(params.token ?? '')
  useEffect(() => {
    document.title = `${receipt?.business.name ?? t.receipt.title} · ${t.common.product_name}`
  }, [receipt, t])
  return (
    <main className="public-receipt">
      <h1 className="only-read">{t.receipt.title}</h1>
      {receipt ? (
        <>
          <Receipt receipt={receipt} />
          <Button icon={Printer} size="l" onClick={() => print()}>
            {t.receipt.print}
          </Button>
        </>
      ) : problem ? (
        <NoReceipt problem={problem} onRetry={retry} />
      ) : (
        <Skeleton rows={10} label={t.receipt.title} />
      )}
    </main>
  )
}

function NoReceipt({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const t = useText()
  // A token of the wrong shape (422) leads nowhere either.
  if (problem.status >= 400 && problem.status < 429) {
    return <EmptyState title={t.receipt.not_found} text={t.receipt.not_found_text} />
  }
  return <ErrorState title={problem.title} problem={problem} onRetry={onRetry} />
}

function useReceipt(token: string) {
  const [receipt, setReceipt] = useState<ReceiptData | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry asks the same question again.
  useEffect(() => {
    const stop = new AbortController()
    setProblem(null)
    call('GET /api/receipts/:token', { params: { token }, query: { format: 'json' } }, { signal: stop.signal })
      .then(setReceipt)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(problemFrom(error))
      })
    return () => stop.abort()
  }, [token, tries])
  return { receipt, problem, retry: () => setTries(tries + 1) }
}
