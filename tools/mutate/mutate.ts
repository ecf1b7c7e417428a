/**
 * Mutation testing of the code that keeps money, stock and the door: `npm run mutate`. It puts one small wrong at a time
 * into a copy of the sources and runs the tests of that part; a wrong that no test notices has survived.
 * `-- --part money` one part, `-- --sample 100` how many of each, `REPLAY_SEED=n` the same ones again.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Random, seeded } from '../../demo/random.ts'
import { startEmbedded } from '../../platform/database/embedded/start.ts'
import { type Mutant, mutantsOf } from './mutants.ts'

interface Part {
  readonly sources: readonly string[]
  readonly tests: readonly string[]
}

/**
 * Words, shapes and tables of routes hold no decisions. What loads a past in bulk (`bulk/`) no till ever runs: the doctor
 * judges it at the end of each demo's own test, which takes too long to be run for each mutant.
 */
const WITHOUT =
  /\/bulk\/|(text|contract|wire|shapes|permissions|events|refusals|routes|services)\.ts$|-contract\.ts$|\/tests\//
const parts: Record<string, Part> = {
  money: {
    sources: ['business/money', 'platform/money.ts'],
    tests: ['business/money', 'platform/tests/money', 'business/sales/tests/sell', 'business/sales/tests/orders'],
  },
  stock: { sources: ['business/stock', 'platform/quantity.ts'], tests: ['business/stock', 'platform/tests/quantity'] },
  'sign-in': {
    sources: ['business/people'],
    tests: ['business/people', 'tests/journeys/forgotten-password'],
  },
}
const BOUND_MS = 10 * 60_000
const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    sample: { type: 'string', default: '60' },
    bound: { type: 'string', default: '85' },
  },
})
const seed = Number(process.env.REPLAY_SEED ?? Math.floor(Math.random() * 2 ** 31))

async function main(): Promise<void> {
  const copy = copySources()
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-mutate-'))
  const database = await startEmbedded({
    data_dir: folder,
    log: () => undefined,
    fsync: false,
    settings: { max_connections: 300 },
  })
  try {
    say(`REPLAY_SEED=${seed}`)
    let isEnough = true
    for (const [name, part] of Object.entries(parts)) {
      if (values.part !== undefined && values.part !== name) continue
      isEnough = judge(name, part, copy, database.superuser_url) && isEnough
    }
    process.exitCode = isEnough ? 0 : 1
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The sources as they are, in a place where they may be spoilt; the packages are only looked at. */
function copySources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mostrador-mutants-'))
  const left = new Set(['node_modules', '.git', 'dist', '.vitest-cache', 'data'])
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function judge(name: string, part: Part, copy: string, database: string): boolean {
  if (runTests(copy, part, database).status !== 0)
    throw new Error(`the tests of ${name} fail before anything was changed`)
  const all = part.sources
    .flatMap((source) => filesIn(source))
    .flatMap((path) => mutantsOf(path, readFileSync(join(root, path), 'utf8')))
  const chosen = sample(seeded(seed), all, Number(values.sample))
  const survivors: Mutant[] = []
  for (const mutant of chosen) {
    const file = join(copy, mutant.path)
    const text = readFileSync(join(root, mutant.path), 'utf8')
    writeFileSync(file, text.slice(0, mutant.start) + mutant.becomes + text.slice(mutant.end))
    const survived = runTests(copy, part, database).status === 0
    writeFileSync(file, text)
    if (survived) survivors.push(mutant)
    say(
      `${survived ? 'SURVIVED' : 'killed  '} ${mutant.path}:${mutant.line}  ${brief(mutant.was)} → ${brief(mutant.becomes)}`,
    )
  }
  const killed = chosen.length - survivors.length
  const score = (100 * killed) / Math.max(1, chosen.length)
  say(`${name}: ${killed} of ${chosen.length} killed (${score.toFixed(1)} %), chosen of ${all.length}`)
  return score >= Number(values.bound)
}

function runTests(copy: string, { tests }: Part, database: string): SpawnSyncReturns<Buffer> {
  const program = join(copy, 'node_modules', 'vitest', 'vitest.mjs')
  return spawnSync(
    process.execPath,
    [program, 'run', '--project', 'unit', '--project', 'shop', '--bail', '1', ...tests],
    {
      cwd: copy,
      stdio: 'ignore',
      timeout: BOUND_MS,
      env: { ...process.env, TEST_DATABASE_URL: database },
    },
  )
}

function filesIn(source: string): string[] {
  if (source.endsWith('.ts')) return [source]
  return readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
    .map((name) => join(source, name))
    .filter((path) => path.endsWith('.ts') && !WITHOUT.test(path))
}

function sample<T>(random: Random, all: readonly T[], how_many: number): T[] {
  const left = [...all]
  const chosen: T[] = []
  while (chosen.length < how_many && left.length > 0) chosen.push(...left.splice(random.whole(0, left.length - 1), 1))
  return chosen
}

const brief = (code: string) => code.replaceAll(/\s+/g, ' ').slice(0, 60)
const say = (line: string) => void process.stdout.write(`${line}\n`)

await main()
