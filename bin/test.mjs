// `npm test`: everything, on real PostgreSQL and in a real browser. `npm run check` (--fast): the everyday part.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureTools, olderPostgres } from './steps/ensure-tools.mjs'
import { installPackages } from './steps/install.mjs'
import { runProgram, runVitest } from './steps/lanes.mjs'
import { assertNode } from './steps/node-version.mjs'
import { withOlderPostgres } from './steps/older-postgres.mjs'
import { root } from './steps/root.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
const fast = process.argv.includes('--fast')
const minutes = 60_000
// The whole run stays under half an hour on two cores; what comes last gives way.
const startLastLaneBefore = 20 * minutes
const started = Date.now()

const everyday = [
  ['types: server', () => runProgram('typescript/bin/tsc', ['-p', 'tsconfig.json'], 5 * minutes)],
  ['types: web', () => runProgram('typescript/bin/tsc', ['-p', 'web/tsconfig.json'], 5 * minutes), 'web/tsconfig.json'],
  ['lint', () => runProgram('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], 2 * minutes)],
  ['tidy', () => runVitest(['--project', 'tidy'], 3 * minutes), 'tools/tidy'],
  ['unit', () => runVitest(['--project', 'unit'], 3 * minutes)],
]
const slow = [
  ['shop', () => runVitest(['--project', 'shop'], 12 * minutes)],
  ['browser', () => runVitest(['--project', 'browser'], 10 * minutes), 'tests/browser'],
  ['drills', () => runVitest(['--project', 'drills'], 6 * minutes), 'tests/drills'],
  [
    'shop on PostgreSQL 15',
    () =>
      withOlderPostgres((env) =>
        runVitest(['--project', 'shop', 'business/', 'platform/database/tests/'], 6 * minutes, env),
      ),
  ],
]

try {
  await installPackages({ development: true })
  if (!fast) ensureTools()
  const results = await runLanes(fast ? everyday : [...everyday, ...slow])
  report(results)
} catch (error) {
  giveUp(error)
}

async function runLanes(lanes) {
  const results = []
  for (const [name, run, needs] of lanes) {
    if (needs !== undefined && !existsSync(join(root, needs))) continue
    if (name === 'shop on PostgreSQL 15' && (!olderPostgres() || Date.now() - started > startLastLaneBefore)) continue
    process.stdout.write(`\n== ${name}\n`)
    const from = Date.now()
    results.push({ name, ...(await run()), seconds: Math.round((Date.now() - from) / 1_000) })
  }
  return results
}

function report(results) {
  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`
    process.stdout.write(`${name.padEnd(24)} ${String(seconds).padStart(4)} s   ${counts}\n`)
  }
  const sum = (count) => results.reduce((total, result) => total + result[count], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
