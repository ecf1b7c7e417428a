import { type File, type Suite, startTests, type Test } from '@vitest/runner'
import { TestRunner } from 'vitest'
import { wrongs } from './switch.ts'

export interface Run {
  readonly path: string
  /** Only these; null is all of them. */
  readonly tests: ReadonlySet<string> | null
  readonly stops_at_failure: boolean
  readonly heard?: Heard
}

/** What wants to know what happens between the tests. */
interface Heard {
  read: () => void
  before: () => void
  after: (test: Test) => void
}

export interface Outcome {
  readonly failed: string | null
  /** The tests that were run, the failed one last. */
  readonly ran: readonly string[]
  readonly took_ms: number
}

/** Runs one file of tests inside a worker that lives on. */
class OneRun extends TestRunner {
  run: Run | null = null
  readonly ran: string[] = []

  override async importFile(path: string, source: 'collect' | 'setup'): Promise<unknown> {
    // vitest keeps what was read; a file of tests must be read again to be run again.
    const modules = Reflect.get(this, 'workerState').evaluatedModules
    const known = source === 'collect' ? modules.getModuleById(path) : undefined
    if (known !== undefined) modules.invalidateModule(known)
    const answer = await super.importFile(path, source)
    if (source === 'collect') this.run?.heard?.read()
    return answer
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    if (this.run?.tests?.has(test.id) === false) test.mode = 'skip'
    this.run?.heard?.before()
    await super.onBeforeRunTask(test)
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test)
    this.run?.heard?.after(test)
    if (test.mode !== 'skip') this.ran.push(test.id)
    if (this.run?.stops_at_failure === true && test.result?.state === 'fail') this.cancel('test-failure')
  }
}

export async function runOnce(outer: TestRunner, run: Run, limit_ms: number): Promise<Outcome> {
  const runner = new OneRun({ ...outer.config, testTimeout: limit_ms, hookTimeout: limit_ms })
  Object.defineProperty(runner, 'moduleRunner', { value: Reflect.get(outer, 'moduleRunner') })
  runner.__setTraces(Reflect.get(outer, '_otel'))
  runner.run = run
  const began = performance.now()
  const [file] = await startTests([run.path], runner)
  if (file === undefined) throw new Error(`${run.path} was not run`)
  return { failed: firstFailure(file), ran: runner.ran, took_ms: performance.now() - began }
}

export const resetWrongs = (on: number): void => {
  wrongs.on = on
  wrongs.reached = new Set()
}

function firstFailure(file: File): string | null {
  const test = failedTest(file)
  if (test !== null) return `${test.name}: ${wordsOf(test)}`
  return file.result?.state === 'fail' ? wordsOf(file) : null
}

function failedTest(suite: Suite): Test | null {
  for (const task of suite.tasks) {
    if (task.type === 'suite') {
      const within = failedTest(task)
      if (within !== null) return within
    } else if (task.result?.state === 'fail') return task
  }
  return null
}

const wordsOf = (task: Test | File): string => (task.result?.errors?.[0]?.message ?? 'failed').split('\n')[0] ?? ''
