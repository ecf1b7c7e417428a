import type { Locator } from 'playwright-core'
import { vi } from 'vitest'

/**
 * Ticks a box or chooses an option. Its own input lies unseen under its label, so that the click is forced; while a
 * dialog still moves into its place it may miss, and is made again as a hand would.
 */
export async function tick(field: Locator): Promise<void> {
  await field.waitFor({ state: 'attached', timeout: 60_000 })
  await vi.waitFor(() => field.check({ force: true }), { timeout: 60_000, interval: 200 })
}
