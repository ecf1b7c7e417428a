import { test } from 'vitest'
import { type Client, openClient } from '../../../bench/kit/http-clients.ts'
import { newId } from '../../../platform/ids.ts'
import type { Program } from '../../drills/program.ts'
import { type Campaign, campaign, pause, say, times } from '../harness/campaign.ts'
import { shopFolder } from './shop-folder.ts'
import { judgeBooksOf, judgeSent, type Sent, sellOne, type Till } from './till.ts'

const SECONDS = times(30, 600)
/** As many as sell without pause while the most is looked for. */
const PEOPLE = 32
const PEAK_SECONDS = 8
const OVER = 3
/** More than may be inside at a time: who finds none of these free has nowhere to stand. */
const LINES_MAX = 1_500
const STEP_MS = 10
/** The bar is 30 s; a busy machine has as much again. */
const CALM_MS = 60_000
const folder = shopFolder()

interface Timed extends Sent {
  readonly took_ms: number
  readonly status: number
}

/**
 * R21: first the most that the shop sells in a second; then three times as many people come as it can serve, without asking
 * how it is; then calm. Whoever is sent away is told when to come again, what is sold is sold once, and the shop that was
 * overrun sells half of its most or more meanwhile (the bar is 80 % where nobody else needs the machine; what came of it is
 * printed), and as before when they are gone.
 */
async function overload(one: Campaign, program: Program): Promise<void> {
  const till = await folder.enter(program)
  const lines = openLines(program, till)
  await lines.closedLoop(PEAK_SECONDS / 2)
  const calm = await lines.closedLoop(PEAK_SECONDS)
  const peak = calm.filter(isSold).length / PEAK_SECONDS
  const from = performance.now()
  const { sent, turned_away_outside } = await lines.openLoop(OVER * peak, SECONDS)
  const seconds = (performance.now() - from) / 1_000
  const recovered_ms = await untilCalm(one, program, till)
  const all = [...calm, ...sent]
  lines.close()

  const sold = sent.filter(isSold)
  const refused = sent.filter(({ outcome }) => outcome === 'refused')
  for (const _ of refused) one.fault('sent away')
  for (const { status, is_come_again } of refused)
    if (status !== 429 && !is_come_again)
      one.violate(`a sale was sent away with ${status}, not told when to come again`)
  for (const { id, outcome } of sent) if (outcome === 'unanswered') one.violate(`sale ${id} had no answer`)
  const share = sold.length / seconds / peak
  say(
    `R21: ${peak.toFixed(0)} a second at most; ${(share * 100).toFixed(0)} % of it under ${OVER} times as many ` +
      `(${sold.length} sold, ${refused.length} sent away in ${at(refused, 0.5)} ms, 99 % in ${at(refused, 0.99)}; ` +
      `${turned_away_outside} found no line); calm again after ${(recovered_ms / 1_000).toFixed(1)} s`,
  )
  if (share < 0.5) one.violate(`only ${(share * 100).toFixed(0)} % of the most was sold while too many came`)
  await judgeSent(one, program.address, till, all)
  await judgeBooksOf(one, till)
}

const isSold = ({ outcome }: Sent) => outcome === 'sold'

function at(sent: readonly Timed[], part: number): number {
  const took = sent.map(({ took_ms }) => took_ms).sort((a, b) => a - b)
  return Math.round(took[Math.ceil(took.length * part) - 1] ?? 0)
}

/** Thin connections, because whoever sends shares the machine with the shop. */
function openLines({ address }: Program, till: Till) {
  const free: Client[] = []
  let open = 0
  const sell = async (line: Client): Promise<Timed> => {
    const id = newId()
    const begun = performance.now()
    const body = { id, warehouse_id: till.warehouse_id, items: [{ product_id: till.product_id, quantity: 1 }] }
    const payments = [{ method: 'debit', amount: 1_000 }]
    try {
      const reply = await line.ask('POST', '/api/sales', JSON.stringify({ ...body, payments }))
      const { status } = reply
      const is_come_again = status === 503 && reply.body.includes('request.')
      const outcome = status === 201 ? 'sold' : 'refused'
      free.push(line)
      return { id, outcome, status, is_come_again, took_ms: performance.now() - begun }
    } catch {
      open -= 1
      return { id, outcome: 'unanswered', status: 0, took_ms: performance.now() - begun }
    }
  }
  const line = async () => {
    const kept = free.pop()
    if (kept) return kept
    if (open >= LINES_MAX) return null
    open += 1
    return openClient(address, till.token)
  }
  /** So many people, each asking again when it is answered. */
  const closedLoop = async (seconds: number): Promise<Timed[]> => {
    const sent: Timed[] = []
    const until = performance.now() + seconds * 1_000
    const person = async () => {
      while (performance.now() < until) {
        const mine = await line()
        if (mine) sent.push(await sell(mine))
      }
    }
    await Promise.all(Array.from({ length: PEOPLE }, person))
    return sent
  }
  /** So many come each second, however those before them fare. */
  const openLoop = async (a_second: number, seconds: number) => {
    const begun = performance.now()
    const selling: Promise<Timed | null>[] = []
    const come = async () => {
      const mine = await line()
      return mine && sell(mine)
    }
    while (performance.now() - begun < seconds * 1_000) {
      const due = ((performance.now() - begun) / 1_000) * a_second
      while (selling.length < due) selling.push(come())
      await pause(STEP_MS)
    }
    const answered = await Promise.all(selling)
    const sent = answered.filter((reply) => reply !== null)
    return { sent, turned_away_outside: answered.length - sent.length }
  }
  const close = () => {
    for (const one of free) one.close()
  }
  return { closedLoop, openLoop, close }
}

/** Until ten sales in a row are served, as before the crowd came. */
async function untilCalm(one: Campaign, { address }: Program, till: Till): Promise<number> {
  const begun = performance.now()
  for (let served = 0; served < 10; ) {
    const { outcome } = await sellOne(address, till)
    served = outcome === 'sold' ? served + 1 : 0
    if (performance.now() - begun < CALM_MS) continue
    one.violate('after the crowd had left the shop did not sell as before')
    break
  }
  return performance.now() - begun
}

test('R21: overrun by three times as many as it can serve, the shop sends the others away and sells on', async () => {
  const program = await folder.start({ is_brief: false })
  await campaign('R21 overload', (one) => overload(one, program), { attempts: SECONDS * 10, faults: 10 })
})
