import { useCallback, useEffect, useState } from 'react'
import type { TrackingOut } from '#fulfilment/contract'
import { call } from '../../api/call.ts'
import { type Problem, problemFrom } from '../../api/problem.ts'

const againMs = 60_000

/** Asked before sign-in, where there is no feed: again each minute while somebody looks. */
export function useTracking(token: string) {
  const [tracking, setTracking] = useState<TrackingOut | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const ask = useCallback(
    async (signal: AbortSignal) => {
      try {
        setTracking(await call('GET /api/tracking/:token', { params: { token } }, { signal }))
        setProblem(null)
      } catch (error) {
        if (!signal.aborted) setProblem(problemFrom(error))
      }
    },
    [token],
  )
  useEffect(() => {
    const stop = new AbortController()
    void ask(stop.signal)
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask(stop.signal)
    }, againMs)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [ask])
  return { tracking, problem, retry: () => void ask(new AbortController().signal) }
}
