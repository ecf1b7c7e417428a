import type { Random } from '../random.ts'
import type { CounterDay } from './store-day.ts'

/** How often a count is off, and by what: a coin short, a note too much in the change. */
const OFTEN = 0.03
const BY = [-10_000, -5_000, -2_000, -1_000, -500, 500, 1_000]

/** By how much the count of each till was off, by day and store; nearly always by nothing. Drawn in the order of the days. */
export function miscounts(random: Random, counters: Iterable<CounterDay>): ReadonlyMap<string, number> {
  const off = new Map<string, number>()
  for (const counter of counters) if (random.chance(OFTEN)) off.set(counterKey(counter), random.pick(BY))
  return off
}

export const counterKey = ({ day, store }: Pick<CounterDay, 'day' | 'store'>): string => `${day} ${store}`
