import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isProblem } from './api/problem.ts'
import type { Session } from './api/session-store.ts'
import { answer } from './api/use-answer.ts'
import { watchNetwork } from './live/connection.ts'
import { startLive } from './live/use-live.ts'
import { to } from './paths.ts'
import { createShopRouter } from './shell/router.tsx'
import { StartFailed } from './shell/start-failed.tsx'

const freshMs = 15_000
const retriesMax = 2

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: freshMs,
      // The live feed tells what changed; asking again at every focus would only repeat it.
      refetchOnWindowFocus: false,
      retry: (count, error) => count < retriesMax && isProblem(error) && error.isUnanswered,
    },
    mutations: { retry: false },
  },
})

/** Opens the shop for whoever is signed in; sends everybody else to the door. */
export async function openShop(root: HTMLElement, session: Promise<Session>): Promise<void> {
  const app = createRoot(root)
  try {
    const { business } = await session
    // The session brought the settings: no page has to ask for them again before it can be drawn.
    if (business) cache.setQueryData(answer('GET /api/settings').queryKey, business)
  } catch (error) {
    if (isProblem(error) && error.status === 401) {
      location.replace(to.signIn(location.pathname + location.search))
      return
    }
    app.render(<StartFailed error={error} />)
    return
  }
  watchNetwork()
  startLive(cache)
  app.render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <RouterProvider router={createShopRouter()} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
