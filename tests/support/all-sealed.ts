import { withClient } from '../../platform/database/embedded/roles.ts'

const TURNS_MAX = 600
const TURN_MS = 100

/**
 * Seals until nothing is left to seal. An open transaction of any database of this server holds sealing back, and other
 * files' tests are at work there, so one try is not always enough; after a minute it is.
 */
export async function allSealed(owner_url: string): Promise<void> {
  await withClient(owner_url, async (client) => {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      const { rows } = await client.query<{ placed: number; sealed: number; waiting: boolean }>(
        'select placed, sealed, waiting from platform.seal(10000)',
      )
      const [done] = rows
      if (done && !done.waiting && done.placed < 10_000 && done.sealed < 10_000) return
      if (done?.waiting) await new Promise((resolve) => setTimeout(resolve, TURN_MS))
    }
  })
}
