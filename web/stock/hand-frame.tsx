import type { UseQueryResult } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/icon.tsx'
import './hand-frame.css'

type HandFrameProps = {
  title: string
  note?: string
  back: string
  chip?: ReactNode
  /** The one big act, under the thumb. */
  foot?: ReactNode
  children: ReactNode
}

/** A task that is done standing, with one hand: a way back, what it is, the work, and one act at the foot. */
export function HandFrame({ title, note, back, chip, foot, children }: HandFrameProps) {
  const t = useText()
  return (
    <div className="hand">
      <header className="hand-bar">
        <Link to={back} className="hand-back" aria-label={t.common.back}>
          <Icon of={ChevronLeft} size="l" />
        </Link>
        <span className="grow hand-name">
          <h1 className="sign">{title}</h1>
          {note && <small>{note}</small>}
        </span>
        {chip}
      </header>
      <main className="hand-work">{children}</main>
      {foot && <footer className="hand-foot">{foot}</footer>}
    </div>
  )
}

type HandQueryProps<Data> = {
  query: UseQueryResult<Data, Problem>
  /** What could not be fetched, inside a sentence. */
  what: string
  title: string
  back: string
  /** Draws a frame of its own once there is something to do. */
  children: (data: Data) => ReactNode
}

/** While there is nothing to work on yet, or the server failed, the way back stands all the same. */
export function HandQuery<Data>({ query, what, title, back, children }: HandQueryProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  return (
    <HandFrame title={title} back={back}>
      <QueryState query={query} what={what}>
        {children}
      </QueryState>
    </HandFrame>
  )
}
