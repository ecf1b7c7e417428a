import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from './call.ts'
import type { Problem } from './problem.ts'
import type { AnswerOf, Args, InputOf, Route } from './route-types.ts'

type Page = { items: readonly unknown[]; next_cursor: string | null }
/** The routes that answer { items, next_cursor }. */
export type ListRoute = {
  [R in Route]: AnswerOf<R> extends Page ? (R extends `GET ${string}` ? R : never) : never
}[Route]
type ItemOf<R extends ListRoute> = AnswerOf<R> extends { items: readonly (infer Item)[] } ? Item : never

/** A list read page by page with the server's cursor: rows, and the way to the next ones. */
export function useList<R extends ListRoute>(
  route: R,
  input: InputOf<R>,
  { enabled = true }: { enabled?: boolean } = {},
) {
  const query = useInfiniteQuery<AnswerOf<R>, Problem, { pages: AnswerOf<R>[] }, readonly unknown[], string | null>({
    enabled,
    queryKey: [route, input, 'pages'],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => {
      const { query: asked = {}, ...rest }: { query?: object } = input ?? {}
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      // The cursor is part of every list's query; the route's own type has checked the rest.
      return call(route, ...([{ ...rest, query: { ...asked, ...cursor } }, { signal }] as unknown as Args<R>))
    },
    getNextPageParam: (last) => (last as Page).next_cursor,
    placeholderData: keepPreviousData,
  })
  const pages: AnswerOf<R>[] = query.data?.pages ?? []
  return {
    rows: pages.flatMap((page) => [...(page as Page).items]) as ItemOf<R>[],
    /** The first page whole: totals and counts stand there. */
    first: pages[0] as (AnswerOf<R> & { total?: number | undefined }) | undefined,
    loading: query.isPending,
    refreshing: query.isFetching && !query.isPending,
    problem: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  }
}
