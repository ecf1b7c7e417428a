import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from '@vitest/runner'
import { type TestRunner, vi } from 'vitest'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { onDatabase } from '../../platform/database/embedded/url.ts'
import type { TestCluster } from '../../tests/support/cluster.ts'
import { type Outcome, resetWrongs, runOnce } from './one-run.ts'
import type { Orders, ReachOfTest, Trial, TrialFile, Word } from './orders.ts'
import { root } from './parts.ts'
import { saysWhenCalled } from './sql-functions.ts'
import { wrongs } from './switch.ts'

const LIMIT_MS = 20_000

/** So many that were noticed are confirmed at once: fewer runs, and as many are judged again if a wrong ends the worker. */
const TOGETHER = 20

interface WorkersBench {
  readonly runner: TestRunner
  readonly cluster: TestCluster
}

const say = (word: Word) => appendFileSync(process.env.MUTATE_REPORT ?? '', `${JSON.stringify(word)}\n`)

/** What happens in the worker: it carries out its orders, one after another, and writes down what it saw. */
export async function judgeAll(runner: TestRunner): Promise<void> {
  const orders: Orders = JSON.parse(readFileSync(process.env.MUTATE_ORDERS ?? '', 'utf8'))
  const cluster: TestCluster = runner.injectValue('cluster')
  if (orders.ask === 'reach') await reachAll(runner, cluster, orders)
  else await judgeEach({ runner, cluster }, orders.trials)
  say({ say: 'done' })
}

async function reachAll(runner: TestRunner, cluster: TestCluster, orders: Orders & { ask: 'reach' }): Promise<void> {
  await inTemplate(cluster, [saysWhenCalled, ...Object.values(orders.functions)])
  const called = listenTo(orders.log_file)
  for (const path of orders.files) {
    const tests: ReachOfTest[] = []
    let read: number[] = []
    const prepared = new Set<number>()
    const functions_prepared = new Set<string>()
    let began = 0
    resetWrongs(0)
    called()
    const heard = {
      read: () => {
        read = [...wrongs.reached]
        resetWrongs(0)
      },
      before: () => {
        for (const id of wrongs.reached) prepared.add(id)
        for (const name of called()) functions_prepared.add(name)
        resetWrongs(0)
        began = performance.now()
      },
      after: ({ id, result }: Test) => {
        tests.push({
          id,
          took_ms: Math.round(performance.now() - began),
          has_failed: result?.state === 'fail',
          mutants: [...wrongs.reached],
          functions: called(),
        })
        resetWrongs(0)
      },
    }
    const run = { path: join(root, path), tests: null, stops_at_failure: false, heard }
    const { failed, took_ms } = await runOnce(runner, run, LIMIT_MS * 6)
    say({
      say: 'reach',
      path,
      failed,
      took_ms,
      prepared: [...prepared],
      read,
      functions_prepared: [...functions_prepared],
      tests,
    })
  }
}

/** Reads on in the server's log: the names of the functions that were called since the last time. */
function listenTo(log_file: string): () => string[] {
  let at = 0
  return () => {
    const text = readFileSync(log_file).subarray(at)
    at += text.length
    return [...new Set([...text.toString('utf8').matchAll(/mutate:([\w.]+);/g)].map((match) => match[1] ?? ''))]
  }
}

/** A wrong that a test noticed, if that test passes without it. */
interface Notice {
  readonly trial: Trial
  readonly path: string
  /** What was run until the failure. */
  readonly ran: readonly string[] | null
  readonly killed_by: string
}

async function judgeEach(bench: WorkersBench, trials: readonly Trial[]): Promise<void> {
  let notices: Notice[] = []
  for (const trial of trials) {
    const notice = await noticeOf(bench, trial)
    if (notice === null) say({ say: 'verdict', id: trial.mutant.id, killed_by: null })
    else notices.push(notice)
    if (notices.length < TOGETHER && trial !== trials.at(-1)) continue
    await confirm(bench, notices)
    notices = []
  }
}

/**
 * A test that fails without the wrong too has noticed nothing: some of the tests of its file alone may not do, or an
 * earlier wrong has left something behind. Then the whole file is tried, with all modules read anew.
 */
async function confirm(bench: WorkersBench, notices: readonly Notice[]): Promise<void> {
  for (const [path, ofFile] of byFile(notices)) {
    const isWhole = ofFile.some(({ ran }) => ran === null)
    const tests = isWhole ? null : ofFile.flatMap(({ ran }) => ran ?? [])
    const right = await run(bench, null, { path, tests })
    for (const { trial, killed_by } of ofFile) {
      if (right.failed === null) say({ say: 'verdict', id: trial.mutant.id, killed_by })
      else await judgeAlone(bench, trial)
    }
  }
}

function byFile(notices: readonly Notice[]): Map<string, Notice[]> {
  const files = new Map<string, Notice[]>()
  for (const notice of notices) files.set(notice.path, [...(files.get(notice.path) ?? []), notice])
  return files
}

async function judgeAlone(bench: WorkersBench, trial: Trial): Promise<void> {
  const { id } = trial.mutant
  let note: string | undefined
  for (const { path } of trial.files) {
    vi.resetModules()
    const wrong = await run(bench, trial, { path, tests: null })
    if (wrong.failed === null) continue
    vi.resetModules()
    const right = await run(bench, null, { path, tests: null })
    if (right.failed === null) return say({ say: 'verdict', id, killed_by: `${path}: ${wrong.failed}` })
    note = `${path} fails without it too: ${right.failed}`
  }
  say({ say: 'verdict', id, killed_by: null, ...(note === undefined ? {} : { note }) })
}

async function noticeOf(bench: WorkersBench, trial: Trial): Promise<Notice | null> {
  for (const file of trial.files) {
    const { failed, ran } = await run(bench, trial, file)
    if (failed === null) continue
    return { trial, path: file.path, ran: ran.length > 0 ? ran : file.tests, killed_by: `${file.path}: ${failed}` }
  }
  return null
}

/** Runs tests with one wrong in the program, or with none. */
async function run({ runner, cluster }: WorkersBench, trial: Trial | null, file: TrialFile): Promise<Outcome> {
  if (trial !== null) say({ say: 'trial', id: trial.mutant.id, path: file.path })
  else say({ say: 'confirming', path: file.path })
  resetWrongs(trial?.mutant.id ?? 0)
  if (trial?.sql !== undefined) await inTemplate(cluster, [trial.sql.wrong])
  // What is decided as a file is read is decided again only if it is read again.
  const isFixed = trial?.mutant.is_fixed === true
  if (isFixed) vi.resetModules()
  const tests = file.tests === null ? null : new Set(file.tests)
  const limit = trial === null ? LIMIT_MS * 6 : LIMIT_MS
  const outcome = await runOnce(runner, { path: join(root, file.path), tests, stops_at_failure: true }, limit)
  resetWrongs(0)
  if (trial?.sql !== undefined) await inTemplate(cluster, [trial.sql.right])
  if (isFixed) vi.resetModules()
  return outcome
}

/** Changes the template that every test's database is copied from. Nobody else may be connected to it then. */
async function inTemplate({ superuser_url, template }: TestCluster, statements: readonly string[]): Promise<void> {
  await withClient(superuser_url, (client) => client.query(`alter database ${template} allow_connections true`))
  await withClient(onDatabase(superuser_url, template), async (client) => {
    for (const statement of statements) await client.query(statement)
  })
  await withClient(superuser_url, (client) => client.query(`alter database ${template} allow_connections false`))
}
