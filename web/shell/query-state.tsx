import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Problem, problemFrom } from '../api/problem.ts'
import { useText } from '../text/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import { Forbidden, NotFoundPage } from './page-states.tsx'

type QueryStateProps<Data> = {
  query: UseQueryResult<Data, Problem>
  /** What could not be fetched, inside a sentence: "el kardex". */
  what: string
  children: (data: Data) => ReactNode
  small?: boolean
  rows?: number
}

const retryAfterS = 12

/** Waiting, failed, forbidden, gone or there: the five states of anything that comes from the server. */
export function QueryState<Data>({ query, what, children, small, rows = 8 }: QueryStateProps<Data>) {
  const t = useText()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isPending) return <Skeleton rows={rows} label={what} />
  const problem = problemFrom(query.error)
  if (problem.status === 403) return <Forbidden permission={permissionIn(problem)} />
  if (problem.status === 404) return <NotFoundPage />
  return (
    <ErrorState
      {...(small && { small })}
      title={t.shell.failure.title(what)}
      problem={problem}
      onRetry={() => void query.refetch()}
      {...(problem.isUnanswered && { retryAfterS })}
    />
  )
}

const permissionIn = ({ members }: Problem): string | undefined =>
  typeof members.permission === 'string' ? members.permission : undefined
