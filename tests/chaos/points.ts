import type { Worker } from '../support/open-shop.ts'
import { type Campaign, say } from './harness/campaign.ts'
import { makePlacesUnsure } from './harness/unsure-places.ts'
import { insist, type WideShop } from './harness/wide-shop.ts'
import { anySequence } from './model.ts'

const RUNS = 12
/** With four unsure places in a row an act succeeds in one of three tries. */
const TRIES = 200

/**
 * R8: people go about the work of R27 while a quarter of the places where the program asks its database fail every fourth
 * time, and ask again as good clients do. After each act that was answered the notebook must agree. Each time round other
 * places are unsure, and the commit always is.
 */
export async function chaosPoints(campaign: Campaign, shop: WideShop, rounds: number): Promise<void> {
  const failed = new Set<string>()
  const asked = new Set<string>()
  for (let round = 1; round <= rounds && campaign.violations.length === 0; round++) {
    const unrest = () => makePlacesUnsure(campaign, { round, asked, failed })
    await anySequence(campaign, shop, RUNS, { unrest, manner: patient })
  }
  say(`R8 chaos points: ${failed.size} of ${asked.size} places failed`)
}

const patient = (worker: Worker): Worker => ({
  ...worker,
  post: (path, body, { key } = {}) => insist((given) => worker.post(path, body, given), key, { tries: TRIES }),
})
