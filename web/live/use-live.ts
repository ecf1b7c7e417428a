import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { createStore } from '../ui/store.ts'
import { type Fact, followFacts } from './feed.ts'
import { makesStale } from './refresh-map.ts'

const gatherMs = 120
const lastFact = createStore<Fact | null>(null)
/** How often more was missed than the server keeps. */
const gaps = createStore(0)

/** Keeps every answer on the screen true; several facts of one act ask only once. */
export function startLive(cache: QueryClient): void {
  let events = new Set<string>()
  const flush = () => {
    const heard = events
    events = new Set()
    void cache.invalidateQueries({
      predicate: ({ queryKey: [route] }) =>
        typeof route === 'string' && [...heard].some((event) => makesStale(event, route)),
    })
  }
  followFacts({
    onFact: (fact) => {
      lastFact.set(fact)
      if (events.size === 0) setTimeout(flush, gatherMs)
      events.add(fact.event)
    },
    onGap: () => {
      gaps.set(gaps.get() + 1)
      void cache.invalidateQueries()
    },
  })
}

/** For a page that wants to say what just happened, beyond fresh data. */
export function useFact(onFact: (fact: Fact) => void): void {
  useEffect(
    () =>
      lastFact.subscribe(() => {
        const fact = lastFact.get()
        if (fact) onFact(fact)
      }),
    [onFact],
  )
}

/** For what is kept beside the cache: facts were missed, so none of it can be trusted any more. */
export function useGap(onGap: () => void): void {
  useEffect(() => gaps.subscribe(onGap), [onGap])
}

/** Counts the facts about these subjects: for answers that are asked by an effect instead of the cache. */
export function useNewsOf(subjects: readonly string[]): number {
  const [count, setCount] = useState(0)
  const hear = useCallback(
    ({ event }: Fact) => {
      if (subjects.includes(event.split('.')[0] ?? '')) setCount((before) => before + 1)
    },
    [subjects],
  )
  useFact(hear)
  return count
}

export function useRefreshAll(): () => void {
  const cache = useQueryClient()
  return () => void cache.invalidateQueries()
}
