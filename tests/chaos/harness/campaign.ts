import { expect } from 'vitest'
import { type Random, seeded } from '../../../demo/random.ts'

/** `npm run chaos -- --long`: the release counts of each campaign instead of those of every change. */
export const isLong = process.env.CHAOS_LONG === '1'

/** A share of the counts, for trying a campaign out; what CI runs is 1. */
export const share = Number(process.env.CHAOS_SHARE ?? 1)

/** How often: in every change, and before a release. */
export const times = (short: number, long: number): number => Math.max(1, Math.round((isLong ? long : short) * share))

/** What a campaign tried, what went wrong on purpose, and what must not have happened. */
export interface Campaign {
  readonly seed: number
  /** The how-manieth time it is played: with a share of the counts a guard is looked for again and again. */
  readonly round: number
  readonly random: Random
  readonly attempt: (how_many?: number) => void
  readonly fault: (kind: string) => void
  readonly violate: (what: string) => void
  readonly violations: readonly string[]
  readonly attempts: () => number
  readonly faults: () => number
}

export const freshSeed = (): number => Number(process.env.REPLAY_SEED ?? Math.floor(Math.random() * 2 ** 31))

export function begin(seed = freshSeed(), round = 1): Campaign {
  const violations: string[] = []
  const kinds = new Map<string, number>()
  let attempts = 0
  return {
    seed,
    round,
    random: seeded(seed),
    attempt: (how_many = 1) => {
      attempts += how_many
    },
    fault: (kind) => void kinds.set(kind, (kinds.get(kind) ?? 0) + 1),
    violate: (what) => void violations.push(what),
    violations,
    attempts: () => attempts,
    faults: () => [...kinds.values()].reduce((sum, one) => sum + one, 0),
  }
}

interface Least {
  readonly attempts: number
  readonly faults?: number
}

/** Plays a campaign, prints its seed and its counts, and fails when anything was violated or too little was tried. */
export async function campaign(name: string, play: (campaign: Campaign) => Promise<void>, least: Least): Promise<void> {
  const one = begin()
  const spent = watchTime()
  say(`${name}: REPLAY_SEED=${one.seed}`)
  await play(one)
  say(`${name}: ${one.attempts()} attempts, ${one.faults()} faults, ${one.violations.length} violations in ${spent()}`)
  expect(one.violations.slice(0, 10), `replay with REPLAY_SEED=${one.seed}`).toEqual([])
  expect(one.attempts(), 'enough was tried').toBeGreaterThanOrEqual(least.attempts)
  expect(one.faults(), 'enough went wrong on purpose').toBeGreaterThanOrEqual(least.faults ?? 0)
}

/**
 * The same campaign over a shop that lost one of its guards: within the counts of CI it must find that out, else it
 * would not find it out in a shop that never had the guard either. What judges only at its end plays a `portion` of the
 * counts, and like a campaign with a share of them it is played again with other seeds until the counts are used up.
 */
export async function mustBite(
  name: string,
  play: (campaign: Campaign) => Promise<void>,
  { portion = 1 }: { portion?: number } = {},
): Promise<void> {
  const spent = watchTime()
  let attempts = 0
  for (let round = 1; round <= Math.ceil(1 / (share * portion)); round++) {
    const one = begin(freshSeed(), round)
    await play(one)
    attempts += one.attempts()
    const [first] = one.violations
    if (first) return say(`${name}: bit after ${attempts} attempts in ${spent()}: ${first} (REPLAY_SEED=${one.seed})`)
  }
  expect.fail(`${name} must find the missing guard, and did not in ${attempts} attempts`)
}

/** What it has taken so far: by the clock, and of this process's processor. */
function watchTime(): () => string {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return `${seconds(performance.now() - started)} (our CPU ${seconds((user + system) / 1000)})`
  }
}

export const say = (line: string) => void process.stdout.write(`  ${line}\n`)

/** Runs jobs with so many hands at once. */
export async function hands(how_many: number, total: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const hand = async () => {
    while (next < total) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(how_many, total) }, hand))
}

export function shuffled<T>(random: Random, given: readonly T[]): T[] {
  const all = [...given]
  for (let at = all.length - 1; at > 0; at--) {
    const other = random.whole(0, at)
    const [a, b] = [all[at], all[other]]
    if (a !== undefined && b !== undefined) [all[at], all[other]] = [b, a]
  }
  return all
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
