// Whether the server answers. Any call, the live feed and the browser itself report here; the chip and the banner read it.
import { createStore, useStore } from '../ui/store.ts'
import type { Sync } from '../ui/sync-chip.tsx'

const probeMs = 2000
const probePath = '/api/health/live'
const connection = createStore<Sync>({ state: 'online' })
let probe: ReturnType<typeof setTimeout> | null = null

export const useConnection = (): Sync => useStore(connection)
export const isOnline = (): boolean => connection.get().state === 'online'
export const onConnection = connection.subscribe

export function reportAnswered(): void {
  if (probe) clearTimeout(probe)
  probe = null
  if (!isOnline()) connection.set({ state: 'online' })
}

export function reportUnreachable(): void {
  const state = navigator.onLine ? 'lost' : 'offline'
  if (connection.get().state !== state) connection.set({ state })
  probe ??= setTimeout(knock, probeMs)
}

/** Asks until somebody answers, however they answer. */
async function knock(): Promise<void> {
  probe = null
  try {
    const answer = await fetch(probePath, { cache: 'no-store', signal: AbortSignal.timeout(probeMs) })
    // A dead server behind a living proxy is not an answer.
    if (answer.status === 502 || answer.status === 504) throw new Error('no server')
    reportAnswered()
  } catch {
    reportUnreachable()
  }
}

/** The browser knows first when the cable is out. */
export function watchNetwork(): void {
  addEventListener('offline', reportUnreachable)
  addEventListener('online', () => void knock())
}
