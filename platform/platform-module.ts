import type { Live } from './live/live.ts'
import { liveRoutes } from './live/routes.ts'
import { openSocket } from './live/socket.ts'
import type { Module } from './module.ts'
import { platformPermissions } from './platform-permissions.ts'

export interface PlatformParts {
  readonly live: Live
  /** Other web sites that may open the socket (CORS_ALLOWED_ORIGINS). */
  readonly allowed_origins: readonly string[]
}

/** The platform as a module: what it serves and does by itself, whatever the business. */
export function platformModule({ live, allowed_origins }: PlatformParts): Module {
  return {
    name: 'platform',
    permissions: platformPermissions,
    routes: [liveRoutes(live)],
    attach: async (http) => {
      http.addHook('preClose', async () => live.connections.dismissAll())
      await openSocket(http, live, allowed_origins)
    },
  }
}
