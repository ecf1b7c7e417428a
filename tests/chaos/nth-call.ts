import { newId } from '../../platform/ids.ts'
import type { Reply } from '../support/open-shop.ts'
import { judgeBooks } from './harness/books.ts'
import { type Campaign, share } from './harness/campaign.ts'
import { callsOf, type Failure, failures, listenToCalls, withFailure } from './harness/failing-calls.ts'
import { assembleAgain } from './harness/second-server.ts'
import type { WideShop } from './harness/wide-shop.ts'
import { core, type Operation } from './nth-call-operations.ts'

const RETRIES = 8

/**
 * R7: of every core operation, each of its calls to the database fails once in each way. Meanwhile there is all of the
 * operation or nothing, and the same request sent again brings it to its end, once. It goes through a server of its own:
 * of the connections that die none is needed for anything else, and a new one has less to learn.
 */
export async function nthCall(campaign: Campaign, shop: WideShop, rounds: number): Promise<void> {
  const quiet = listenToCalls()
  try {
    const operations = await core(shop, await assembleAgain(shop))
    for (let round = 0; round < rounds; round++)
      for (const operation of operations) {
        const calls = await callsOf(async () => {
          const { send } = await operation.prepare()
          return send(newId())
        })
        for (const how of failures) await failEach(campaign, operation, calls, how)
      }
  } finally {
    quiet()
  }
  await judgeBooks(campaign, shop.owner_url)
}

/** What is remembered need not be asked again: after two failures that found no call, there is none behind them. */
async function failEach(campaign: Campaign, operation: Operation, calls: number, how: Failure): Promise<void> {
  let unmet = 0
  for (let at = 1; at <= calls && unmet < 2 && campaign.violations.length === 0; at++)
    if (share >= 1 || campaign.random.chance(share))
      unmet = (await failOnce(campaign, operation, at, how)) ? 0 : unmet + 1
}

async function failOnce(campaign: Campaign, operation: Operation, at: number, how: Failure): Promise<boolean> {
  const where = `${operation.name}, call ${at} ${how}`
  const { send, effects } = await operation.prepare()
  const key = newId()
  campaign.attempt()
  const { value: first, fired } = await withFailure(at, how, () => send(key))
  if (fired) campaign.fault(how)
  if (first.status >= 400 && first.status !== 503)
    campaign.violate(`${where}: ${first.status} ${first.text.slice(0, 200)}`)
  const meanwhile = await patiently(effects)
  if (meanwhile !== 0 && meanwhile !== 1) campaign.violate(`${where}: ${meanwhile} effects after the failure`)
  if (first.status < 400 && meanwhile !== 1) campaign.violate(`${where}: acknowledged, but not there`)
  const last = first.status < 400 ? first : await again(() => send(key))
  if (last.status >= 400) campaign.violate(`${where}: the retry was answered ${last.status} ${last.text.slice(0, 200)}`)
  const after = await patiently(effects)
  if (after !== 1) campaign.violate(`${where}: ${after} effects in the end`)
  return fired
}

async function again(send: () => Promise<Reply>): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    const reply = await send()
    if ((reply.status !== 503 && reply.body?.code !== 'request.key_running') || attempt === RETRIES) return reply
    await new Promise((resolve) => setTimeout(resolve, 20 * attempt))
  }
}

/** The next question may meet the connection that just died, and then its answer tells no number. */
async function patiently(effects: () => Promise<number>): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      const found = await effects()
      if (Number.isFinite(found) || attempt === RETRIES) return found
    } catch (error) {
      if (attempt === RETRIES) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 20 * attempt))
  }
}
