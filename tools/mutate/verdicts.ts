import { dirname } from 'node:path'
import type { Reach, Trial, TrialFile, Word } from './orders.ts'
import { type PartAtHand, wrongFunction } from './part-at-hand.ts'
import { replacing } from './sql-functions.ts'
import type { Numbered } from './weave.ts'
import { work } from './worker.ts'

export interface Verdict {
  readonly mutant: Numbered
  /** The first test that noticed it; null: none did. */
  readonly killed_by: string | null
  readonly note?: string
}

const START_MS = 120_000

const A_WHILE_MS = 3_600_000

/** Judges these wrongs one after another, in as few workers as their endless loops leave alive. */
export async function judgeMutants(
  part: PartAtHand,
  mutants: readonly Numbered[],
  tell: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  const keep = (verdict: Verdict) => {
    verdicts.push(verdict)
    if (verdict.killed_by !== null) tell(verdict)
  }
  let left: Trial[] = []
  for (const mutant of mutants) {
    const files = filesThatReach(part, mutant)
    if (files.length === 0) keep({ mutant, killed_by: null, note: 'no test reaches it' })
    else left.push({ mutant, files, ...sqlOf(part, mutant) })
  }
  // Those that make everything be read again come last.
  left.sort((a, b) => Number(a.mutant.is_fixed) - Number(b.mutant.is_fixed))
  let idle = 0
  while (left.length > 0) {
    let at: Trial | null = null
    const isJudged = new Set<number>()
    const hear = (word: Word) => {
      at = left.find(({ mutant }) => word.say === 'trial' && mutant.id === word.id) ?? null
      const trial = left.find(({ mutant }) => word.say === 'verdict' && mutant.id === word.id)
      if (trial === undefined || word.say !== 'verdict') return
      isJudged.add(word.id)
      keep({ mutant: trial.mutant, killed_by: word.killed_by, ...(word.note === undefined ? {} : { note: word.note }) })
    }
    const end = await work(part.bench, part.name, { ask: 'judge', trials: left }, hear, (word) => limitOf(part, word))
    const stuck = at as Trial | null
    if (end !== 'done' && stuck !== null) {
      isJudged.add(stuck.mutant.id)
      keep({ mutant: stuck.mutant, killed_by: end === 'silent' ? 'the limit of time' : 'the end of the process' })
    }
    left = left.filter(({ mutant }) => !isJudged.has(mutant.id))
    idle = isJudged.size === 0 ? idle + 1 : 0
    if (idle > 1) throw new Error(`the worker is ${end} before it judges anything: see .cache/mutate/worker.log`)
  }
  return verdicts
}

/** Ten times what the file takes when nothing is wrong. */
function limitOf(part: PartAtHand, word: Word | null): number {
  if (word === null || !('path' in word)) return START_MS
  const took = part.reach.find(({ path }) => path === word.path)?.took_ms ?? 0
  return 30_000 + 10 * took
}

function sqlOf(part: PartAtHand, mutant: Numbered): Pick<Trial, 'sql'> {
  const found = part.functions.find(({ name }) => name === mutant.sql_function)
  return found === undefined ? {} : { sql: { wrong: wrongFunction(mutant), right: replacing(found.statement) } }
}

/** The part's own tests know it best; of these and of the others, the quickest first. */
function filesThatReach(part: PartAtHand, mutant: Numbered): TrialFile[] {
  const found = part.reach.flatMap((reach) => {
    const tests = testsThatReach(part, reach, mutant)
    if (tests !== null && tests.length === 0) return []
    const all = reach.tests.reduce((sum, test) => sum + test.took_ms, 0)
    const before = reach.took_ms - all
    const own = reach.tests
      .filter(({ id }) => tests === null || tests.includes(id))
      .reduce((sum, test) => sum + test.took_ms, 0)
    const isOwn = dirname(dirname(reach.path)) === mutant.path.split('/', 2).join('/')
    return [{ path: reach.path, tests, turn: before + own + (isOwn ? 0 : A_WHILE_MS) }]
  })
  return found.sort((a, b) => a.turn - b.turn).map(({ path, tests }) => ({ path, tests }))
}

function testsThatReach(part: PartAtHand, reach: Reach, mutant: Numbered): string[] | null {
  const good = reach.tests.filter((test) => !test.has_failed)
  if (good.length === 0) return []
  const found = testsNear(part, reach, mutant)
  if (found === null) return good.length === reach.tests.length ? null : good.map(({ id }) => id)
  return found.filter((id) => good.some((test) => test.id === id))
}

function testsNear(part: PartAtHand, reach: Reach, mutant: Numbered): string[] | null {
  const name = mutant.sql_function
  if (name !== undefined) {
    if (reach.functions_prepared.includes(name)) return null
    return reach.tests.filter((test) => test.functions.includes(name)).map(({ id }) => id)
  }
  if (mutant.is_fixed) return fileReachesFile(part, reach, mutant) ? null : []
  if (reach.prepared.includes(mutant.id)) return null
  return reach.tests.filter((test) => test.mutants.includes(mutant.id)).map(({ id }) => id)
}

/** What is decided as a file is read matters to every test that uses something of that file. */
function fileReachesFile(part: PartAtHand, reach: Reach, mutant: Numbered): boolean {
  const others = part.mutants.filter((one) => one.path === mutant.path && !one.is_fixed)
  if (others.length === 0) return true
  const ids = new Set(others.map(({ id }) => id))
  return reach.prepared.some((id) => ids.has(id)) || reach.tests.some((test) => test.mutants.some((id) => ids.has(id)))
}
