import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { type Place, pages } from '../routes.tsx'
import { AroundEverything } from './around.tsx'
import { RoomFrame } from './frame.tsx'
import { BrokenPage, NotFoundPage, ShownPage } from './page-states.tsx'

const root = createRootRoute({
  component: AroundEverything,
  notFoundComponent: NotFoundPage,
})
const rooms = createRoute({ getParentRoute: () => root, id: 'rooms', component: RoomFrame })
const tasks = createRoute({ getParentRoute: () => root, id: 'tasks', component: Outlet })

const routesAt = (place: Place, parent: typeof rooms | typeof tasks) =>
  pages
    .filter((page) => page.place === place)
    .map((entry) => {
      // React's own lazy: the router's suspends conditionally, which React reports as an error on slow machines.
      const Page = lazy(async () => ({ default: await entry.load() }))
      const route = createRoute({
        getParentRoute: () => parent,
        path: entry.path,
        component: () => (
          <Suspense fallback={null}>
            <ShownPage entry={entry} Page={Page} params={route.useParams()} />
          </Suspense>
        ),
      })
      return route
    })

/** A wrong address still shows the frame, so that one can go on. */
const nowhere = (parent: typeof rooms) =>
  createRoute({ getParentRoute: () => parent, path: '$', component: NotFoundPage })

export function createShopRouter() {
  return createRouter({
    routeTree: root.addChildren([
      rooms.addChildren([...routesAt('room', rooms), nowhere(rooms)]),
      tasks.addChildren(routesAt('task', tasks)),
    ]),
    defaultPreload: false,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
    // Plain strings: what stands in the address is what a page reads.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search).toString()
      return text ? `?${text}` : ''
    },
  })
}
