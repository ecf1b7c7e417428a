import { useQueryClient } from '@tanstack/react-query'
import { BookCheck } from 'lucide-react'
import { useEffect } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { Figures } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useFormat } from '../ui/use-format.ts'
import { Laws } from './laws.tsx'
import './books.css'

type Books = AnswerOf<'GET /api/health/books/last'>
export type Verdict = NonNullable<Books['last']>

const pollMs = 700

/** `/ajustes/libros`: whether stock and money follow from their ledgers, law by law, and what does not. */
export function BooksPage() {
  const t = useText().books
  const books = useAnswer('GET /api/health/books/last')
  useFollow(books.data?.is_running ?? false)
  const check = useCommand('POST /api/health/books/check', { refresh: ['GET /api/health/books/last'] })
  const begin = (isBusy: boolean, size: 'm' | 'l') => (
    <Button
      kind="primary"
      size={size}
      icon={BookCheck}
      busy={isBusy || check.isPending}
      onClick={() => check.mutate({ body: {} })}
    >
      {isBusy ? t.checking : t.check}
    </Button>
  )
  return (
    <QueryState query={books} what={t.the_books}>
      {(data) => (
        <div className="stack">
          {data.last && <PageActions>{begin(data.is_running, 'm')}</PageActions>}
          <ProblemNote problem={check.error} />
          {data.is_running && <Progress books={data} />}
          {data.failed_at && !data.is_running && <Failed at={data.failed_at} />}
          {data.last && <Found verdict={data.last} />}
          {!data.last && !data.is_running && (
            <EmptyState title={t.never_title} text={t.never_text} actions={begin(false, 'l')} />
          )}
        </div>
      )}
    </QueryState>
  )
}

/** The check tells nothing by the feed, so the page asks while it runs. */
function useFollow(isRunning: boolean): void {
  const cache = useQueryClient()
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void cache.invalidateQueries({ queryKey: ['GET /api/health/books/last'] }), pollMs)
    return () => clearInterval(timer)
  }, [cache, isRunning])
}

function Progress({ books }: { books: Books }) {
  const t = useText().books
  const format = useFormat()
  return (
    <section className="sheet sheet-pad stack" aria-label={t.checking}>
      <div className="row wrap" role="status">
        <b className="grow">{t.checking}</b>
        {books.total > 0 && (
          <span className="second">{t.progress(format.quantity(books.done), format.quantity(books.total))}</span>
        )}
      </div>
      <progress className="books-progress" aria-label={t.checking} max={Math.max(1, books.total)} value={books.done} />
      <p className="second">{t.checking_text}</p>
    </section>
  )
}

function Failed({ at }: { at: string }) {
  const t = useText().books
  const format = useFormat()
  return (
    <p role="alert" className="bad">
      {t.failed(format.moment(at))}
    </p>
  )
}

function Found({ verdict }: { verdict: Verdict }) {
  const t = useText().books
  const format = useFormat()
  const faults = verdict.laws.reduce((sum, { findings }) => sum + findings.length, 0)
  const questions = verdict.laws.reduce((sum, { checks }) => sum + checks, 0)
  return (
    <>
      <section className="sheet sheet-pad" aria-label={t.title}>
        <div className="row wrap books-verdict">
          <h2 className="sign">{verdict.ok ? t.holds : t.broken}</h2>
          <Chip tone={verdict.ok ? 'ok' : 'bad'}>{verdict.ok ? t.law_ok : t.law_broken(faults)}</Chip>
        </div>
        <p className="second">{verdict.ok ? t.holds_text : t.broken_text}</p>
        <Figures
          figures={[
            { name: t.when, value: format.moment(verdict.checked_at) },
            { name: t.took, value: t.seconds(format.quantity(Math.round(verdict.took_ms / 100) / 10)) },
            { name: t.questions, value: format.quantity(questions) },
            { name: t.faults, value: faults > 0 ? <span className="bad">{format.quantity(faults)}</span> : 0 },
          ]}
        />
      </section>
      <Laws laws={verdict.laws} />
    </>
  )
}
