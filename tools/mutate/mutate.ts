/**
 * Mutation testing of the code that keeps money, stock and the door: `npm run mutate`. It puts one small wrong at a time
 * into the sources and runs the tests that reach it; a wrong that no test notices has survived. See README.md beside.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Random, seeded } from '../../demo/random.ts'
import { type EmbeddedDatabase, startEmbedded } from '../../platform/database/embedded/start.ts'
import { isEquivalent } from './equivalent.ts'
import { openPart, type PartAtHand } from './part-at-hand.ts'
import { parts, root } from './parts.ts'
import { judgeMutants, type Verdict } from './verdicts.ts'
import type { Numbered } from './weave.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    sample: { type: 'string', default: '60' },
    bound: { type: 'string', default: '85' },
    only: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
})
const seed = Number(process.env.REPLAY_SEED ?? Math.floor(Math.random() * 2 ** 31))
const kept = join(root, '.cache', 'mutate')

async function main(): Promise<void> {
  mkdirSync(kept, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-mutate-'))
  const database = await startEmbedded({
    data_dir: folder,
    log: () => undefined,
    fsync: false,
    settings: { max_connections: 300 },
  })
  // A signal alone would leave the database running.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void endAtOnce(database, folder))
  try {
    say(`REPLAY_SEED=${seed}`)
    let isEnough = true
    for (const name of Object.keys(parts).filter((one) => values.part === undefined || values.part === one)) {
      const part = await openPart(name, { url: database.superuser_url, log_file: database.log_file, folder, kept })
      isEnough = (await judgePart(part)) && isEnough
    }
    process.exitCode = isEnough ? 0 : 1
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function endAtOnce(database: EmbeddedDatabase, folder: string): Promise<void> {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}

async function judgePart(part: PartAtHand): Promise<boolean> {
  const began = Date.now()
  const possible = part.mutants.filter((mutant) => !isEquivalent(mutant))
  const chosen = choose(possible, part.name)
  const verdicts = await judgeMutants(part, chosen, tell)
  const survivors = verdicts.filter(({ killed_by }) => killed_by === null)
  for (const verdict of survivors) tell(verdict)
  const killed = chosen.length - survivors.length
  const score = (100 * killed) / Math.max(1, chosen.length)
  const each = (Date.now() - began) / 1_000 / Math.max(1, chosen.length)
  say(
    `${part.name}: ${killed} of ${chosen.length} killed (${score.toFixed(1)} %), chosen of ${possible.length}; ${each.toFixed(1)} s each`,
  )
  writeFileSync(
    join(kept, `${part.name}.survivors.json`),
    JSON.stringify(survivors.map(({ mutant }) => nameOf(mutant))),
  )
  return score >= Number(values.bound)
}

function choose(possible: readonly Numbered[], name: string): readonly Numbered[] {
  const { only } = values
  if (only !== undefined) return possible.filter((mutant) => nameOf(mutant).startsWith(only))
  if (!values.again) return sample(seeded(seed), possible, Number(values.sample))
  const before = new Set(JSON.parse(readFileSync(join(kept, `${name}.survivors.json`), 'utf8')))
  return possible.filter((mutant) => before.has(nameOf(mutant)))
}

const nameOf = ({ path, line, was, becomes }: Numbered) => `${path}:${line} ${was} → ${becomes}`

function sample<T>(random: Random, all: readonly T[], how_many: number): T[] {
  const left = [...all]
  const chosen: T[] = []
  while (chosen.length < how_many && left.length > 0) chosen.push(...left.splice(random.whole(0, left.length - 1), 1))
  return chosen
}

function tell({ mutant, killed_by, note }: Verdict): void {
  const place = `${mutant.path}:${mutant.line}  ${brief(mutant.was)} → ${brief(mutant.becomes)}`
  say(
    killed_by === null ? `SURVIVED ${place}${note ? `  (${note})` : ''}` : `killed   ${place}  by ${brief(killed_by)}`,
  )
}

const brief = (code: string) => code.replaceAll(/\s+/g, ' ').slice(0, 110)
const say = (line: string) => void process.stdout.write(`${line}\n`)

await main()
