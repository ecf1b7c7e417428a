/** The sheet that a bench of the library fills in: each figure beside its bar and beside a reference. */
import { spawnSync } from 'node:child_process'
import { median, table } from '../kit/figures.ts'

export interface Figure {
  readonly what: string
  readonly ours: string
  /** What it should reach; empty where nothing was set. */
  readonly bar: string
  readonly reference: string
}

const sheet: Figure[] = []

/** Writes a figure down and tells it at once. */
export function note(what: string, ours: string, bar = '', reference = ''): void {
  sheet.push({ what, ours, bar, reference })
  const beside = [bar && `bar ${bar}`, reference].filter(Boolean).join('; ')
  console.log(`${what}: ${ours}${beside && ` (${beside})`}`)
}

export const figures = (): readonly Figure[] => sheet

export const sheetTable = (): string =>
  table(
    ['', 'ours', 'bar', 'reference'],
    sheet.map(({ what, ours, bar, reference }) => [what, ours, bar, reference]),
  )

/** Milliseconds of CPU, threads of this process included. */
export function processorOf<T>(work: () => T): { readonly told: T; readonly ms: number } {
  const from = process.cpuUsage()
  const told = work()
  const { user, system } = process.cpuUsage(from)
  return { told, ms: (user + system) / 1000 }
}

/** Runs that the compiler needs before a time means anything. */
const WARM_UP = 4

/** The median of several runs after those. */
export function timed<T>(times: number, work: () => T): { readonly told: T; readonly ms: number } {
  for (let i = 0; i < WARM_UP; i++) work()
  const runs = Array.from({ length: times }, () => processorOf(work))
  const [first] = runs
  if (first === undefined) throw new Error('a bench runs at least once')
  return { told: first.told, ms: median(runs.map(({ ms }) => ms)) }
}

/** What a reference program printed, `name value` a line; nothing where it is not installed. */
export function referenceOf(program: string, ...args: string[]): ReadonlyMap<string, number | string> {
  const { status, stdout } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  })
  const lines = status === 0 ? stdout.trim().split('\n') : []
  return new Map(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(' ')
      return [name, Number.isNaN(Number(value)) ? value : Number(value)]
    }),
  )
}
