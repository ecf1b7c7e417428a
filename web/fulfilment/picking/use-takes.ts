import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PickListOut } from '#fulfilment/contract'
import { call } from '../../api/call.ts'
import { isProblem, type Problem, problemFrom } from '../../api/problem.ts'
import { answer } from '../../api/use-answer.ts'
import { afterTake, type Take } from './walk.ts'

const retryMs = 4_000
const keepFor = (walk: string) => `mostrador.takes.${walk}`

/** What was taken is on the screen at once and told to the server behind it, in order, once each, also after a reload. */
export function useTakes(fulfilment_ids: readonly string[], onRefused: (problem: Problem) => void) {
  const walk = fulfilment_ids.join(',')
  const cache = useQueryClient()
  const [waiting, setWaiting] = useState<readonly Take[]>(() => readTakes(walk))
  const sending = useRef(false)
  const refused = useRef(onRefused)
  useEffect(() => {
    refused.current = onRefused
  })
  useEffect(() => {
    if (waiting.length === 0) localStorage.removeItem(keepFor(walk))
    else localStorage.setItem(keepFor(walk), JSON.stringify(waiting))
  }, [walk, waiting])

  const send = useCallback(async () => {
    const [take] = waiting
    if (sending.current || !take) return
    sending.current = true
    const drop = () => setWaiting((now) => now.filter(({ key }) => key !== take.key))
    const { queryKey } = answer('GET /api/pick-list', { query: { fulfilment_ids: walk } })
    try {
      const done = await call('POST /api/picks', { body: take.body }, { key: take.key })
      // A list that was asked for before this take would put the goods back on the shelf when it comes.
      await cache.cancelQueries({ queryKey })
      cache.setQueryData<PickListOut>(queryKey, (list) => list && afterTake(list, done))
      drop()
      if (waiting.length === 1) void cache.invalidateQueries({ queryKey })
    } catch (error) {
      const problem = problemFrom(error)
      const isFinal = isProblem(error) && !problem.isUnanswered && problem.status < 500 && problem.status !== 429
      // Refused for good: what came after it must not wait.
      if (isFinal) drop()
      refused.current(problem)
    } finally {
      sending.current = false
    }
  }, [cache, waiting, walk])

  useEffect(() => {
    void send()
    const timer = setInterval(() => void send(), retryMs)
    return () => clearInterval(timer)
  }, [send])

  const take = (body: Omit<Take['body'], 'fulfilment_ids'>) =>
    setWaiting((now) => [...now, { key: crypto.randomUUID(), body: { fulfilment_ids: [...fulfilment_ids], ...body } }])
  return { waiting, take }
}

function readTakes(walk: string): Take[] {
  const kept = localStorage.getItem(keepFor(walk))
  if (!kept) return []
  try {
    // Our own words, written above; broken ones are simply forgotten.
    return JSON.parse(kept) as Take[]
  } catch {
    return []
  }
}
