import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

export const usePath = (): string => useRouterState({ select: (state) => state.location.pathname })

/**
 * What a list shows, kept in the address so that it can be shared and comes back with the back key:
 * const [list, setList] = useAddress({ q: '', sort: 'name', view: 'all' })
 */
export function useAddress<Values extends Record<string, string>>(defaults: Values) {
  const router = useRouter()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const given = new URLSearchParams(search)
  const values = Object.fromEntries(
    Object.entries(defaults).map(([key, start]) => [key, given.get(key) ?? start]),
  ) as Values
  const set = useCallback(
    (change: Partial<Values>, { replace = true }: { replace?: boolean } = {}) => {
      const next = new URLSearchParams(router.state.location.searchStr)
      for (const [key, value] of Object.entries(change)) {
        if (value === undefined || value === '' || value === defaults[key]) next.delete(key)
        else next.set(key, value)
      }
      const query = next.toString()
      const path = `${router.state.location.pathname}${query ? `?${query}` : ''}`
      if (replace) router.history.replace(path)
      else router.history.push(path)
    },
    [router, defaults],
  )
  return [values, set] as const
}
