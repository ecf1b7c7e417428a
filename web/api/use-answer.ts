import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from './call.ts'
import type { Problem } from './problem.ts'
import { isProblem } from './problem.ts'
import type { AnswerOf, Args, InputOf, Route } from './route-types.ts'

export type ReadRoute = Extract<Route, `GET ${string}`>

/** A question to the server as TanStack Query keeps it: answer('GET /api/products', { query: { q } }). */
export function answer<R extends ReadRoute>(route: R, ...[input, options]: Args<R>) {
  return queryOptions<AnswerOf<R>, Problem>({
    enabled: options?.enabled ?? true,
    queryKey: [route, input ?? {}],
    queryFn: ({ signal }) => call(route, ...([input, { signal }] as Args<R>)),
    // A list keeps its rows while the next page or filter loads: nothing jumps.
    placeholderData: keepPreviousData,
  })
}

/** const products = useAnswer('GET /api/products', { query: { q } }) */
export function useAnswer<R extends ReadRoute>(route: R, ...args: Args<R>) {
  return useQuery(answer(route, ...args))
}

type CommandOptions<R extends Route> = {
  onDone?: (answer: AnswerOf<R>, input: InputOf<R>) => void
  onRefused?: (problem: Problem) => void
  /** What else is known to change; the live feed refreshes the rest. */
  refresh?: readonly ReadRoute[]
}

/**
 * An act: const confirm = useCommand('POST /api/orders/:id/confirm'), then confirm.mutate({ params: { id } }).
 * While an answer is missing, trying the same act again carries the same key, so it cannot happen twice.
 */
export function useCommand<R extends Route>(route: R, { onDone, onRefused, refresh = [] }: CommandOptions<R> = {}) {
  const cache = useQueryClient()
  const last = useRef<{ act: string; key: string } | null>(null)
  return useMutation<AnswerOf<R>, Problem, InputOf<R>>({
    mutationFn: (input) => {
      const act = JSON.stringify(input)
      if (last.current?.act !== act) last.current = { act, key: crypto.randomUUID() }
      return call(route, ...([input, { key: last.current.key }] as unknown as Args<R>))
    },
    onSuccess: (done, input) => {
      last.current = null
      for (const route of refresh) void cache.invalidateQueries({ queryKey: [route] })
      onDone?.(done, input)
    },
    onError: (problem) => {
      if (!isProblem(problem) || !problem.isUnanswered) last.current = null
      onRefused?.(problem)
    },
  })
}
