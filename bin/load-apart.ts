import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Team } from '../demo/demo-people.ts'
import type { Config } from '../platform/config.ts'
import { Refusal } from '../platform/refusals.ts'
import type { Secrets } from '../platform/secrets.ts'
import { StartProblem } from '../platform/start-problem.ts'
import type { Sentence } from '../platform/text.ts'
import type { LoadDemo } from './fill-demo.ts'

type Wanted = Parameters<LoadDemo>[0]

/** What the loading process is told, by message only: others of the machine can read a command line. */
export interface Errand extends Omit<Wanted, 'progress'> {
  readonly config: Config
  readonly secrets: Secrets
  readonly database_url: string
}

/** What it says meanwhile and in the end. An error is told by its fields; it arrives as what it was. */
export type Said =
  | { readonly told: Sentence }
  | { readonly done: Team | null }
  | { readonly refusal: ConstructorParameters<typeof Refusal>[0] }
  | { readonly problem: Pick<StartProblem, 'code' | 'sentences'> }
  | { readonly failed: string }

/**
 * What lives at once is some 100 MB; left alone, the collector lets seven times as much pile up. Most of what is made is
 * gone once it is written: with room for it to die young, less is copied.
 */
export const LOADER_FLAGS = ['--max-old-space-size=320', '--max-semi-space-size=32']

/**
 * Loads a demo in a process of its own: what half a million lines need in memory goes with it, and the shop that opens
 * afterwards is as lean as after any other start. When this process ends, that one does too.
 */
export function loadApart({
  config,
  secrets,
  database_url,
}: Pick<Errand, 'config' | 'secrets' | 'database_url'>): LoadDemo {
  return ({ progress, ...wanted }) => {
    const child = start()
    const answer = answerOf(child, progress)
    child.send({ ...wanted, config, secrets, database_url } satisfies Errand)
    return answer
  }
}

function start(): ChildProcess {
  const is_source = import.meta.url.endsWith('.ts')
  const entry = new URL(is_source ? './load-errand.ts' : './load-errand.js', import.meta.url)
  const read_source = is_source ? ['--import', 'tsx', '--conditions', 'source'] : []
  return fork(fileURLToPath(entry), { execArgv: [...LOADER_FLAGS, ...read_source], serialization: 'advanced' })
}

function answerOf(child: ChildProcess, tell: Wanted['progress']): Promise<Team | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('message', (message) => {
      const said = message as Said
      if ('told' in said) tell(said.told)
      else if ('done' in said) resolve(said.done)
      else if ('refusal' in said) reject(new Refusal(said.refusal))
      else if ('problem' in said) reject(new StartProblem(said.problem.code, said.problem.sentences))
      else reject(new Error(said.failed))
    })
    // After an answer this changes nothing.
    child.on('exit', (code, signal) => reject(new Error(`the process that loads the demo ended (${signal ?? code})`)))
  })
}
