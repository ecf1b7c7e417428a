import { RefreshCw } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'
import type { Refused } from './form-errors.ts'
import { LedgerDrawing } from './illustrations/ledger.tsx'
import { ScaleDrawing } from './illustrations/scale.tsx'
import { StallDrawing } from './illustrations/stall.tsx'
import './states.css'

type StateProps = {
  drawing?: ReactNode
  title: string
  text?: ReactNode
  actions?: ReactNode
  /** One way out of words: an import, the manual. */
  link?: ReactNode
  note?: ReactNode
  /** Inside a table or a panel instead of a whole sheet. */
  small?: boolean
}

/** What is missing in one line, what we can do about it with a number, one primary action. */
export function EmptyState({ drawing = <LedgerDrawing />, title, text, actions, link, note, small }: StateProps) {
  return (
    <section className={cx('state-sheet', small ? 'small' : 'sheet')}>
      {drawing}
      <h2 className="sign state-title">{title}</h2>
      {text && <p className="state-text">{text}</p>}
      {actions && <div className="state-actions">{actions}</div>}
      {link && <div className="state-link">{link}</div>}
      {note && <p className="state-note">{note}</p>}
    </section>
  )
}

/** A search that found nothing: another state than an empty shop. */
export function NothingFound({ title, text, actions }: { title?: string; text?: ReactNode; actions?: ReactNode }) {
  const t = useText()
  return (
    <EmptyState small drawing={<ScaleDrawing />} title={title ?? t.common.no_results} text={text} actions={actions} />
  )
}

type ErrorStateProps = {
  title: string
  problem?: Refused | null
  text?: ReactNode
  onRetry?: () => void
  /** Seconds until it tries again by itself. */
  retryAfterS?: number
  other?: ReactNode
  small?: boolean
}

/** What failed, what is still safe, the way to try again, and the code to quote. */
export function ErrorState({ title, problem, text, onRetry, retryAfterS, other, small }: ErrorStateProps) {
  const t = useText()
  const left = useCountdown(retryAfterS, onRetry)
  const note = [
    left !== null && t.common.errors.retry_in(left),
    problem?.request_id && t.common.errors.code(problem.request_id),
  ]
  return (
    <div role="alert" className="state-alert">
      <EmptyState
        {...(small && { small })}
        drawing={<StallDrawing open={false} sign={t.signIn.back_soon_sign} />}
        title={title}
        text={text ?? problem?.detail ?? problem?.title ?? t.common.errors.unexpected}
        actions={
          <>
            {onRetry && (
              <Button kind="primary" size="l" icon={RefreshCw} hotkey="R" onClick={onRetry}>
                {t.common.retry}
              </Button>
            )}
            {other}
          </>
        }
        note={note.filter(Boolean).join(' · ')}
      />
    </div>
  )
}

function useCountdown(seconds: number | undefined, done: (() => void) | undefined): number | null {
  const [left, setLeft] = useState(seconds ?? null)
  useEffect(() => {
    if (left === null || !done) return
    if (left <= 0) {
      setLeft(null)
      done()
      return
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left, done])
  return left
}

export function NoPermission({ permission, home }: { permission?: string; home?: ReactNode }) {
  const t = useText()
  const words = t.shell.no_permission
  return (
    <EmptyState
      drawing={<StallDrawing open={false} sign={words.sign} />}
      title={words.title}
      text={words.text}
      actions={home}
      note={permission && words.permission(permission)}
    />
  )
}
